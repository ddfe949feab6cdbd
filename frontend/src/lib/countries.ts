/** Countries and currencies that an organisation can choose from. The server knows more countries than these. */

/** Europe and the countries that networks in it work with most, by ISO 3166. */
export const COUNTRIES = (
  "AD AE AL AT AU BA BE BG BH BR CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IL IN IS IT JP KR KW LI LT LU LV MC MD " +
  "ME MK MT NL NO NZ PL PT RO RS SE SI SK SM TN TR UA US ZA"
).split(" ");

/** The currencies that the book can hold: `CURRENCIES` in crates/kernel/src/money.rs. */
export const CURRENCIES =
  "EUR CZK CHF GBP USD AED AUD BGN BHD BRL CAD DKK HUF ISK JPY KRW KWD NOK NZD PLN RON SEK TND UAH".split(" ");
