//! The demo network: twenty-four spaces in towns and villages, their members, clients, and five months of work.
//!
//! Clients ask for work of every category, from one seat to eight, from anywhere and on site ([`asks`]); members follow the
//! trades that are asked for ([`trades`]). The last days hold one of each thing that somebody may want to try: an open bid, a
//! handover, a dispute and so on ([`scenes`]).
//!
//! It is made by the use cases that people use, with a clock that is moved through those months: briefs are posted,
//! teams formed by the engine, invitations accepted and declined, bids awarded, milestones paid. So everything in it is
//! as it would be, to the last cent and the last hash. The same seed on the same day gives the same network.

mod asks;
mod cast;
mod exchange;
mod founding;
mod history;
mod paying;
mod scenes;
mod trades;

use muster_kernel::{Day, Instant};

use crate::{
    app::App,
    clock::Mint,
    config::Config,
    db::Durability,
    error::{Error, Result},
    identity::{self, Hat},
};

/// The password of everybody who can sign in to a demo network. It is no secret: a demo is not for real people.
pub const PASSWORD: &str = "muster demo network";

/// Who can sign in, under which hat.
pub const SIGN_INS: [(Hat, &str); 5] = [
    (Hat::Client, "carla@demo.example"),
    (Hat::Member, "mia@demo.example"),
    (Hat::Operator, "otto@demo.example"),
    (Hat::Steward, "stella@demo.example"),
    (Hat::Admin, "adam@demo.example"),
];

/// How many weeks of history a demo network has.
const HISTORY_WEEKS: i32 = 22;

/// Its last days hold what each hat finds to do.
const SCENE_DAYS: i32 = 2;

/// What a demo network is made of.
#[derive(Clone, Copy, Debug)]
pub struct Demo {
    /// Everything that is drawn comes from it.
    pub seed: u64,
    /// How many members, at least 50.
    pub members: usize,
    /// The day on which its history ends.
    pub today: Day,
}

/// Whether the network that `app` opened holds a demo, something else, or nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nobody at all.
    Nothing,
    /// A demo network.
    Demo,
    /// Somebody's real network.
    Other,
}

/// What is there already.
pub fn look(app: &App) -> Result<Found> {
    app.db.read(|conn| {
        if identity::service::is_empty(conn)? {
            return Ok(Found::Nothing);
        }
        let carla = identity::service::person_by_email(conn, SIGN_INS[0].1);
        Ok(if carla.is_ok() { Found::Demo } else { Found::Other })
    })
}

/// Makes the demo network in the empty database that `config` names. The schema must be up to date.
pub fn make(config: &Config, demo: Demo) -> Result<()> {
    let start = demo.today.monday().plus_weeks(-HISTORY_WEEKS);
    let morning = start.midnight().plus_seconds(8 * 3600);
    // Nobody was promised anything of it yet, so thousands of commits need not wait for the disk.
    let unpromised = Config { durability: Durability::Checkpoints, ..config.clone() };
    let mut app = App::open(&unpromised, Mint::seeded(demo.seed, morning))?;
    app.seller = app.seller.or_else(|| founding::seller(&config.network));
    app.bank.get_or_insert_with(paying::of_network);
    if look(&app)? != Found::Nothing {
        return Err(Error::conflict(
            "not-empty",
            "There is a network in this database already; a demo needs an empty one.",
        ));
    }
    let network = founding::found(&app, demo.members)?;
    exchange::remember(&app, &network, demo.today.plus_days(-SCENE_DAYS))?;
    history::play(&app, &network, evening(demo.today.plus_days(-SCENE_DAYS)))?;
    scenes::play(&app, &network, evening(demo.today))
}

/// When the history of a network ends on its last day.
fn evening(today: Day) -> Instant {
    today.midnight().plus_seconds(18 * 3600)
}

/// The address of whoever can sign in under a hat.
fn email_of(hat: Hat) -> &'static str {
    SIGN_INS.iter().find(|(other, _)| *other == hat).map_or("", |(_, email)| email)
}

/// One of these, each as likely as the others.
fn drawn<'a, T>(mint: &Mint, from: &'a [T]) -> &'a T {
    let place = mint.below(u64::try_from(from.len()).unwrap_or(u64::MAX));
    &from[usize::try_from(place).unwrap_or_default()]
}
