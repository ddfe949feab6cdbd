//! Use cases of ties and blocks.

use std::collections::{BTreeSet, HashSet};

use muster_kernel::Instant;

use super::{
    model::{Block, MOST_BLOCKS, NewBlock, STRONGEST},
    store::{self, TieRow},
};
use crate::{
    app::App,
    audit, changes,
    db::{Conn, Tx},
    error::{Error, Result},
    http::{Page, PageQuery},
    identity::{self, Member, MemberId},
    members,
};

/// Every tie between two of `among`, once, with its strength; in order.
pub fn all(conn: &mut Conn, among: &HashSet<MemberId>) -> Result<Vec<(MemberId, MemberId, u16)>> {
    let members: Vec<MemberId> = among.iter().copied().collect();
    let mut found: Vec<_> = store::of(conn, &members)?
        .into_iter()
        .filter(|(_, other, _)| among.contains(other))
        .map(|(a, b, strength)| (a, b, strength_of(strength)))
        .collect();
    found.sort_unstable();
    Ok(found)
}

/// The ties of a member, each as the other one and its strength, in the order of the others' ids.
pub fn of_member(
    conn: &mut Conn,
    member: MemberId,
    after: Option<MemberId>,
    limit: i64,
) -> Result<Vec<(MemberId, u16)>> {
    let found = store::of_member(conn, member, after, limit)?;
    Ok(found.into_iter().map(|(other, strength)| (other, strength_of(strength))).collect())
}

/// Every pair that is never in one team, once, in order; who of the two said so stays unsaid.
pub fn blocks(conn: &mut Conn) -> Result<Vec<(MemberId, MemberId)>> {
    let pairs: BTreeSet<_> = store::blocks(conn)?.into_iter().map(|(a, b)| in_order(a, b)).collect();
    Ok(pairs.into_iter().collect())
}

/// Every tie and every block that one of `members` has, whoever the other is; a pair once, in order.
#[expect(clippy::type_complexity, reason = "ties with their strength, and blocks")]
pub fn touching(
    conn: &mut Conn,
    members: &[MemberId],
) -> Result<(Vec<(MemberId, MemberId, u16)>, Vec<(MemberId, MemberId)>)> {
    let strong = |(a, b, strength)| (a, b, strength_of(strength));
    let ties: BTreeSet<_> = store::touching(conn, members)?.into_iter().map(strong).collect();
    let blocks: BTreeSet<_> = store::blocks_touching(conn, members)?.into_iter().map(|(a, b)| in_order(a, b)).collect();
    Ok((ties.into_iter().collect(), blocks.into_iter().collect()))
}

/// How strongly two members are tied, if they are, and whether they are never in one team.
pub fn between(conn: &mut Conn, a: MemberId, b: MemberId) -> Result<(Option<u16>, bool)> {
    let tie = store::strength(conn, in_order(a, b))?.map(strength_of);
    let is_blocked = store::block(conn, a, b)?.is_some() || store::block(conn, b, a)?.is_some();
    Ok((tie, is_blocked))
}

/// Every pair of one of `some` and one of `others` who have a tie, or who are never to be in a team, whoever said so; each
/// of them in both orders.
pub fn close_pairs(conn: &mut Conn, some: &[MemberId], others: &[MemberId]) -> Result<HashSet<(MemberId, MemberId)>> {
    let pairs = store::across(conn, some, others)?;
    Ok(pairs.into_iter().flat_map(|(a, b)| [(a, b), (b, a)]).collect())
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
        Some(strength) => {
            store::set_strength(tx, pair, capped(strength + i32::from(by)))?;
            changes::pair(tx, a, b)
        }
        None => add_all(tx, &[(a, b, by)]),
    }
}

/// How strong the tie between two members is, 0 to 1000.
pub fn strength(tx: &mut Tx<'_>, a: MemberId, b: MemberId) -> Result<u16> {
    let strength = store::strength(tx, in_order(a, b))?.unwrap_or(0);
    Ok(u16::try_from(strength).expect("the table holds strengths up to 1000"))
}

