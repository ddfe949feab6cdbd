//! Use cases of ties and blocks.

use std::collections::{BTreeSet, HashSet};

use super::store;
use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
};

/// The strongest tie.
pub const STRONGEST: u16 = 1000;

/// Every tie between two of `among`, once, with its strength; in order.
pub fn all(conn: &mut Conn, among: &HashSet<MemberId>) -> Result<Vec<(MemberId, MemberId, u16)>> {
    let members: Vec<MemberId> = among.iter().copied().collect();
    let mut found: Vec<_> = store::of(conn, &members)?
        .into_iter()
        .filter(|(_, other, _)| among.contains(other))
        .map(|(a, b, strength)| (a, b, u16::try_from(strength).expect("the table holds strengths up to 1000")))
        .collect();
    found.sort_unstable();
    Ok(found)
}

/// Every pair that is never in one team, once, in order; who of the two said so stays unsaid.
pub fn blocks(conn: &mut Conn) -> Result<Vec<(MemberId, MemberId)>> {
    let pairs: BTreeSet<_> = store::blocks(conn)?.into_iter().map(|(a, b)| in_order(a, b)).collect();
    Ok(pairs.into_iter().collect())
}

/// Makes the tie between two members stronger, up to 1000. A member has no tie with themselves: such a call, or one by
/// nothing, changes nothing.
pub fn strengthen(tx: &mut Tx<'_>, a: MemberId, b: MemberId, by: u16) -> Result<()> {
    if a == b || by == 0 {
        return Ok(());
    }
    let pair = in_order(a, b);
    let capped = |strength: i32| strength.min(i32::from(STRONGEST));
    match store::strength(tx, pair)? {
        Some(strength) => store::set_strength(tx, pair, capped(strength + i32::from(by))),
        None => store::insert(tx, pair, capped(i32::from(by))),
    }
}

fn in_order(a: MemberId, b: MemberId) -> (MemberId, MemberId) {
    (a.min(b), a.max(b))
}
