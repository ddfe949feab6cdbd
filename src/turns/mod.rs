//! Turns: opportunity, kept like money.
//!
//! **Offers.** When a seat is offered, one entry is posted: everybody in the pool who was eligible for that seat is
//! credited an equal share of the offer, and whoever is invited is debited the whole. What does not divide goes to the
//! network's own account, so the parts of an entry, and with them all balances, always sum to zero. An offer counts by
//! the seat's hours × weeks, in milli-offers: a thousand are an hour of work.
//!
//! **Open, settled, reversed.** An offer is open until its bid is decided. The award settles it: the member had this
//! turn. A decline, a lapse, a seat taken back or a lost bid reverses it whole, and it is as if it had never been: saying
//! no costs nothing, and whoever said no stays among those who were eligible when the seat is offered to the next.
//!
//! **Balances** are what an account holds of the settled offers, plus what the open ones would give it. Only settled
//! offers shrink, by the policy's factor at the end of each month, so nobody hoards turns; an open one can always be
//! reversed exactly. [`service::keep_up`] counts what was settled and lets months pass, also after a pause.
//!
//! **Groups.** Who was eligible is kept once for each seat, as a set of account numbers, when the seat is offered first. An
//! offer is one row however many were eligible; see `docs/decisions/turns-by-groups.md`.
//!
//! **Guards.** [`Parts`] cannot be made so that they do not add up; the database checks the sum of each offer, and the sum
//! of all balances whenever they change, and refuses to change what was posted; [`service::verify`] counts everything again
//! from the offers and the groups, and walks their chain.
//!
//! **Seen by** each member: their own balance, their own offers, and their share of what others took once it is settled.
//! An offer to somebody else that came to nothing is shown to nobody, since it would tell of a decline. Of a run that
//! its client may see they read which seats were offered on it, not to whom. Stewards see how balances are spread, without
//! a name.
//!
//! Called by `invitations`, `bids` and `formation`; calls `policies`, `briefs`, `members` and `places`.

mod history;
mod ledger;
mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod spread;
mod store;
mod verify;

use muster_kernel::{Id, id::Kind};

pub use self::{
    model::{Event, Offer, Parts, State, points},
    verify::Findings,
};

/// Names an entry of the turn ledger.
pub struct TurnEntryKind;

impl Kind for TurnEntryKind {
    const PREFIX: &'static str = "turn";
}

/// The id of an entry of the turn ledger.
pub type TurnEntryId = Id<TurnEntryKind>;
