//! What a policy does to a network, before anybody adopts it: a year of briefs is played over a pool under several
//! policies, with the same briefs, the same answers and the same engine, and what changes is measured.
//!
//! Everything that decides is whole numbers, everything that is drawn comes from one seed, and nothing reads a clock: the
//! same world, plan and policies give the same years to the byte, on any machine and any number of threads.
//!
//! ```
//! use muster_formation::document::Weights;
//! use muster_simulation::{Plan, Policy, World, simulate};
//!
//! let world = World::made_up(1, 200, 20)?;
//! let default = Policy {
//!     name: "default".to_owned(),
//!     weights: Weights { fit: 500, proof: 150, turn: 150, thrift: 100, near: 50, cohesion: 200 },
//!     teams: 2,
//!     min_difference: 1,
//!     answer_hours: 72,
//!     turn_cap: 1_000_000,
//!     monthly_keep: 900,
//! };
//! let plan = Plan { seed: 1, weeks: 26, arrivals: 20, declined: 15, unanswered: 5 };
//! plan.check()?;
//! let years = simulate(&world, &plan, &[default.always_the_best(), default], 2, &|| {});
//! let best = &years[0];
//! assert!(best.briefs.iter().filter_map(|brief| brief.formed).all(|formed| formed.value == formed.best_value));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms
//!
//! | room | what is there |
//! | --- | --- |
//! | `world` | members, briefs, and what kind of place is whose home: [`World`] |
//! | `plan` | when which briefs come, and who answers what: [`Plan`] |
//! | `policy`, `range` | what is tried: [`Policy`]; numbers out of their range: [`OutOfRange`] |
//! | `live` | the pool as it changes: hours and turns, in the engine's index |
//! | `turns` | the turn ledger, with the server's arithmetic: [`points`] |
//! | `walk`, `play` | a brief on its way; a year of them |
//! | `year` | what a year leaves behind: [`Year`] |
//! | `measures`, `summary` | Gini, Jain and their kin; a year in a few numbers: [`OfBriefs`], [`OfMembers`] |
//! | `tables` | several years side by side: [`tables`] |
//! | `report` | a page of HTML with tables and plots: [`Report`] |

mod live;
pub mod measures;
mod plan;
mod play;
mod policy;
mod range;
mod report;
mod summary;
mod tables;
mod turns;
mod walk;
mod world;
mod year;

use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

pub use plan::{MOST_ARRIVALS, MOST_WEEKS, Plan};
pub use policy::Policy;
pub use range::OutOfRange;
pub use report::{MOST_POLICIES, Report};
pub use summary::{OfBriefs, OfMembers};
pub use tables::{Row, Table, tables};
pub use turns::{MILLI_OFFERS_AN_HOUR, points};
pub use world::{BadWorld, Settlement, World};
pub use year::{Formed, Played, Standing, Year};

/// Hours of a week.
pub(crate) const WEEK: i64 = 168;
/// Hours of a month: a twelfth of 52 weeks.
pub(crate) const MONTH: i64 = 52 * WEEK / 12;

/// Plays a year under each policy, on so many threads, and gives the years in the order of the policies. The first one's
/// weights, without turns, are the yardstick: what every team is valued by, and what is best. `arrived` is called once
/// for each brief of each year.
///
/// Plan and policies must have been checked, and there must be a policy.
pub fn simulate(
    world: &World,
    plan: &Plan,
    policies: &[Policy],
    threads: usize,
    arrived: &(dyn Fn() + Sync),
) -> Vec<Year> {
    let yardstick = policies[0].always_the_best().weights;
    let next = AtomicUsize::new(0);
    let years: Mutex<Vec<Option<Year>>> = Mutex::new(vec![None; policies.len()]);
    let work = || {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(policy) = policies.get(at) else { break };
            let year = play::play(world, plan, policy, yardstick, arrived);
            years.lock().expect("no year panics while it is laid down")[at] = Some(year);
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads.max(1) {
            scope.spawn(work);
        }
        work();
    });
    let years = years.into_inner().expect("no year panics while it is laid down");
    years.into_iter().map(|year| year.expect("every policy was played")).collect()
}
