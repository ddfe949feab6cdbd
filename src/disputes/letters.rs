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
    db::Tx,
    engagements::held::{self, Share},
    error::Result,
    identity::{Hat, MemberId, PersonId},
    members,
    notices::{
        Kind, Notice,
        service::{tell, tell_client, tell_member},
    },
};

/// What happened, what it is called, and how a subject says it.
struct Letter<'a> {
    dispute: &'a DisputeRow,
    event: &'static str,
    subject: &'static str,
    title: String,
}

impl<'a> Letter<'a> {
    fn about(tx: &mut Tx<'_>, dispute: &'a DisputeRow, (event, subject): (&'static str, &'static str)) -> Result<Self> {
        Ok(Self { dispute, event, subject, title: held::of_dispute(tx, dispute.milestone_id)?.title })
    }

    fn notice(&self, text: String) -> Notice {
        let (id, subject) = (self.dispute.id, format!("{}: {}", self.subject, self.title));
        let notice = Notice::new(Kind::Dispute, self.event, id, subject, text).at(format!("/disputes/{id}"));
        match self.dispute.due_at {
            Some(due) => notice.by(due),
            None => notice,
        }
    }

    fn client(&self, tx: &mut Tx<'_>, text: String) -> Result<()> {
        tell_client(tx, self.dispute.client_id, &self.notice(text))
    }

    fn member(&self, tx: &mut Tx<'_>, member: MemberId, text: String) -> Result<()> {
        tell_member(tx, member, &self.notice(text))
    }

    fn steward(&self, tx: &mut Tx<'_>, person: PersonId, text: String) -> Result<()> {
        tell(tx, person, Hat::Steward, &self.notice(text))
    }

    /// Tells everybody on both sides the same, but for the one who did it.
    fn both(&self, tx: &mut Tx<'_>, but: Option<PersonId>, text: &str) -> Result<()> {
        self.client(tx, text.to_owned())?;
        for member in store::team(tx, self.dispute.id)? {
            if Some(members::service::person_of(tx, member)?) != but {
                self.member(tx, member, text.to_owned())?;
            }
        }
        Ok(())
    }

    /// Tells everybody on both sides of a sum: the client the whole, each member their own part.
    fn both_of(&self, tx: &mut Tx<'_>, share: &Share, text: impl Fn(Eye, Money) -> String) -> Result<()> {
        let whole = views::seen(tx, self.dispute, share, Eye::Client)?;
        self.client(tx, text(Eye::Client, whole))?;
        for member in store::team(tx, self.dispute.id)? {
            let eye = Eye::Member(member);
            let part = views::seen(tx, self.dispute, share, eye)?;
            self.member(tx, member, text(eye, part))?;
        }
        Ok(())
    }

    /// Tells those who still have a duty in it.
    fn stewards(&self, tx: &mut Tx<'_>, duty: Duty, text: &str) -> Result<()> {
        for drawn in lots::sitting(tx, self.dispute.id, duty)? {
            self.steward(tx, drawn.person_id, text.to_owned())?;
        }
        Ok(())
    }
}

/// A deadline as a letter says it.
fn until(dispute: &DisputeRow) -> String {
    dispute.due_at.map(|due| due.to_string()).unwrap_or_default()
}

/// A dispute was opened: the other side has a week.
pub(super) fn opened(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.opened", "A dispute was opened"))?;
    let who = views::author(tx, dispute, by.side, by.party.person())?;
    let all = Share { disputed: dispute.amount(), to_members_minor: dispute.amount_minor, by_seat: None };
    let until = until(dispute);
    letter.both_of(tx, &all, |eye, amount| {
        let part = if matches!(eye, Eye::Member(_)) { ", your part of what is disputed," } else { "" };
        format!(
            "{who} opened a dispute about \"{}\". {amount}{part} stays held until it is over; everything else goes on as \
             agreed.\n\nThe other side is asked for its statement by {until}. Then a neutral steward, drawn by lot, \
             decides. You can also agree on a split by yourselves at any time.",
            letter.title,
        )
    })
}

/// A side said something.
pub(super) fn said(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.statement-made", "A statement in the dispute"))?;
    let who = views::author(tx, dispute, by.side, by.party.person())?;
    let text = format!("{who} made a statement in the dispute about \"{}\".", letter.title);
    letter.both(tx, Some(by.party.person()), &text)
}

/// Both sides had their say, or the time for it is over.
pub(super) fn heard(tx: &mut Tx<'_>, dispute: &DisputeRow, event: Event) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.heard", "The dispute goes on"))?;
    let what = match event {
        Event::Silence => "The other side made no statement in time; that is noted, and counts for nothing by itself.",
        _ => "Both sides have made their statements.",
    };
    let until = until(dispute);
    let has_steward = !lots::sitting(tx, dispute.id, Duty::Case)?.is_empty();
    let then = if has_steward {
        format!("The steward decides by {until}. Until then you can add to what you said.")
    } else {
        "There is no steward without ties to one of you at the moment; we look for one every day.".to_owned()
    };
    let text = format!("the dispute about \"{}\" goes on. {what} {then}", letter.title);
    letter.both(tx, None, &text)?;
    letter.stewards(tx, Duty::Case, &format!("please decide the dispute about \"{}\" by {until}. {what}", letter.title))
}

