//! What clients of the demo network ask for, and how a brief becomes of it: where, how long, how much, drawn anew each time.

use muster_kernel::{Currency, Day};

use super::{
    drawn,
    trades::{TRADES, Trade},
};
use crate::{
    briefs::{Document, Near, Need, Seat},
    clock::Mint,
    error::{Error, Result},
    places::PlaceId,
};

/// What is asked for: title, what is to be done, category, weeks, and the trades of the seats.
pub(super) struct Ask {
    title: &'static str,
    description: &'static str,
    category: &'static str,
    weeks: i32,
    trades: &'static [&'static str],
}

const fn ask(
    title: &'static str,
    description: &'static str,
    category: &'static str,
    weeks: i32,
    trades: &'static [&'static str],
) -> Ask {
    Ask { title, description, category, weeks, trades }
}

/// What Mia knows is asked for by the first one.
pub(super) const ASKS: [Ask; 45] = [
    ask(
        "A shop for rental bicycles",
        "Guests book a bicycle online, pay, and open the lock with their phone. Two languages, one season to prove it.",
        "web",
        10,
        &["front", "back", "design"],
    ),
    ask(
        "Where our energy goes",
        "Meters in forty buildings send their readings each quarter of an hour. We want to see them, and to be warned.",
        "data",
        8,
        &["data", "picture"],
    ),
    ask(
        "A new face for a bakery",
        "The fourth generation takes over. Logo, packaging, a small site, and pictures that smell of bread.",
        "design",
        6,
        &["brand", "photo", "words"],
    ),
    ask(
        "Guests who stay for a week",
        "The railway through the forest wants visitors in the low season: a campaign, its texts, and somebody who measures it.",
        "marketing",
        8,
        &["campaign", "words", "translate"],
    ),
    ask(
        "Claims without paper",
        "From a photo of the damage to the decision in one day. The old system stays; the way to it changes.",
        "software",
        12,
        &["java", "cloud", "test", "lead"],
    ),
    ask(
        "A sensor for the river",
        "Level, temperature and turbidity of the river, every minute, without a cable. A prototype that survives a winter.",
        "hardware",
        10,
        &["board", "back"],
    ),
    ask(
        "A village that heats itself",
        "Eighty houses, one heating plant, wood from our own forest. Is it worth it, who joins, and what does it need?",
        "energy",
        14,
        &["energy", "forest", "figures", "contracts", "rural"],
    ),
    ask(
        "The books of a cooperative",
        "Forty members, one shop, and a shoe box of receipts. Put it in order, and keep it so for half a year.",
        "finance",
        24,
        &["books"],
    ),
    ask(
        "A festival between two countries",
        "Three days, two languages, one river. Programme, guests, press, and somebody who knows where the power comes from.",
        "events",
        16,
        &["event", "interpret", "press", "social", "sound", "photo", "assist", "electric"],
    ),
    ask(
        "An app for walkers",
        "Paths, huts and the last bus, without a net. For two systems, from one source.",
        "mobile",
        12,
        &["app", "map", "design"],
    ),
    ask(
        "The same app, but native",
        "Our app is slow and old. We want it anew for each system, by people who have done it before.",
        "mobile",
        20,
        &["native", "back", "test", "ux"],
    ),
    ask(
        "How safe are we?",
        "Try to get in, tell us how you did it, and stay until the doors are closed.",
        "security",
        4,
        &["pentest"],
    ),
    ask(
        "Data protection for six schools",
        "Who keeps what about whom, and why? Records, contracts, and an evening with the parents.",
        "security",
        8,
        &["privacy", "contracts", "teach"],
    ),
    ask(
        "A machine that sorts apples",
        "A belt, a camera and an arm. The drawings are there; the controls and the housing are not.",
        "hardware",
        18,
        &["plc", "cad", "rust", "electric"],
    ),
    ask(
        "From spreadsheets to a system",
        "Orders, stock and invoices of a mill with thirty people, out of eleven spreadsheets.",
        "apps",
        16,
        &["erp", "clean", "process", "teach"],
    ),
    ask(
        "Who are our customers?",
        "Three address books that contradict each other. One, please, and a letter that goes to the right people.",
        "apps",
        6,
        &["crm", "clean"],
    ),
    ask(
        "One place for our papers",
        "Sixty people, nine kinds of folders. We want to find things again.",
        "apps",
        5,
        &["office-apps", "entry"],
    ),
    ask(
        "Move to the cloud, and back if need be",
        "Forty services, two rooms full of machines, and no weekend without a call.",
        "cloud",
        20,
        &["aws", "cloud", "network", "lead"],
    ),
    ask(
        "Somebody who picks up the phone",
        "Our network is old and so are we. One day a week, for a year.",
        "cloud",
        40,
        &["network"],
    ),
    ask(
        "A book about a valley",
        "Two hundred years in pictures and letters. Research, texts, layout, and a printer who loves paper.",
        "writing",
        26,
        &["heritage", "words", "photo", "print"],
    ),
    ask(
        "Manuals that people read",
        "Our machines are good and our manuals are not. Four languages, many pictures.",
        "writing",
        10,
        &["manual", "draw", "translate"],
    ),
    ask(
        "An application to Brussels",
        "A project of five towns. The idea is there; the words, the figures and the partners are wanted.",
        "research",
        6,
        &["grant", "figures"],
    ),
    ask(
        "What do our guests think?",
        "Ask them, count it, and tell us on two pages.",
        "research",
        7,
        &["survey", "model"],
    ),
    ask(
        "A film of four minutes",
        "What we make, how we make it, and why. To be shown at a fair, with subtitles.",
        "media",
        6,
        &["film", "sound", "subtitle"],
    ),
    ask(
        "A podcast from the workshop",
        "Ten conversations with people who make things. You bring the microphones.",
        "media",
        12,
        &["sound", "social"],
    ),
    ask(
        "The catalogue",
        "Four hundred products need a picture each, and the same light in all of them.",
        "media",
        3,
        &["photo", "photo"],
    ),
    ask(
        "A house for eight families",
        "An old farm becomes homes and a workshop. Plans, pictures, costs, and craftsmen who know lime.",
        "crafts",
        30,
        &["plan", "render", "wood", "electric", "figures"],
    ),
    ask(
        "Shelves for a library",
        "Oak, to the ceiling, for eleven rooms. Bring your own tools.",
        "crafts",
        8,
        &["wood"],
    ),
    ask(
        "A map of what is empty",
        "Shops, barns and flats that nobody uses: where they are, whose they are, and what they could be.",
        "crafts",
        9,
        &["map", "survey", "rural"],
    ),
    ask(
        "Vines without poison",
        "Twelve hectares change over in three years. We need somebody beside us in the first one.",
        "energy",
        36,
        &["farm"],
    ),
    ask(
        "Our first sustainability report",
        "The bank asks, the customers ask, and we want to know ourselves.",
        "energy",
        10,
        &["sustain", "model", "words"],
    ),
    ask(
        "Two languages at one table",
        "A company on both sides of the border. Contracts and manuals translated, meetings interpreted.",
        "languages",
        20,
        &["translate", "interpret"],
    ),
    ask(
        "The site of a museum, in five languages",
        "Few words, many pictures, and everybody can read it, with eyes or without.",
        "languages",
        10,
        &["php", "translate", "ux", "heritage"],
    ),
    ask(
        "We grow, and nobody knows us",
        "Twelve new colleagues by autumn. Find them, win them, and welcome them well.",
        "people",
        14,
        &["recruit", "press", "coach"],
    ),
    ask(
        "A school for climbers of ladders",
        "Forty of our people shall learn to lead. Online and in the mountains.",
        "people",
        12,
        &["teach", "coach", "film"],
    ),
    ask(
        "Contracts that we understand",
        "Every contract of a firm with ninety people, read, sorted, and put in plain words.",
        "law",
        8,
        &["contracts", "compliance"],
    ),
    ask("Rules for a works council", "Who decides what, from Monday on.", "law", 3, &["compliance"]),
    ask(
        "A firm finds its heirs",
        "The owner is seventy, her people would buy. Value, taxes, a plan, and peace in the family.",
        "business",
        18,
        &["succession", "tax", "contracts", "figures"],
    ),
    ask(
        "Less in the warehouse",
        "Nine thousand parts, of which we need two thousand. Find out which.",
        "business",
        10,
        &["logistics", "model", "process"],
    ),
    ask(
        "The second office",
        "Calendars, journeys, minutes and invoices of a surgeon who has no time.",
        "office",
        26,
        &["assist"],
    ),
    ask(
        "Forty years of cards",
        "A doctor's card index shall become a table. Nobody may read it who need not.",
        "office",
        12,
        &["entry", "entry", "privacy"],
    ),
    ask(
        "A platform for farm shops",
        "Three hundred farms, one basket. What is there today, who brings it, who pays whom.",
        "web",
        30,
        &["vue", "back", "shop", "farm", "logistics", "product", "design", "sales"],
    ),
    ask(
        "The old system must go on",
        "It pays eleven thousand pensions each month, and the last one who knew it has retired.",
        "software",
        40,
        &["legacy", "dotnet", "test", "product", "data"],
    ),
    ask(
        "Tours for people with bicycles",
        "Six routes, tried out, described, and with somebody who goes ahead.",
        "events",
        10,
        &["guide", "map", "social"],
    ),
    ask(
        "Open for business in Germany",
        "We sell cheese in two countries and want a third. Taxes, shop, and the first hundred customers.",
        "finance",
        12,
        &["tax", "sales", "shop"],
    ),
];

