//! Use cases of disputes: opening one, finding one's own, reading it. Each room below has the rest: what both sides say
//! ([`talks`](super::talks)), what stewards decide ([`rulings`](super::rulings)), what follows when nobody does anything
//! ([`deadlines`](super::deadlines)).

use std::collections::BTreeSet;

use muster_kernel::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    DisputeId,
    cases::{self, Case},
    deadlines, letters, lots,
    model::{self, Division, Duty, Event, Reason, Side, State},
    settling::next,
    store::{self, DisputeRow, StewardRow, Whose},
    talks,
    views::{self, Dispute, DisputeInFull, Eye},
};
use crate::{
    app::App,
    audit,
    chain::{self, Chain},
    db::{Conn, Tx},
    engagements::{
        MilestoneId, MilestoneState,
        held::{self, Contested},
    },
    error::{Check, Error, Result},
    http::{IdempotencyKey, Page, PageQuery},
    identity::{self, Client, ClientRole, Involved, Party, Steward},
};

/// A dispute to be opened.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDispute {
    /// Why.
    pub reason: Reason,
    /// How much of what is open of the milestone is disputed; all of it where absent. Not by seat; members say basis
    /// points.
    pub amount: Option<Division>,
    /// What happened, in up to 4000 characters.
    pub words: String,
}

/// Somebody who speaks for a side.
#[derive(Clone)]
pub(super) struct Speaker {
    /// Who.
    pub(super) party: Party,
    /// For which side.
    pub(super) side: Side,
    /// Whose consent theirs is: the client's, or this member's.
    pub(super) voice: String,
}

/// The voice of a client.
const CLIENT: &str = "client";

impl Speaker {
    fn of(party: Party) -> Self {
        match party {
            Party::Client(_) => Self { party, side: Side::Client, voice: CLIENT.to_owned() },
            Party::Member(member) => Self { party, side: Side::Team, voice: member.member.to_string() },
        }
    }
}

/// Everybody whose consent it takes.
pub(super) fn voices(conn: &mut Conn, id: DisputeId) -> Result<BTreeSet<String>> {
    let team = store::team(conn, id)?;
    Ok(team.iter().map(ToString::to_string).chain([CLIENT.to_owned()]).collect())
}

/// Opens a dispute about a milestone: freezes the amount, and draws the steward.
pub fn open(
    app: &App,
    who: Party,
    milestone: MilestoneId,
    new: &NewDispute,
    key: &IdempotencyKey,
) -> Result<DisputeId> {
    app.db.write(|tx| {
        key.once(tx, who.person(), &(milestone, new), |tx| {
            let speaker = Speaker::of(who);
            let contested = contested(tx, who, milestone)?;
            let team = held::of(tx, milestone)?.team().members;
            check_new(&speaker, &contested, new)?;
            if let Party::Member(member) = who
                && !team.contains(&member.member)
            {
                return Err(Error::conflict(
                    "no-part",
                    "None of this milestone's money is yours, so it is not disputed.",
                ));
            }
            let before = dispute_of(tx, &speaker, &contested, new)?;
            held::freeze(tx, milestone, before.amount_minor)?;
            store::insert(tx, &before, &team)?;
            let mut after = before.clone();
            lots::draw(tx, &mut after, Duty::Case, |eligible| eligible.min(1))?;
            store::advance(tx, &before, &after)?;
            audit::record(tx, who.into(), "dispute.opened", after.id, &(milestone, new.reason, after.amount_minor))?;
            talks::keep_statement(tx, after.id, &speaker, &new.words)?;
            deadlines::schedule(tx, &after)?;
            letters::opened(tx, &after, &speaker)?;
            Ok(after.id)
        })
    })
}

/// The milestone, for a party that may act for its side.
fn contested(conn: &mut Conn, who: Party, milestone: MilestoneId) -> Result<Contested> {
    match who {
        Party::Client(client) => {
            let contested = held::of_client(conn, milestone, client)?;
            check_role(conn, client)?;
            Ok(contested)
        }
        Party::Member(member) => held::of_member(conn, milestone, member),
    }
}

fn check_role(conn: &mut Conn, client: Client) -> Result<()> {
    identity::clients::check_role(conn, client, &[ClientRole::Approver, ClientRole::Finance])
}

fn check_new(speaker: &Speaker, contested: &Contested, new: &NewDispute) -> Result<()> {
    let fitting: Vec<&str> =
        Reason::ALL.iter().filter(|reason| reason.is_of(speaker.side)).map(|reason| reason.as_str()).collect();
    let mut check = Check::new();
    check.that(new.reason.is_of(speaker.side), "reason", new.reason, fitting.join(" or "));
    check.length("words", &new.words, 1..=talks::LONGEST_WORDS);
    check.done()?;
    let (fits, when) = match speaker.side {
        Side::Client => (contested.state.is_held(), "while it is funded or submitted"),
        Side::Team => (contested.state == MilestoneState::Submitted, "once it is submitted"),
    };
    if fits {
        return Ok(());
    }
    let sentence = format!("You can dispute a milestone {when}, and this one is {}.", contested.state);
    Err(Error::conflict("milestone-state", sentence))
}

