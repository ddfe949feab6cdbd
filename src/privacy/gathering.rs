//! Every slice that keeps something of people: what it tells, what it erases, whom it holds.

use crate::{
    audit, availability, bids, book, briefs, calendars, connections, counters, crews,
    db::{Conn, Tx},
    disputes, engagements,
    error::Result,
    formation, handovers, identity, invitations, invoices, members, notices, payouts,
    personal::{Obstacle, Rows, Whose},
    policies, questions, reports, reviews, spaces, standbys, ties, turns,
};

/// Tells somebody's rows.
pub(super) type Tell = fn(&mut Conn, &Whose, &mut Rows) -> Result<()>;
/// Erases what says who somebody is.
pub(super) type Erase = fn(&mut Tx<'_>, &Whose) -> Result<()>;
/// Says why somebody cannot leave yet.
pub(super) type Hold = fn(&mut Conn, &Whose) -> Result<Option<Obstacle>>;

/// What is told, by the name of its section.
pub(super) const TELL: [(&str, Tell); 27] = [
    ("identity", identity::personal::tell),
    ("members", members::personal::tell),
    ("availability", availability::personal::tell),
    ("calendars", calendars::personal::tell),
    ("ties", ties::personal::tell),
    ("connections", connections::personal::tell),
    ("crews", crews::personal::tell),
    ("formation", formation::personal::tell),
    ("turns", turns::personal::tell),
    ("invitations", invitations::personal::tell),
    ("counters", counters::personal::tell),
    ("standbys", standbys::personal::tell),
    ("bids", bids::personal::tell),
    ("questions", questions::personal::tell),
    ("engagements", engagements::personal::tell),
    ("handovers", handovers::personal::tell),
    ("reviews", reviews::personal::tell),
    ("disputes", disputes::personal::tell),
    ("briefs", briefs::personal::tell),
    ("invoices", invoices::personal::tell),
    ("book", book::personal::tell),
    ("payouts", payouts::personal::tell),
    ("spaces", spaces::personal::tell),
    ("reports", reports::personal::tell),
    ("policies", policies::personal::tell),
    ("notices", notices::personal::tell),
    ("audit", audit::personal::tell),
];

/// What is erased, in an order in which nothing refers to what is gone.
pub(super) const ERASE: [Erase; 13] = [
    availability::personal::erase,
    calendars::personal::erase,
    members::personal::erase,
    ties::personal::erase,
    connections::personal::erase,
    crews::personal::erase,
    reviews::personal::erase,
    disputes::personal::erase,
    spaces::personal::erase,
    payouts::personal::erase,
    reports::personal::erase,
    notices::personal::erase,
    identity::personal::erase,
];

/// What holds somebody.
pub(super) const HOLD: [Hold; 11] = [
    engagements::personal::holds,
    bids::personal::holds,
    invitations::personal::holds,
    standbys::personal::holds,
    briefs::personal::holds,
    book::personal::holds,
    payouts::personal::holds,
    handovers::personal::holds,
    disputes::personal::holds,
    spaces::personal::holds,
    identity::personal::holds,
];
