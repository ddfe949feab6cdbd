//! The documents of the formation problem as they are written, before anything is believed of them.
//!
//! They read and write JSON with exactly the keys of the format and refuse any other. A document that reads well
//! may still say impossible things: [`Index::new`](crate::Index::new) and [`Request::new`](crate::Request::new)
//! check it whole and are the only way on.

mod brief;
pub(crate) mod keyed;
mod pool;
mod quote;
mod reasons;
mod teams;

pub use brief::{Brief, BriefFormat, Near, Need, Seat, Weights};
pub use pool::{Member, Pool, PoolFormat, Skill};
pub use quote::{Feasible, Narrowest, Quote, QuoteFormat, Score};
pub use reasons::{
    BriefChange, BriefReasons, Condition, MemberChange, MemberReasons, Prospect, Reasons, ReasonsFormat, SeatTerms,
    Smallest, Standing, Subject, TeamTerms, Terms, Thing, Wish,
};
pub use teams::{Cause, Funnel, Place, Team, Teams, TeamsFormat, Why};
