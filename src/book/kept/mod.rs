//! What is kept with each posting, so that nobody sums up a history to read it, and so that the nightly recount has
//! something to compare: balances, the spaces' commissions, and what fees took in a year.

pub(super) mod balances;
pub(super) mod commissions;
pub(super) mod fees;
mod sums;

pub(super) use self::sums::{Kept, Sums};
