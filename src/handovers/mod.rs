//! Handovers: a seat of a running engagement goes to another member, through a neutral steward.
//!
//! **Asking.** Whoever has a seat, or the client, asks for it to be handed over, with a reason from a short list and a few
//! words. Reason and words are for stewards alone: neither the other side nor the team is told them, and no letter
//! holds them.
//!
//! **The steward** comes from elsewhere than the space concerned. Whoever belonged to a home space of the outgoing member
//! within two years, ran one, has a tie with or a block against them, is in the team, or acts for the client, neither
//! sees the case nor may take it: it is not found, whatever the reason, so that the refusal says nothing of spaces. One
//! steward takes a case, and may step back from it. They refuse it with words, or confirm from which week on the seat is
//! free; where the weeks do not say what the outgoing member earned of a milestone, they set another share, with a reason
//! and after a preview. They are shown parts before the split alone, since a commission would name a space.
//!
//! **Finding somebody.** First those who stand by for the seat since the brief, one after the other, as long as they are
//! eligible for what is left of it; then whoever fits best: a run with the other seats locked for the weeks that are left,
//! without the outgoing member and without anybody who is never to be in one team with those who stay. The seat is offered
//! at the rate it was awarded at, to members who ask no more, so that the contract costs what it cost; one member at a time,
//! with a day to answer. A decline costs nothing here either.
//!
//! **Taking over** is one transaction: the old booking ends with its week, the new one begins, the seat gets its next
//! holder with the terms of that day, and every milestone that is not paid out yet is divided between the two by the
//! weeks that each has of it. Nobody is replaced in what was paid out already, nor in what is disputed: that money stays
//! with those who have a voice in the dispute, and whoever takes over is offered what is left without it.
//!
//! **If nobody is found** the client is told, and waits (the seat is offered again from a later week on, for as many
//! weeks), lets the seat end (what its weeks would have been paid is not due, and what is held for them goes back, unless a
//! part of that milestone is disputed), or withdraws what it asked for.
//!
//! **The space learns nothing.** There is no notice, no route and no line of a report for it; what it earns is by
//! release, as ever.
//!
//! Calls engagements, invitations, standbys, formation, availability, stewards, briefs, members, notices. Called by bids, when an
//! invitation that offers such a seat is accepted.

use muster_kernel::{Id, id::Kind};

mod asking;
mod cases;
mod letters;
mod model;
pub mod personal;
pub mod routes;
mod seeking;
pub mod service;
mod store;

pub use self::model::{Confirmation, Event, NewHandover, Reason, State};

/// Names a handover.
pub struct HandoverKind;

impl Kind for HandoverKind {
    const PREFIX: &'static str = "handover";
}

/// The id of a handover.
pub type HandoverId = Id<HandoverKind>;