/// What a network of any size has somebody for: a few hours a week of what two of the trio know best.
pub(super) const SMALL: [Ask; 2] = [
    ask(
        "The till and the shop shall agree",
        "What is sold at the counter is missing in the shop an hour later. Somebody who finds out why, and stays until it is mended.",
        "software",
        12,
        &["back", "design"],
    ),
    ask(
        "Bookings by phone shall count as well",
        "Who calls is written on a slip of paper, and their bicycle is rented twice. One list for the desk and the site.",
        "software",
        20,
        &["back", "design"],
    ),
];

/// Whether a brief of this title is one of the [`SMALL`] ones.
pub(super) fn is_small(title: &str) -> bool {
    SMALL.iter().any(|ask| ask.title == title)
}

/// The trade that a seat names.
fn trade(id: &str) -> Result<&'static Trade> {
    TRADES.iter().find(|trade| trade.id == id).ok_or_else(|| Error::not_found("trade", id))
}

/// A trade that somebody follows: the more it is asked for, the more do.
pub(super) fn drawn_trade(mint: &Mint) -> Result<&'static Trade> {
    let asked_for: &&str = drawn(mint, drawn(mint, &ASKS).trades);
    trade(asked_for)
}

impl Ask {
    /// A brief as it stands in the book of asks: from anywhere, without a budget.
    pub(super) fn plain(&self, today: Day) -> Result<Document> {
        let seat = |number, id: &&str| self.seat(number, trade(id)?, 3, 16, today);
        let seats: Result<Vec<Seat>> = (1..).zip(self.trades).map(|(number, id)| seat(number, id)).collect();
        Ok(Document {
            title: self.title.to_owned(),
            description: self.description.to_owned(),
            category: self.category.to_owned(),
            currency: Currency::EUR,
            budget: None,
            seats: seats?,
        })
    }

