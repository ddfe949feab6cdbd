//! The book as plain-text accounting reads it: journals for hledger and Beancount, which recount it with code that is not
//! ours. At the end of a journal stands what each account holds by our own count; the reader refuses a journal in which
//! its count differs.

use std::{collections::BTreeSet, io::Write};

use muster_kernel::{Currency, Money};

use super::{
    Account,
    kept::balances::{self, BalanceRow},
    rows::Stored,
    store::{self, Span},
};
use crate::{
    chain::{self, Chain},
    db::Db,
    error::{Error, Result},
};

crate::words! {
    /// For which program a journal is written.
    pub enum Journal {
        /// hledger, and with it Ledger.
        Hledger = "hledger",
        /// Beancount, and with it Fava.
        Beancount = "beancount",
    }
}

impl Journal {
    /// What an account is called.
    fn account(self, account: Account) -> String {
        let (kind, own) = match account {
            Account::Bank => ("assets", "bank".to_owned()),
            Account::Escrow(engagement) => ("liabilities", format!("escrow:{engagement}")),
            Account::Member(member) => ("liabilities", format!("payable:{member}")),
            Account::Space(space) => ("liabilities", format!("payable:{space}")),
            Account::Client(client) => ("liabilities", format!("payable:{client}")),
            Account::Payer(credit) => ("liabilities", format!("payable:{credit}")),
            Account::Transit => ("liabilities", "transit".to_owned()),
            Account::MutualFund => ("liabilities", "fund:mutual".to_owned()),
            Account::Tax => ("liabilities", "tax".to_owned()),
            Account::Network => (if self == Self::Hledger { "revenues" } else { "income" }, "network".to_owned()),
            Account::Exchange(currency) => ("equity", format!("exchange:{currency}")),
        };
        match self {
            Self::Hledger => format!("{kind}:{own}"),
            // Each part begins with a capital or a digit and has no underscore.
            Self::Beancount => {
                let parts = own.split(':').map(|part| capital(&part.replace('_', "-")));
                std::iter::once(capital(kind)).chain(parts).collect::<Vec<_>>().join(":")
            }
        }
    }

