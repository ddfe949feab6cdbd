//! `muster import members`

use std::{
    collections::{BTreeSet, HashMap},
    path::PathBuf,
};

use clap::Args;
use muster_kernel::{Currency, Money};

use super::names;
use crate::{
    app::App,
    audit::By,
    availability::{self, WeeklyPattern},
    cli::{Failure, config, open, say},
    clock::Mint,
    db::Tx,
    error::{Error, Result},
    identity::{self, PersonId},
    members::{
        self, Profile,
        survey::{COLUMNS, Respondent},
    },
    places::{self, PlaceId},
    skills::{self, SkillId},
    table,
};

/// Rates are drawn from 20 to 90 units of the currency an hour; those in the middle are the likeliest.
const LOWEST_RATE: u64 = 20;
const HALF_SPREAD: u64 = 36;
/// Usual weeks, Monday first, each with how often it is drawn.
const USUAL_WEEKS: [(u64, [u8; 7]); 7] = [
    (6, [8, 8, 8, 8, 8, 0, 0]),
    (4, [6, 6, 6, 6, 6, 0, 0]),
    (4, [4, 4, 4, 4, 4, 0, 0]),
    (2, [8, 8, 8, 0, 0, 0, 0]),
    (2, [0, 0, 0, 8, 8, 0, 0]),
    (1, [2, 2, 2, 2, 2, 6, 6]),
    (1, [0, 0, 0, 0, 0, 8, 8]),
];
/// Everybody speaks English; some speak one of these as well.
const SECOND_LANGUAGES: [(u64, Option<&str>); 5] =
    [(4, None), (3, Some("de")), (1, Some("fr")), (1, Some("es")), (1, Some("cs"))];

#[derive(Args)]
pub(in crate::cli) struct Members {
    /// A CSV file with the columns respondent, works_with and wants_to_work_with; names with ; between them.
    #[arg(long, value_name = "FILE")]
    people: PathBuf,
    /// What the file does not say is drawn at random; the same seed draws the same.
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    seed: u64,
    /// The currency of the rates.
    #[arg(long, default_value = "USD")]
    currency: Currency,
}

pub(super) fn run(options: &Members) -> std::result::Result<(), Failure> {
    let people = Respondent::read_all(&table::read(&options.people, COLUMNS)?)?;
    let app = open(&config()?, Mint::system())?;
    let mentions: Vec<String> = people.iter().flat_map(|person| person.mentions.clone()).collect();
    let distinct: Vec<String> = mentions.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let recognised = app.db.read(|conn| skills::service::recognise(conn, &distinct))?;
    let places = app.db.read(places::service::all)?;
    let draws = Draws { seed: options.seed, currency: options.currency, places: &places };
    let imported = app.db.write(|tx| bring_in(tx, &app, &people, &recognised, &draws));
    imported.map_err(|error| match error {
        Error::Conflict { .. } => Failure::BadInput(format!("{error} Nothing was changed.")),
        other => other.into(),
    })?;
    say(format_args!("{} people are members in the pool now, as person-…@example.invalid", people.len()));
    say(format_args!(
        "drawn from seed {}, since the file does not say: rates in {}, usual weeks, languages, open bidding, work on site; \
         and where they work from, of the {} places there are",
        options.seed,
        options.currency,
        places.len()
    ));
    names::tell(&mentions, &recognised);
    Ok(())
}

fn bring_in(
    tx: &mut Tx<'_>,
    app: &App,
    people: &[Respondent],
    recognised: &HashMap<String, SkillId>,
    draws: &Draws<'_>,
) -> Result<()> {
    let who =
        |person: &Respondent| (format!("person-{}@example.invalid", person.key), format!("Person-{}", person.key));
    let addresses: Vec<(String, String)> = people.iter().map(who).collect();
    let ids = identity::newcomers::bring_in_all(tx, &addresses)?;
    // A source of its own, made anew for each attempt: the same seed draws the same, whatever else was drawn before.
    let mint = Mint::seeded(draws.seed, app.now());
    let mut weeks = Vec::with_capacity(people.len());
    let mut joining: Vec<(PersonId, Profile)> = Vec::with_capacity(people.len());
    for (id, person) in ids.into_iter().zip(people) {
        weeks.push(WeeklyPattern::from(*weighted(&mint, &USUAL_WEEKS)));
        joining.push((id, draws.profile(&mint, person, recognised)));
    }
    let members = members::service::join_all(tx, By::Muster, &mint, &joining)?;
    let patterns: Vec<_> = members.into_iter().zip(weeks).collect();
    availability::service::add_patterns(tx, &patterns)
}

/// What is drawn for people of whom the file says only what they know.
struct Draws<'a> {
    seed: u64,
    currency: Currency,
    places: &'a [PlaceId],
}

impl Draws<'_> {
    fn profile(&self, mint: &Mint, person: &Respondent, recognised: &HashMap<String, SkillId>) -> Profile {
        let place = self.place(mint);
        let second = *weighted(mint, &SECOND_LANGUAGES);
        Profile {
            headline: format!("Respondent {} of a survey", person.key),
            about: String::new(),
            rate: self.rate(mint),
            place,
            onsite: mint.below(2) == 0 && place.is_some(),
            in_pool: true,
            takes_bids: mint.below(2) == 0,
            languages: ["en"].into_iter().chain(second).map(str::to_owned).collect(),
            skills: person.skills(recognised),
        }
    }

    fn rate(&self, mint: &Mint) -> Money {
        let units = LOWEST_RATE + mint.below(HALF_SPREAD) + mint.below(HALF_SPREAD);
        let units = i64::try_from(units).expect("at most 90");
        Money::new(units * 10_i64.pow(u32::from(self.currency.exponent())), self.currency)
    }

    /// One of the places for nine of ten people; the draw is made even where there are none.
    fn place(&self, mint: &Mint) -> Option<PlaceId> {
        let (says_so, draw) = (mint.below(10) > 0, mint.below(u64::from(u32::MAX)));
        let count = u64::try_from(self.places.len()).ok().filter(|&count| count > 0 && says_so)?;
        self.places.get(usize::try_from(draw % count).ok()?).copied()
    }
}

/// One of the choices, drawn as often as its weight says.
fn weighted<'c, T>(mint: &Mint, choices: &'c [(u64, T)]) -> &'c T {
    let mut draw = mint.below(choices.iter().map(|(weight, _)| weight).sum());
    let chosen = choices.iter().find(|(weight, _)| {
        let hit = draw < *weight;
        draw = draw.saturating_sub(*weight);
        hit
    });
    &chosen.expect("the draw is below the sum of the weights").1
}
