//! What both sides and their stewards are told.

use muster_kernel::{Instant, Money};

use super::{
    lots,
    model::{Duty, Event, Outcome, Side, State},
    service::Speaker,
    store::{self, DisputeRow},
    views::{self, Eye},
};
use crate::{
    audit::By,
    db::Tx,
    engagements::held::{self, Share},
    error::Result,
    identity::{Hat, MemberId, PersonId},
    letters::{Fact, Letter},
    notices::{
        Kind, Notice,
        service::{tell, tell_client, tell_member, tell_members},
    },
};

/// What happened, and who hears of it.
struct Told<'a> {
    dispute: &'a DisputeRow,
    event: &'static str,
    title: Letter,
    by: By,
}

impl<'a> Told<'a> {
    fn about(tx: &mut Tx<'_>, dispute: &'a DisputeRow, event: &'static str) -> Result<Self> {
        Ok(Self { dispute, event, title: held::of_dispute(tx, dispute.milestone_id)?.called, by: By::Muster })
    }

    /// The same, of what somebody did.
    fn act_of(self, by: impl Into<By>) -> Self {
        Self { by: by.into(), ..self }
    }

    /// A letter about the dispute, with its next deadline.
    fn letter(&self, name: &str) -> Letter {
        let until = self.dispute.due_at.map_or_else(|| Fact::from(""), Fact::from);
        Letter::new(name).with("title", self.title.clone()).with("until", until)
    }

    fn notice(&self, letter: Letter) -> Notice {
        let id = self.dispute.id;
        let notice = Notice::new(Kind::Dispute, self.event, id, letter).at(format!("/disputes/{id}")).act_of(self.by);
        match self.dispute.due_at {
            Some(due) => notice.by(due),
            None => notice,
        }
    }

    fn client(&self, tx: &mut Tx<'_>, letter: Letter) -> Result<()> {
        tell_client(tx, self.dispute.client_id, &self.notice(letter))
    }

    fn member(&self, tx: &mut Tx<'_>, member: MemberId, letter: Letter) -> Result<()> {
        tell_member(tx, member, &self.notice(letter))
    }

    fn steward(&self, tx: &mut Tx<'_>, person: PersonId, letter: Letter) -> Result<()> {
        tell(tx, person, Hat::Steward, &self.notice(letter))
    }

    /// Tells everybody on both sides the same.
    fn both(&self, tx: &mut Tx<'_>, letter: &Letter) -> Result<()> {
        self.client(tx, letter.clone())?;
        let team = store::team(tx, self.dispute.id)?;
        tell_members(tx, team, &self.notice(letter.clone()))
    }

    /// Tells everybody on both sides of a sum: the client the whole and what goes back, each member their own part.
    fn both_of(&self, tx: &mut Tx<'_>, share: &Share, letter: &Letter) -> Result<()> {
        let seen = |eye: &str, amount: Money| letter.clone().with("eye", eye).with("amount", amount);
        let held = held::of(tx, self.dispute.milestone_id)?;
        let whole = views::seen(&held, share, Eye::Client)?;
        self.client(tx, seen("client-with-back", whole).with("back", held.back(share, 0)))?;
        for member in store::team(tx, self.dispute.id)? {
            let part = views::seen(&held, share, Eye::Member(member))?;
            self.member(tx, member, seen("member", part))?;
        }
        Ok(())
    }

    /// Tells those who still have a duty in it.
    fn stewards(&self, tx: &mut Tx<'_>, duty: Duty, letter: &Letter) -> Result<()> {
        for drawn in lots::sitting(tx, self.dispute.id, duty)? {
            self.steward(tx, drawn.person_id, letter.clone())?;
        }
        Ok(())
    }
}

/// A dispute was opened: the other side has a week.
pub(super) fn opened(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.opened")?.act_of(by.party);
    let who = views::author(tx, dispute, by.side, by.party.person())?;
    let all = Share { disputed: dispute.amount(), to_members_minor: dispute.amount_minor, by_seat: None };
    told.both_of(tx, &all, &told.letter("dispute-opened").with("who", who))
}