/// Makes the tie between two members weaker; one of which nothing is left is gone.
pub fn weaken(tx: &mut Tx<'_>, a: MemberId, b: MemberId, by: u16) -> Result<()> {
    let pair = in_order(a, b);
    let Some(strength) = store::strength(tx, pair)?.filter(|_| by > 0) else { return Ok(()) };
    match strength - i32::from(by) {
        left if left > 0 => store::set_strength(tx, pair, left)?,
        _ => store::delete_tie(tx, pair)?,
    }
    changes::pair(tx, a, b)
}

/// Puts in many new ties at once; a strength is taken as at most 1000. Two members are a pair once.
pub fn add_all(tx: &mut Tx<'_>, ties: &[(MemberId, MemberId, u16)]) -> Result<()> {
    let now = tx.now();
    let rows = ties.iter().filter(|(a, b, strength)| a != b && *strength > 0).map(|&(a, b, strength)| {
        let (member_id, other_id) = in_order(a, b);
        TieRow { member_id, other_id, strength: i32::from(strength.min(STRONGEST)), updated_at: now }
    });
    store::insert_all_ties(tx, &rows.collect::<Vec<_>>())?;
    match ties {
        [(a, b, _)] => changes::pair(tx, *a, *b),
        _ => changes::everything(tx),
    }
}

/// Keeps two members out of one team, as one of them says.
pub fn block(app: &App, who: Member, new: &NewBlock) -> Result<Block> {
    app.db.write(|tx| {
        let other = other_member(tx, who, &new.email)?;
        if let Some(since) = store::block(tx, who.member, other)? {
            return shown(tx, other, since);
        }
        if store::count_blocks(tx, who.member)? >= MOST_BLOCKS {
            let sentence = format!("You have said {MOST_BLOCKS} blocks, which is the most. Take one back first.");
            return Err(Error::conflict("too-many-blocks", sentence));
        }
        store::insert_block(tx, who.member, other)?;
        changes::pair(tx, who.member, other)?;
        audit::record(tx, who.into(), "block.said", who.member, &())?;
        let now = tx.now();
        shown(tx, other, now)
    })
}

/// Takes a block back.
pub fn unblock(app: &App, who: Member, other: MemberId) -> Result<()> {
    app.db.write(|tx| {
        if !store::delete_block(tx, who.member, other)? {
            return Err(Error::not_found("block of member", other));
        }
        changes::pair(tx, who.member, other)?;
        audit::record(tx, who.into(), "block.taken-back", who.member, &())
    })
}

/// The blocks that a member said.
pub fn blocks_of(app: &App, who: Member, query: &PageQuery) -> Result<Page<Block>> {
    let (limit, after) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        let found = store::blocks_of(conn, who.member, after, limit + 1)?;
        let blocks = found.into_iter().map(|(other, since)| shown(conn, other, since)).collect::<Result<_>>()?;
        Ok(Page::of(blocks, limit, |block| block.member.to_string()))
    })
}

/// The member who has that address and is not the one who asks.
fn other_member(conn: &mut Conn, who: Member, email: &str) -> Result<MemberId> {
    let refused = || Error::field("email", email, "the address of another member");
    let person = identity::service::person_by_email(conn, email).map_err(|error| match error {
        Error::Invalid(_) => refused(),
        other => other,
    })?;
    let member = members::service::member_of(conn, person)?;
    member.filter(|&member| member != who.member).ok_or_else(refused)
}

fn shown(conn: &mut Conn, member: MemberId, since: Instant) -> Result<Block> {
    let person = members::service::person_of(conn, member)?;
    let (email, _) = identity::service::reach(conn, person)?;
    Ok(Block { member, email, since })
}

fn strength_of(strength: i32) -> u16 {
    u16::try_from(strength).expect("the table holds strengths up to 1000")
}

fn in_order(a: MemberId, b: MemberId) -> (MemberId, MemberId) {
    (a.min(b), a.max(b))
}
