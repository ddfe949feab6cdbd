//! What stewards, clients and members are told of handovers. No letter holds a reason, and none goes to a space.

use muster_kernel::Day;

use super::{model::Asker, service::neutral, store::Handover};
use crate::{
    audit::By,
    book::Taxed,
    db::{Conn, Tx},
    engagements::successions::{self, HeldSeat},
    error::Result,
    identity::{Hat, MemberId},
    letters::Letter,
    members,
    notices::{self, Kind, Notice},
};

fn notice(handover: &Handover, event: &'static str, letter: Letter) -> Notice {
    Notice::new(Kind::Handover, event, handover.id, letter).at(format!("/engagements/{}", handover.engagement_id))
}

/// A letter about the seat.
fn about(letter: &str, seat: &HeldSeat) -> Letter {
    Letter::new(letter).with("role", &seat.seat_title).with("title", &seat.title)
}

/// To the stewards who are neutral in it: a case waits.
pub(super) fn asked(tx: &mut Tx<'_>, handover: &Handover) -> Result<()> {
    let today = tx.now().day();
    let neutral = neutral(tx, handover, today)?;
    let notice = Notice::new(Kind::Desk, "handover.asked", handover.id, Letter::new("handover-asked"));
    notices::service::tell_people(tx, &neutral, Hat::Steward, &notice.at(format!("/handovers/{}", handover.id)))
}

/// To whoever asked: the steward refused it, and why.
pub(super) fn refused(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat, words: &str) -> Result<()> {
    let notice = notice(handover, "handover.refused", about("handover-refused", seat).with("words", words));
    match handover.asked_by {
        Asker::Client => notices::service::tell_client(tx, seat.client, &notice),
        Asker::Member => notices::service::tell_member(tx, handover.outgoing_id, &notice),
    }
}

/// To client, outgoing member and mates: the seat changes hands from a week on.
pub(super) fn confirmed(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat) -> Result<()> {
    let week = from(handover, seat);
    let name = called(tx, handover.outgoing_id)?;
    let letter = about("handover-confirmed", seat).with("week", week).with("name", name);
    let to_others = notice(handover, "handover.confirmed", letter);
    notices::service::tell_client(tx, seat.client, &to_others)?;
    for mate in mates(tx, seat)? {
        notices::service::tell_member(tx, mate, &to_others)?;
    }
    let letter = about("handover-of-yours-confirmed", seat).with("week", week);
    notices::service::tell_member(tx, handover.outgoing_id, &notice(handover, "handover.confirmed", letter))
}

/// To client, mates, outgoing and incoming member: somebody took over.
pub(super) fn done(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat, incoming: MemberId) -> Result<()> {
    let begins = handover.begins_monday.unwrap_or(seat.end());
    let (was, is) = (called(tx, handover.outgoing_id)?, called(tx, incoming)?);
    let letter = |name: &str| about(name, seat).with("begins", begins);
    let to_others =
        notice(handover, "handover.done", letter("handover-done").with("incoming", &is).with("outgoing", was));
    notices::service::tell_client(tx, seat.client, &to_others)?;
    for mate in mates(tx, seat)? {
        notices::service::tell_member(tx, mate, &to_others)?;
    }
    let to_outgoing = letter("handover-of-yours-done").with("incoming", is).with("week", from(handover, seat));
    notices::service::tell_member(tx, handover.outgoing_id, &notice(handover, "handover.done", to_outgoing))?;
    notices::service::tell_member(tx, incoming, &notice(handover, "handover.done", letter("handover-to-you")))
}

/// To the client: nobody could be found.
pub(super) fn unfilled(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat) -> Result<()> {
    let begins = handover.begins_monday.unwrap_or(seat.end());
    let letter = about("handover-unfilled", seat).with("begins", begins);
    notices::service::tell_client(tx, seat.client, &notice(handover, "handover.unfilled", letter))
}

/// To client, outgoing member and mates: the seat ends.
pub(super) fn cut(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat, saved: Taxed) -> Result<()> {
    let letter = |name: &str| about(name, seat).with("week", from(handover, seat));
    let to_members = notice(handover, "handover.cut", letter("handover-cut"));
    notices::service::tell_member(tx, handover.outgoing_id, &to_members)?;
    for mate in mates(tx, seat)? {
        notices::service::tell_member(tx, mate, &to_members)?;
    }
    let letter = letter("handover-cut-for-client").with("saved", saved);
    notices::service::tell_client(tx, seat.client, &notice(handover, "handover.cut", letter))
}

/// To client, outgoing member and mates: the seat stays with whoever has it after all.
pub(super) fn stays(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat, by: By) -> Result<()> {
    let name = called(tx, handover.outgoing_id)?;
    let letter = about("handover-withdrawn", seat).with("name", name);
    let notice = notice(handover, "handover.withdrawn", letter).act_of(by);
    notices::service::tell_client(tx, seat.client, &notice)?;
    notices::service::tell_member(tx, handover.outgoing_id, &notice)?;
    mates(tx, seat)?.into_iter().try_for_each(|mate| notices::service::tell_member(tx, mate, &notice))
}

/// The first week that is not the outgoing member's any more.
fn from(handover: &Handover, seat: &HeldSeat) -> Day {
    handover.from_monday.unwrap_or(seat.end())
}

/// Whoever has the other seats.
fn mates(conn: &mut Conn, seat: &HeldSeat) -> Result<Vec<MemberId>> {
    let held = successions::held_seats(conn, seat.engagement)?;
    let others = held.into_iter().filter(|other| other.position != seat.position && other.member != seat.member);
    let mut mates: Vec<MemberId> = others.map(|other| other.member).collect();
    mates.sort_unstable();
    mates.dedup();
    Ok(mates)
}

fn called(conn: &mut Conn, member: MemberId) -> Result<String> {
    members::service::first_name(conn, member)
}