/// A side said something.
pub(super) fn said(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.statement-made")?.act_of(by.party);
    let who = views::author(tx, dispute, by.side, by.party.person())?;
    told.both(tx, &told.letter("dispute-statement").with("who", who))
}

/// Both sides had their say, or the time for it is over.
pub(super) fn heard(tx: &mut Tx<'_>, dispute: &DisputeRow, event: Event) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.heard")?;
    let voices = match event {
        Event::Silence => "one",
        _ => "both",
    };
    let steward = if lots::sitting(tx, dispute.id, Duty::Case)?.is_empty() { "none" } else { "drawn" };
    told.both(tx, &told.letter("dispute-heard").with("voices", voices).with("steward", steward))?;
    told.stewards(tx, Duty::Case, &told.letter("dispute-to-decide").with("voices", voices))
}

/// A steward was drawn.
pub(super) fn drawn(tx: &mut Tx<'_>, dispute: &DisputeRow, person: PersonId, duty: Duty) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.steward-drawn")?;
    let duty = match (duty, dispute.state) {
        (Duty::Case, State::Opened) => "opened",
        (Duty::Case, _) => "heard",
        (Duty::Panel, _) => "panel",
    };
    told.steward(tx, person, told.letter("dispute-drawn").with("duty", duty))
}

/// The steward decided.
pub(super) fn decided(tx: &mut Tx<'_>, dispute: &DisputeRow, share: &Share) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.decided")?;
    told.both_of(tx, share, &told.letter("dispute-decided"))
}

/// A side appealed.
pub(super) fn appealed(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.appealed")?.act_of(by.party);
    let who = views::author(tx, dispute, by.side, by.party.person())?;
    told.both(tx, &told.letter("dispute-appealed").with("who", who))
}

/// A side offered a split.
pub(super) fn proposed(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker, share: &Share) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.split-proposed")?.act_of(by.party);
    let who = views::author(tx, dispute, by.side, by.party.person())?;
    told.both_of(tx, share, &told.letter("dispute-split").with("who", who))
}

/// The dispute is settled.
pub(super) fn settled(tx: &mut Tx<'_>, dispute: &DisputeRow, outcome: Outcome, share: &Share) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.settled")?;
    let why = match outcome {
        Outcome::Agreed => "agreed",
        Outcome::Decided => "decided",
        Outcome::Panel => "panel",
        Outcome::Upheld => "upheld",
    };
    told.both_of(tx, share, &told.letter("dispute-settled").with("outcome", why))
}

/// The dispute was taken back.
pub(super) fn withdrawn(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.withdrawn")?.act_of(by.party);
    told.both(tx, &told.letter("dispute-withdrawn"))?;
    told.stewards(tx, Duty::Case, &told.letter("dispute-off-your-desk"))
}

/// A deadline comes near.
pub(super) fn reminder(tx: &mut Tx<'_>, dispute: &DisputeRow, due: Instant) -> Result<()> {
    let told = Told::about(tx, dispute, "dispute.due-soon")?;
    let letter = |name: &str| told.letter(name).with("until", due);
    match dispute.state {
        State::Opened if dispute.opened_by == Side::Client => {
            let letter = letter("dispute-statement-due");
            store::team(tx, dispute.id)?.into_iter().try_for_each(|member| told.member(tx, member, letter.clone()))
        }
        State::Opened => told.client(tx, letter("dispute-statement-due")),
        State::Heard => told.stewards(tx, Duty::Case, &letter("dispute-decision-due")),
        State::Decided => told.both(tx, &letter("dispute-appeal-due")),
        State::Appealed => told.stewards(tx, Duty::Panel, &letter("dispute-vote-due")),
        State::Settled | State::Withdrawn => Ok(()),
    }
}
