//! What stewards, clients and members are told of handovers. No letter holds a reason, and none goes to a space.

use muster_kernel::Day;

use super::{model::Asker, service::neutral, store::Handover};
use crate::{
    book::Taxed,
    db::{Conn, Tx},
    engagements::successions::{self, HeldSeat},
    error::Result,
    identity::{Hat, MemberId},
    members,
    notices::{self, Kind, Notice},
};

fn notice(handover: &Handover, event: &'static str, subject: String, text: String) -> Notice {
    Notice::new(Kind::Handover, event, handover.id, subject, text)
        .at(format!("/engagements/{}", handover.engagement_id))
}

/// To the stewards who are neutral in it: a case waits.
pub(super) fn asked(tx: &mut Tx<'_>, handover: &Handover) -> Result<()> {
    let text = "somebody asks for a seat of a running engagement to be handed over. You have nothing to do with either \
                side, so you may take the case. Reason and words are shown to stewards alone.";
    let today = tx.now().day();
    for steward in neutral(tx, handover, today)? {
        let subject = "A seat is to be handed over".to_owned();
        let notice = Notice::new(Kind::Desk, "handover.asked", handover.id, subject, text.to_owned());
        notices::service::tell(tx, steward, Hat::Steward, &notice.at(format!("/handovers/{}", handover.id)))?;
    }
    Ok(())
}

/// To whoever asked: the steward refused it, and why.
pub(super) fn refused(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat, words: &str) -> Result<()> {
    let text = format!(
        "a steward looked at what you asked for, and the seat \"{}\" of \"{}\" stays as it is. They write:\n\n{words}",
        seat.seat_title, seat.title
    );
    let notice = notice(handover, "handover.refused", format!("The seat stays as it is: {}", seat.title), text);
    match handover.asked_by {
        Asker::Client => notices::service::tell_client(tx, seat.client, &notice),
        Asker::Member => notices::service::tell_member(tx, handover.outgoing_id, &notice),
    }
}

/// To client, outgoing member and mates: the seat changes hands from a week on.
pub(super) fn confirmed(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat) -> Result<()> {
    let from = from(handover, seat);
    let (title, name) = (&seat.title, called(tx, handover.outgoing_id)?);
    let subject = format!("A seat changes hands: {title}");
    let text = format!(
        "the seat \"{}\" of \"{title}\" goes to somebody else in the week of {from}. {name} has it until then. We are \
         looking for whoever fits best with those who stay, and you hear from us once somebody takes over.",
        seat.seat_title
    );
    let to_others = notice(handover, "handover.confirmed", subject.clone(), text);
    notices::service::tell_client(tx, seat.client, &to_others)?;
    for mate in mates(tx, seat)? {
        notices::service::tell_member(tx, mate, &to_others)?;
    }
    let text = format!(
        "your seat \"{}\" of \"{title}\" goes to somebody else in the week of {from}; until then it is yours. Once \
         somebody takes over, your hours from that week on are free again. Of what is not paid out yet you get the part \
         of your weeks, unless the steward has set another one. What you delivered stays yours, as evidence too.",
        seat.seat_title
    );
    notices::service::tell_member(tx, handover.outgoing_id, &notice(handover, "handover.confirmed", subject, text))
}

/// To client, mates, outgoing and incoming member: somebody took over.
pub(super) fn done(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat, incoming: MemberId) -> Result<()> {
    let title = &seat.title;
    let begins = handover.begins_monday.unwrap_or(seat.end());
    let (was, is) = (called(tx, handover.outgoing_id)?, called(tx, incoming)?);
    let subject = format!("A seat has changed hands: {title}");
    let text = format!(
        "{is} takes over the seat \"{}\" of \"{title}\" from {was} in the week of {begins}. What the engagement costs \
         stays as it was.",
        seat.seat_title
    );
    let to_others = notice(handover, "handover.done", subject.clone(), text);
    notices::service::tell_client(tx, seat.client, &to_others)?;
    for mate in mates(tx, seat)? {
        notices::service::tell_member(tx, mate, &to_others)?;
    }
    let text = format!(
        "{is} takes over your seat \"{}\" of \"{title}\" in the week of {begins}. Your hours are free again from the \
         week of {} on. Thank you for what you did; your part of it is in your engagements.",
        seat.seat_title,
        from(handover, seat)
    );
    notices::service::tell_member(tx, handover.outgoing_id, &notice(handover, "handover.done", subject, text))?;
    let text = format!(
        "the seat \"{}\" of \"{title}\" is yours from the week of {begins} on, and your hours are booked. Your part of \
         each milestone is in your engagements.",
        seat.seat_title
    );
    let subject = format!("The seat is yours: {title}");
    notices::service::tell_member(tx, incoming, &notice(handover, "handover.done", subject, text))
}

/// To the client: nobody could be found.
pub(super) fn unfilled(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat) -> Result<()> {
    let text = format!(
        "nobody who fits the seat \"{}\" of \"{}\" is free from the week of {} on. You can wait and have it offered \
         again from a later week on, for as many weeks; or let the seat end, and pay less for the milestones that are \
         not paid out yet.",
        seat.seat_title,
        seat.title,
        handover.begins_monday.unwrap_or(seat.end())
    );
    let subject = format!("A seat is still open: {}", seat.title);
    notices::service::tell_client(tx, seat.client, &notice(handover, "handover.unfilled", subject, text))
}

/// To client, outgoing member and mates: the seat ends.
pub(super) fn cut(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat, saved: Taxed) -> Result<()> {
    let (title, from) = (&seat.title, from(handover, seat));
    let subject = format!("A seat ends: {title}");
    let text = format!("the seat \"{}\" of \"{title}\" ends before the week of {from}.", seat.seat_title);
    let to_members = notice(handover, "handover.cut", subject.clone(), text.clone());
    notices::service::tell_member(tx, handover.outgoing_id, &to_members)?;
    for mate in mates(tx, seat)? {
        notices::service::tell_member(tx, mate, &to_members)?;
    }
    let text =
        format!("{text} You pay {saved} less than was agreed; what you had funded of that is on its way back to you.");
    notices::service::tell_client(tx, seat.client, &notice(handover, "handover.cut", subject, text))
}

/// To client, outgoing member and mates: the seat stays with whoever has it after all.
pub(super) fn stays(tx: &mut Tx<'_>, handover: &Handover, seat: &HeldSeat) -> Result<()> {
    let name = called(tx, handover.outgoing_id)?;
    let text = format!("the seat \"{}\" of \"{}\" stays with {name} after all.", seat.seat_title, seat.title);
    let notice = notice(handover, "handover.withdrawn", format!("A seat stays as it is: {}", seat.title), text);
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