/// A steward was drawn.
pub(super) fn drawn(tx: &mut Tx<'_>, dispute: &DisputeRow, person: PersonId, duty: Duty) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.steward-drawn", "Drawn by lot for a dispute"))?;
    let what = match (duty, dispute.state) {
        (Duty::Case, State::Opened) => "to decide a dispute, once both sides could make their statements",
        (Duty::Case, _) => "to decide a dispute; both sides could make their statements",
        (Duty::Panel, _) => "for the panel that votes on an appeal",
    };
    let text = format!(
        "you were drawn by lot {what}. It is about \"{}\". If you know anybody on either side, or cannot take it on, step \
         back, and somebody else is drawn.",
        letter.title
    );
    letter.steward(tx, person, text)
}

/// The steward decided.
pub(super) fn decided(tx: &mut Tx<'_>, dispute: &DisputeRow, share: &Share) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.decided", "The dispute is decided"))?;
    let until = until(dispute);
    letter.both_of(tx, share, |eye, amount| {
        let part = match eye {
            Eye::Member(_) => format!("Of what was disputed, {amount} is yours before the split."),
            _ => format!("Of what was disputed, {amount} goes to the members, and the rest comes back to you."),
        };
        format!(
            "the steward decided the dispute about \"{}\". {part} The reasons are in the app.\n\nYou can appeal once, by \
             {until}; then three other stewards vote. Without an appeal the decision is carried out after that day, or as \
             soon as both sides accept it.",
            letter.title,
        )
    })
}

/// A side appealed.
pub(super) fn appealed(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.appealed", "The decision is appealed"))?;
    let who = views::author(tx, dispute, by.side, by.party.person())?;
    let text = format!(
        "{who} appealed against the decision about \"{}\". Stewards who had no part in it are drawn by lot and vote by {}; \
         the middle one of their votes is the outcome.",
        letter.title,
        until(dispute),
    );
    letter.both(tx, None, &text)
}

/// A side offered a split.
pub(super) fn proposed(tx: &mut Tx<'_>, dispute: &DisputeRow, by: &Speaker, share: &Share) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.split-proposed", "A split is proposed"))?;
    let who = views::author(tx, dispute, by.side, by.party.person())?;
    letter.both_of(tx, share, |eye, amount| {
        let part = match eye {
            Eye::Member(_) => format!("{amount} would be yours before the split"),
            _ => format!("{amount} would go to the members, and the rest would come back to you"),
        };
        format!(
            "{who} proposes how to end the dispute about \"{}\": {part}. It is settled so when everybody concerned says \
             yes. The steward does not see this proposal.",
            letter.title,
        )
    })
}

/// The dispute is settled.
pub(super) fn settled(tx: &mut Tx<'_>, dispute: &DisputeRow, outcome: Outcome, share: &Share) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.settled", "The dispute is settled"))?;
    let why = match outcome {
        Outcome::Agreed => "You agreed on a split.",
        Outcome::Decided => "The decision is carried out.",
        Outcome::Panel => "The panel has voted.",
        Outcome::Upheld => "No panel could be had that votes, so the steward's decision stands.",
    };
    let back = held::back(tx, dispute.milestone_id, share)?;
    letter.both_of(tx, share, |eye, amount| {
        let part = match eye {
            Eye::Member(_) => format!("{amount} is yours before the split, and stands in your earnings"),
            _ => format!(
                "{amount} is paid out to the members, and the rest of what was disputed, {back}, comes back to you"
            ),
        };
        format!("the dispute about \"{}\" is settled. {why} {part}.", letter.title)
    })
}

/// The dispute was taken back.
pub(super) fn withdrawn(tx: &mut Tx<'_>, dispute: &DisputeRow) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.withdrawn", "The dispute was taken back"))?;
    let text = format!(
        "the dispute about \"{}\" was taken back. What was frozen belongs to the milestone again and waits to be accepted.",
        letter.title
    );
    letter.both(tx, None, &text)?;
    letter.stewards(
        tx,
        Duty::Case,
        &format!("the dispute about \"{}\" was taken back; nothing is left to decide.", letter.title),
    )
}

/// A deadline comes near.
pub(super) fn reminder(tx: &mut Tx<'_>, dispute: &DisputeRow, due: Instant) -> Result<()> {
    let letter = Letter::about(tx, dispute, ("dispute.due-soon", "Soon due in a dispute"))?;
    let title = letter.title.clone();
    let by = due;
    match dispute.state {
        State::Opened if dispute.opened_by == Side::Client => {
            let text = format!("by {by} you can make your statement in the dispute about \"{title}\".");
            store::team(tx, dispute.id)?.into_iter().try_for_each(|member| letter.member(tx, member, text.clone()))
        }
        State::Opened => {
            letter.client(tx, format!("by {by} you can make your statement in the dispute about \"{title}\"."))
        }
        State::Heard => {
            letter.stewards(tx, Duty::Case, &format!("please decide the dispute about \"{title}\" by {by}."))
        }
        State::Decided => {
            let text = format!("after {by} the decision about \"{title}\" is carried out, unless a side appeals.");
            letter.both(tx, None, &text)
        }
        State::Appealed => {
            letter.stewards(tx, Duty::Panel, &format!("please vote on the appeal about \"{title}\" by {by}."))
        }
        State::Settled | State::Withdrawn => Ok(()),
    }
}