    /// The head of a transaction, after its day.
    fn head(self, memo: &str, entry: &str, kind: &str) -> String {
        match self {
            // A semicolon would begin a comment, and a bar would divide payee and note.
            Self::Hledger => format!("* ({entry}) {}  ; kind: {kind}", one_line(memo).replace([';', '|'], ",")),
            Self::Beancount => {
                let said = one_line(memo).replace('\\', "\\\\").replace('"', "\\\"");
                format!("* \"{said}\" #{kind} ^{}", entry.replace('_', "-"))
            }
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// An amount with its currency's digits: `-12.05 EUR`.
fn amount(money: Money) -> String {
    let (minor, exponent) = (money.minor().unsigned_abs(), u32::from(money.currency().exponent()));
    let sign = if money.minor() < 0 { "-" } else { "" };
    let unit = 10_u64.pow(exponent);
    let digits =
        if exponent == 0 { String::new() } else { format!(".{:0width$}", minor % unit, width = exponent as usize) };
    format!("{sign}{}{digits} {}", minor / unit, money.currency())
}

/// Writes the whole book as it stands at one moment as a journal; answers how many entries it has.
pub fn export(db: &Db, journal: Journal, to: impl Write) -> Result<usize> {
    chain::seal(db, Chain::Book)?;
    let mut to = to;
    let failed = |cause: std::io::Error| Error::internal("write a journal", cause);
    db.snapshot(|conn| {
        let kept = balances::all(conn)?;
        let told = |row: &BalanceRow| money(&row.account, &row.currency, row.amount_minor);
        let balances: Vec<(Account, Money)> = kept.iter().map(told).collect::<Result<_>>()?;
        let text = opening(journal, &balances);
        to.write_all(text.as_bytes()).map_err(failed)?;
        let (mut entries, mut last_day) = (0, None);
        let mut one = |stored: &Stored| {
            let day = stored.entry.posted_at.day();
            let mut text =
                format!("{day} {}\n", journal.head(&stored.entry.memo, &stored.entry.id, &stored.entry.kind));
            for posting in &stored.postings {
                let (account, money) = money(&posting.account, &posting.currency, posting.amount_minor)?;
                text.push_str(&format!("    {}  {}\n", journal.account(account), amount(money)));
            }
            text.push('\n');
            entries += 1;
            last_day = Some(day).max(last_day);
            to.write_all(text.as_bytes()).map_err(failed)
        };
        store::each_page(conn, &Span::default(), |_, page| page.entries.iter().try_for_each(&mut one))?;
        if let Some(day) = last_day {
            to.write_all(closing(journal, &balances, day).as_bytes()).map_err(failed)?;
        }
        to.flush().map_err(failed)?;
        Ok(entries)
    })
}

/// What the accounts and the currencies are, before anything moves.
fn opening(journal: Journal, balances: &[(Account, Money)]) -> String {
    let currencies: BTreeSet<Currency> = balances.iter().map(|(_, money)| money.currency()).collect();
    let accounts: BTreeSet<Account> = balances.iter().map(|(account, _)| *account).collect();
    let mut text = String::new();
    match journal {
        Journal::Hledger => {
            // One decimal mark for all: a number of three digits after a point is no thousand.
            text.push_str("decimal-mark .\n");
            for currency in &currencies {
                let unit = amount(Money::new(1_000 * 10_i64.pow(currency.exponent().into()), *currency));
                text.push_str(&format!(
                    "commodity {}\n",
                    if currency.exponent() == 0 { unit.replace(' ', ". ") } else { unit }
                ));
            }
            accounts.iter().for_each(|account| text.push_str(&format!("account {}\n", journal.account(*account))));
        }
        Journal::Beancount => {
            for currency in &currencies {
                text.push_str(&format!("1970-01-01 commodity {currency}\n"));
            }
            for account in &accounts {
                text.push_str(&format!("1970-01-01 open {}\n", journal.account(*account)));
            }
        }
    }
    text.push('\n');
    text
}

/// What each account holds by our own count, for the reader to compare.
fn closing(journal: Journal, balances: &[(Account, Money)], last: muster_kernel::Day) -> String {
    let mut text = String::new();
    match journal {
        Journal::Hledger => {
            text.push_str(&format!("{last} * Balances as kept\n"));
            for (account, held) in balances {
                let nothing = Money::new(0, held.currency());
                text.push_str(&format!("    {}  {} = {}\n", journal.account(*account), amount(nothing), amount(*held)));
            }
        }
        // A balance holds at the beginning of its day, and without a tolerance of its own to a unit more or less.
        Journal::Beancount => {
            for (account, held) in balances {
                let (day, exactly) = (last.plus_days(1), amount(*held).replace(' ', " ~ 0 "));
                text.push_str(&format!("{day} balance {}  {exactly}\n", journal.account(*account)));
            }
        }
    }
    text
}

fn money(account: &str, currency: &str, minor: i64) -> Result<(Account, Money)> {
    let wrong = |what: String| Error::internal("write a journal", what);
    let currency: Currency = currency.parse().map_err(|_| wrong(format!("{currency:?} is no currency")))?;
    Ok((account.parse().map_err(wrong)?, Money::new(minor, currency)))
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;

    use super::*;

    #[test]
    fn amounts_have_the_digits_of_their_currency() {
        let told = |minor, code: &str| amount(Money::new(minor, code.parse().unwrap()));
        assert_eq!(
            [told(-1_205, "EUR"), told(5, "EUR"), told(1_205, "JPY"), told(-1, "KWD"), told(0, "KWD")],
            ["-12.05 EUR", "0.05 EUR", "1205 JPY", "-0.001 KWD", "0.000 KWD"],
        );
        assert_eq!(told(i64::MIN, "EUR"), "-92233720368547758.08 EUR");
    }

    #[test]
    fn accounts_are_named_as_each_program_wants_them() {
        let escrow = Account::Escrow(Id::from_bits(1));
        assert_eq!(
            Journal::Hledger.account(escrow),
            format!("liabilities:escrow:{}", Id::<crate::engagements::EngagementKind>::from_bits(1))
        );
        let named = Journal::Beancount.account(escrow);
        assert!(named.starts_with("Liabilities:Escrow:Engagement-0000"), "{named}");
        assert_eq!(Journal::Beancount.account(Account::Network), "Income:Network");
        assert_eq!(Journal::Hledger.account(Account::Tax), "liabilities:tax");
        let client = Journal::Beancount.account(Account::Client(Id::from_bits(1)));
        assert!(client.starts_with("Liabilities:Payable:Client-0000"), "{client}");
    }

    #[test]
    fn balances_at_the_end_hold_to_the_last_unit_for_each_program() {
        let day: muster_kernel::Day = "2026-11-30".parse().unwrap();
        let told = |journal, minor, code: &str| {
            closing(journal, &[(Account::Bank, Money::new(minor, code.parse().unwrap()))], day)
        };
        assert_eq!(told(Journal::Beancount, -1_205, "EUR"), "2026-12-01 balance Assets:Bank  -12.05 ~ 0 EUR\n");
        assert_eq!(told(Journal::Beancount, 1_205, "JPY"), "2026-12-01 balance Assets:Bank  1205 ~ 0 JPY\n");
        assert_eq!(
            told(Journal::Hledger, 1_205, "KWD"),
            "2026-11-30 * Balances as kept\n    assets:bank  0.000 KWD = 1.205 KWD\n"
        );
    }

    #[test]
    fn a_memo_stays_on_its_line_and_in_its_place() {
        let memo = "Two\nlines; \"quoted\" | and \\";
        assert_eq!(
            Journal::Hledger.head(memo, "entry_1", "refund"),
            "* (entry_1) Two lines, \"quoted\" , and \\  ; kind: refund"
        );
        assert_eq!(
            Journal::Beancount.head(memo, "entry_1", "refund"),
            "* \"Two lines; \\\"quoted\\\" | and \\\\\" #refund ^entry-1"
        );
    }
}
