//! `muster import briefs`

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::PathBuf,
    result::Result as StdResult,
    time::Instant,
};

use clap::Args;
use muster_formation::document::{Cause, Teams, Why};
use muster_kernel::{Currency, Day};

use super::names;
use crate::{
    app::App,
    audit::By,
    briefs::{
        self, BriefId, Document,
        postings::{COLUMNS, Musts, Posting},
    },
    cli::{Failure, config, open, say},
    clock::Mint,
    db::Tx,
    error::Result,
    formation::service::Trial,
    hash,
    http::IdempotencyKey,
    identity::{self, Client, clients::NewClient},
    skills::{self, SkillId},
    table,
};

/// Who the drafts belong to.
const EMAIL: &str = "postings@example.invalid";

#[derive(Args)]
pub(in crate::cli) struct Briefs {
    /// A CSV file with the columns category, skills, is_hourly, min_rate, max_rate, fixed_budget.
    #[arg(long, value_name = "FILE")]
    postings: PathBuf,
    /// The currency of the amounts.
    #[arg(long, default_value = "USD")]
    currency: Currency,
    /// Which of a seat's needs are musts: none, first or all.
    #[arg(long, default_value = "first")]
    musts: Musts,
    /// Form teams for each draft as a trial, and print what was found. Nobody is asked.
    #[arg(long = "try")]
    trial: bool,
}

/// Reads the postings, makes a draft of each in one transaction, and tries them if asked to.
pub(super) fn run(options: &Briefs) -> StdResult<(), Failure> {
    let rows = table::read(&options.postings, COLUMNS)?;
    let postings = rows.iter().map(Posting::read).collect::<StdResult<Vec<_>, _>>()?;
    let app = open(&config()?, Mint::system())?;
    let names: Vec<String> = postings.iter().flat_map(|posting| posting.skills.clone()).collect();
    let recognised = app.db.read(|conn| skills::service::recognise(conn, &names))?;
    let from = app.now().day().monday().plus_weeks(2);
    let documents = read_as_briefs(&app, &postings, &recognised, options, from)?;
    let drafts: Vec<(BriefId, Document)> = app.db.write(|tx| {
        let who = owner(tx, options.currency)?;
        documents.iter().enumerate().map(|(row, document)| draft_once(tx, who, row, document)).collect()
    })?;
    say(format_args!("{} postings, {} drafts of {EMAIL}", postings.len(), drafts.len()));
    names::tell(&names, &recognised);
    if options.trial {
        try_all(&app, options.currency, &drafts)?;
    }
    Ok(())
}

fn read_as_briefs(
    app: &App,
    postings: &[Posting],
    recognised: &HashMap<String, SkillId>,
    options: &Briefs,
    from: Day,
) -> StdResult<Vec<Document>, Failure> {
    let ids: Vec<SkillId> = recognised.values().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let category_of = app.db.read(|conn| skills::service::categories_of(conn, &ids))?;
    let brief = |posting: &Posting| posting.to_brief(recognised, &category_of, options.musts, options.currency, from);
    Ok(postings.iter().filter_map(brief).collect())
}

/// The organisation that the drafts belong to; made at the first import.
fn owner(tx: &mut Tx<'_>, currency: Currency) -> Result<Client> {
    let person = identity::newcomers::bring_in(tx, EMAIL, "Imported postings")?;
    if let Some(client) = identity::clients::acting(tx, person)? {
        return Ok(client);
    }
    let new = NewClient { name: "Imported postings".to_owned(), country: "US".to_owned(), currency };
    let client = identity::clients::found_for(tx, By::Muster, person, &new)?;
    Ok(Client { person, client, key: None })
}

/// A draft of a row, once: importing the same file again finds the drafts that are there.
fn draft_once(tx: &mut Tx<'_>, who: Client, row: usize, document: &Document) -> Result<(BriefId, Document)> {
    let key = IdempotencyKey::of_command(&format!("posting {row} {}", &hash::of_json(document)[..32]));
    let id = key.once(tx, who.person, document, |tx| briefs::service::draft(tx, who, document))?;
    Ok((id, document.clone()))
}

/// What the trial of all drafts found.
#[derive(Default)]
struct Tally {
    proven: usize,
    unproven: usize,
    /// By cause and, for lost candidates, by the condition that left none.
    infeasible: BTreeMap<&'static str, usize>,
    micros: Vec<u128>,
}

/// The conditions of eligibility, in the order in which the funnel applies them.
const STAGES: [&str; 6] = [
    "no candidate: excluded",
    "no candidate: must-have skills",
    "no candidate: free hours",
    "no candidate: rate cap",
    "no candidate: languages",
    "no candidate: nearness",
];

fn try_all(app: &App, currency: Currency, drafts: &[(BriefId, Document)]) -> StdResult<(), Failure> {
    let trial = Trial::open(app, currency)?;
    let mut tally = Tally::default();
    for (id, document) in drafts {
        let started = now();
        let teams = trial.form(*id, document)?;
        tally.micros.push(started.elapsed().as_micros());
        tally.count(&teams);
    }
    say(format_args!("tried against {} members:", trial.pool().members.len()));
    tally.print();
    Ok(())
}

impl Tally {
    fn count(&mut self, teams: &Teams) {
        match &teams.why {
            Some(why) => *self.infeasible.entry(reason(why)).or_default() += 1,
            None if teams.proven => self.proven += 1,
            None => self.unproven += 1,
        }
    }

    fn print(&mut self) {
        say(format_args!("  {} with a proven best team, {} with a team and a bound", self.proven, self.unproven));
        for (reason, briefs) in &self.infeasible {
            say(format_args!("  {briefs} without a team, proven: {reason}"));
        }
        self.micros.sort_unstable();
        let at = |per_cent: usize| self.micros.get(self.micros.len() * per_cent / 100).copied().unwrap_or_default();
        say(format_args!("  microseconds a brief: p50 {}, p99 {}, most {}", at(50), at(99), self.most()));
    }

    fn most(&self) -> u128 {
        self.micros.last().copied().unwrap_or_default()
    }
}

/// Why there is no team; where candidates ran out, the first condition that left some seat with none.
fn reason(why: &Why) -> &'static str {
    match why.cause {
        Cause::Eligible => {
            let emptied = |stage: &usize| why.funnel.iter().any(|funnel| funnel.left[*stage] == 0);
            (0..STAGES.len()).find(emptied).map_or("no candidate", |stage| STAGES[stage])
        }
        Cause::Distinct => "too few different members",
        Cause::Blocks => "blocked pairs",
        Cause::Budget => "budget",
    }
}

#[expect(clippy::disallowed_methods, reason = "a command's own stopwatch")]
fn now() -> Instant {
    Instant::now()
}
