//! The demo network: twenty-four spaces in towns and villages, their members, clients, and five months of work.
//!
//! It is made by the use cases that people use, with a clock that is moved through those months: briefs are posted,
//! teams formed by the engine, invitations accepted and declined, bids awarded, milestones paid. So everything in it is
//! as it would be, to the last cent and the last hash. The same seed on the same day gives the same network.

mod cast;
mod exchange;
mod founding;
mod history;

use muster_kernel::{Day, Instant};

use crate::{
    app::App,
    clock::Mint,
    config::Config,
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
    let app = App::open(config, Mint::seeded(demo.seed, morning))?;
    if look(&app)? != Found::Nothing {
        return Err(Error::conflict(
            "not-empty",
            "There is a network in this database already; a demo needs an empty one.",
        ));
    }
    let network = founding::found(&app, demo.members)?;
    history::play(&app, &network, evening(demo.today))?;
    exchange::remember(&app, &network, demo.today)
}

/// When the history of a network ends on its last day.
fn evening(today: Day) -> Instant {
    today.midnight().plus_seconds(18 * 3600)
}