    /// A brief for a few hours a week, so that somebody surely takes it.
    pub(super) fn few_hours(&self, today: Day) -> Result<Document> {
        let mut brief = self.plain(today)?;
        brief.seats.iter_mut().for_each(|seat| seat.hours = 6);
        Ok(brief)
    }

    /// A brief like it: two of five on site, one of three with a budget, small or large, in more or fewer weeks.
    pub(super) fn drawn(&self, mint: &Mint, today: Day, places: &[PlaceId]) -> Result<Document> {
        let mut brief = self.plain(today)?;
        let (near, km) = (*drawn(mint, places), *drawn(mint, &[60, 120, 250, 500]));
        let onsite = mint.below(5) < 2;
        let scale = *drawn(mint, &[2, 3, 4, 4, 6]);
        let language = *drawn(mint, &["de", "cs", "en"]);
        let asks_language = mint.below(4) == 0;
        for seat in &mut brief.seats {
            seat.hours = *drawn(mint, &[4, 8, 12, 16, 20, 24, 32]);
            seat.weeks = (seat.weeks * scale / 4).max(1);
            let level = *drawn(mint, &[2, 2, 3, 3, 4]);
            seat.skills.iter_mut().for_each(|need| need.level = level);
            seat.near = onsite.then_some(Near { place: near, km });
            seat.languages = asks_language.then(|| language.to_owned()).into_iter().collect();
        }
        if mint.below(3) == 0 {
            let an_hour = *drawn(mint, &[5_500, 7_000, 9_000]);
            let hours = brief.seats.iter().map(|seat| i64::from(seat.hours * seat.weeks)).sum::<i64>();
            brief.budget = Some(hours * an_hour);
        }
        Ok(brief)
    }

    fn seat(&self, number: i32, trade: &Trade, level: i32, hours: i32, today: Day) -> Result<Seat> {
        let needs = std::iter::once((&trade.must, 5, true)).chain(trade.also.iter().map(|also| (also, 3, false)));
        let need = |(skill, weight, must): (&&str, i32, bool)| {
            let skill = skill.parse().map_err(|cause| Error::internal("name a skill", cause))?;
            Ok(Need { skill, level, weight, must })
        };
        Ok(Seat {
            id: format!("{}-{number}", trade.id),
            title: trade.title.to_owned(),
            skills: needs.map(need).collect::<Result<_>>()?,
            hours,
            from: today.monday().plus_weeks(2),
            weeks: self.weeks,
            rate_cap: None,
            languages: Vec::new(),
            near: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::skills;

    #[test]
    fn every_trade_is_asked_for_and_every_ask_names_trades_that_there_are() {
        let asked: BTreeSet<&str> = ASKS.iter().flat_map(|ask| ask.trades).copied().collect();
        let there: BTreeSet<&str> = TRADES.iter().map(|trade| trade.id).collect();
        assert_eq!(asked, there);
    }

    #[test]
    fn briefs_have_one_to_eight_seats_and_touch_every_category_of_work() {
        let seats: BTreeSet<usize> = ASKS.iter().map(|ask| ask.trades.len()).collect();
        assert_eq!((seats.first(), seats.last()), (Some(&1), Some(&8)));
        let asked: BTreeSet<&str> = ASKS.iter().map(|ask| ask.category).collect();
        let categories = skills::service::categories();
        let missing: Vec<&str> =
            categories.iter().map(|category| category.key.as_str()).filter(|key| !asked.contains(key)).collect();
        assert_eq!(missing, ["general"], "which holds no skill");
    }
}