/// The row of a new dispute, which nobody was drawn for yet.
fn dispute_of(tx: &mut Tx<'_>, speaker: &Speaker, contested: &Contested, new: &NewDispute) -> Result<DisputeRow> {
    if store::is_running(tx, contested.milestone)? {
        let sentence = "A dispute about this milestone is not over yet; make a statement in it.";
        return Err(Error::conflict("already-disputed", sentence));
    }
    let all = Division::Minor(contested.open.minor());
    let wanted = new.amount.as_ref().map(|wanted| allowed(speaker.side, wanted)).transpose()?.unwrap_or(&all);
    let amount_minor = wanted.of(contested.open)?.to_members_minor;
    if amount_minor == 0 {
        let sentence = format!("{} of this milestone is open, and a dispute is about something.", contested.open);
        return Err(Error::conflict("nothing-to-dispute", sentence));
    }
    let (chain_position, chain_hash) = chain::tail(tx, Chain::Audit)?;
    Ok(DisputeRow {
        id: tx.id(),
        milestone_id: contested.milestone,
        engagement_id: contested.engagement,
        client_id: contested.client,
        opened_by: speaker.side,
        opener_id: speaker.party.person(),
        reason: new.reason,
        amount_minor,
        currency: contested.open.currency(),
        state: State::Opened,
        due_at: Some(deadlines::in_days(tx, model::DAYS_TO_ANSWER)),
        round: 0,
        draws: 0,
        appealed_by: None,
        outcome: None,
        to_members_minor: None,
        chain_position,
        chain_hash,
        created_at: tx.now(),
        ended_at: None,
    })
}

/// A division in the words that a side may use: neither names seats, and members are not told whole amounts.
pub(super) fn allowed(side: Side, division: &Division) -> Result<&Division> {
    match (side, division) {
        (_, Division::BasisPoints(_)) | (Side::Client, Division::Minor(_)) => Ok(division),
        (Side::Client, _) => Err(Error::field("to_members", division, "{ \"minor\": … } or { \"basis_points\": … }")),
        (Side::Team, _) => Err(Error::field("to_members", division, "{ \"basis_points\": … } of the disputed amount")),
    }
}

/// A dispute, for a party that reads it.
pub(super) fn of_party(conn: &mut Conn, id: DisputeId, who: Party) -> Result<DisputeRow> {
    match who {
        Party::Client(client) => store::of_its_client(conn, id, client.client),
        Party::Member(member) => store::of_its_member(conn, id, member.member),
    }
}

/// A dispute, for a party that acts in it.
pub(super) fn for_party(conn: &mut Conn, id: DisputeId, who: Party) -> Result<(DisputeRow, Speaker)> {
    let dispute = of_party(conn, id, who)?;
    if let Party::Client(client) = who {
        check_role(conn, client)?;
    }
    Ok((dispute, Speaker::of(who)))
}

/// A dispute, for a steward whose case it is, or who is on its panel, and who is neutral still.
pub(super) fn for_steward(conn: &mut Conn, id: DisputeId, who: Steward, today: Day) -> Result<(Case, StewardRow)> {
    let (dispute, drawn) = store::of_its_steward(conn, id, who.person)?;
    let cases = vec![Case::read(conn, dispute)?];
    let case = cases::neutral_to(conn, who, cases, today)?.pop();
    case.map(|case| (case, drawn)).ok_or_else(|| Error::not_found("dispute", id))
}

/// The disputes of whoever asks, newest first.
pub fn list(app: &App, who: Involved, query: &PageQuery) -> Result<Page<Dispute>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    let today = app.now().day();
    let (whose, eye) = match who {
        Involved::Party(Party::Client(client)) => (Whose::Client(client.client), Eye::Client),
        Involved::Party(Party::Member(member)) => (Whose::Member(member.member), Eye::Member(member.member)),
        Involved::Steward(steward) => (Whose::Steward(steward.person), Eye::Steward),
    };
    app.db.snapshot(|conn| {
        let found = store::page(conn, &whose, cursor, limit + 1)?;
        let Page { items, next } = Page::of(found, limit, |row| row.id.to_string());
        let mut cases = Case::read_all(conn, items)?;
        if let Involved::Steward(steward) = who {
            cases = cases::neutral_to(conn, steward, cases, today)?;
        }
        Ok(Page { items: views::disputes(conn, &cases, eye)?, next })
    })
}

/// A dispute as whoever asks may see it.
pub fn read(app: &App, who: Involved, id: DisputeId) -> Result<DisputeInFull> {
    let today = app.now().day();
    app.db.snapshot(|conn| match who {
        Involved::Party(party) => {
            let dispute = of_party(conn, id, party)?;
            let case = Case::read(conn, dispute)?;
            views::for_party(conn, &case, &Speaker::of(party))
        }
        Involved::Steward(steward) => {
            let (case, drawn) = for_steward(conn, id, steward, today)?;
            views::for_steward(conn, &case, &drawn)
        }
    })
}

/// Takes a dispute back, for whoever opened it: the money is the milestone's again.
pub fn withdraw(app: &App, who: Party, id: DisputeId) -> Result<()> {
    app.db.write(|tx| {
        let (before, speaker) = for_party(tx, id, who)?;
        let opened_it = match speaker.side {
            Side::Client => before.opened_by == Side::Client,
            Side::Team => before.opener_id == who.person(),
        };
        if !opened_it {
            return Err(Error::conflict("not-yours", "A dispute is taken back by whoever opened it."));
        }
        let state = next(before.state, Event::Withdraw)?;
        let now = tx.now();
        let after = DisputeRow { state, due_at: None, ended_at: Some(now), ..before.clone() };
        store::advance(tx, &before, &after)?;
        held::thaw(tx, before.milestone_id, before.amount_minor)?;
        audit::record(tx, who.into(), "dispute.withdrawn", id, &())?;
        letters::withdrawn(tx, &after, &speaker)
    })
}
