//! Disputes as each of those concerned may see them.

use muster_kernel::{Day, Instant, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    DisputeId, FileId, ProposalId, StatementId,
    cases::Case,
    model::{Division, Duty, DutyState, Outcome, Reason, Side, State},
    papers::{self, DecisionRow, FileRow, StatementRow},
    rulings,
    service::Speaker,
    settling,
    store::{DisputeRow, StewardRow},
};
use crate::{
    book::{Account, Entry, Line, Movement, Payee, SplitLine},
    briefs,
    db::Conn,
    engagements::{
        EngagementId, MilestoneId,
        held::{self, Held, Share},
    },
    error::Result,
    files::MediaType,
    identity::{self, MemberId, Party, PersonId},
    members,
};

/// Whose eyes see it: of the money a member sees their own part.
#[derive(Clone, Copy)]
pub(super) enum Eye {
    Client,
    Member(MemberId),
    Steward,
}

/// The side of a party, and how it sees.
pub(super) fn eye(party: Party) -> (Side, Eye) {
    match party {
        Party::Client(_) => (Side::Client, Eye::Client),
        Party::Member(member) => (Side::Team, Eye::Member(member.member)),
    }
}

/// A dispute in a list.
#[derive(Serialize, ToSchema)]
pub struct Dispute {
    /// Its id.
    pub id: DisputeId,
    /// The milestone that it is about.
    pub milestone: MilestoneId,
    /// The engagement that the milestone belongs to.
    pub engagement: EngagementId,
    /// What milestone and engagement are called.
    pub title: String,
    /// How far it is.
    pub state: State,
    /// The deadline of this state, unless it is over.
    pub due_at: Option<Instant>,
    /// Which side opened it.
    pub opened_by: Side,
    /// Why.
    pub reason: Reason,
    /// What is disputed; for a member, their own part of it before the split.
    pub amount: Money,
    /// Whose word settled it, once it is settled.
    pub outcome: Option<Outcome>,
    /// What went to the members, once it is settled; for a member, their own part of it before the split.
    pub to_members: Option<Money>,
    /// What went back to the client, with its tax, once it is settled; not told to members.
    pub refunded_gross: Option<Money>,
    /// When it was opened.
    pub created_at: Instant,
    /// When it was over.
    pub ended_at: Option<Instant>,
}

/// A dispute with all that whoever asks may see.
#[derive(Serialize, ToSchema)]
pub struct DisputeInFull {
    /// The dispute.
    #[serde(flatten)]
    pub dispute: Dispute,
    /// What both sides say, in the order in which they said it.
    pub statements: Vec<Statement>,
    /// What both sides handed in.
    pub files: Vec<File>,
    /// What both sides offered each other, the latest last. Only they see this.
    pub proposals: Vec<Proposal>,
    /// What the steward decided, once they have.
    pub decision: Option<Decision>,
    /// Which side appealed, if one did.
    pub appealed_by: Option<Side>,
    /// For a steward: what they were drawn for.
    pub duty: Option<MyDuty>,
    /// For a steward: what was agreed on, which both sides read at the engagement.
    pub agreed: Option<Agreed>,
    /// For a steward: how the disputed amount goes over the seats where nobody says otherwise.
    pub seats: Vec<SeatPart>,
}

/// What a side says.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeStatement)]
pub struct Statement {
    /// Its id.
    pub id: StatementId,
    /// Which side.
    pub side: Side,
    /// Who: a member's first name, or what the client is called.
    pub by: String,
    /// What they say.
    pub words: String,
    /// When.
    pub created_at: Instant,
}

/// What a side handed in.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeFile)]
pub struct File {
    /// Its id.
    pub id: FileId,
    /// Which side.
    pub side: Side,
    /// Its name.
    pub name: String,
    /// What it is.
    pub media_type: MediaType,
    /// Its size in bytes.
    pub size: i32,
    /// The SHA-256 of its content.
    pub sha256: String,
    /// When it was handed in.
    pub created_at: Instant,
}

/// A split that a side offered.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeProposal)]
pub struct Proposal {
    /// Its id.
    pub id: ProposalId,
    /// Which side.
    pub side: Side,
    /// What would go to the members; for a member, their own part of it before the split.
    pub to_members: Money,
    /// What would go back to the client, with its tax; not told to members.
    pub refunded_gross: Option<Money>,
    /// Whether whoever asks said yes to it.
    pub accepted_by_you: bool,
    /// When.
    pub created_at: Instant,
}

/// What the steward decided.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeDecision)]
pub struct Decision {
    /// What goes to the members; for a member, their own part of it before the split.
    pub to_members: Money,
    /// What goes back to the client, with its tax; not told to members.
    pub refunded_gross: Option<Money>,
    /// Why.
    pub words: String,
    /// Whether whoever asks accepted it.
    pub accepted_by_you: bool,
    /// When.
    pub created_at: Instant,
}

/// What a steward was drawn for.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeMyDuty)]
pub struct MyDuty {
    /// The case, or its panel.
    pub duty: Duty,
    /// Whether it is done.
    pub done: bool,
    /// Their own vote, in minor units for the members. The others' are sealed.
    pub vote: Option<Money>,
}

/// What client and team agreed on.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeAgreed)]
pub struct Agreed {
    /// What the brief is called.
    pub title: String,
    /// What it asks for, in the client's words.
    pub description: String,
    /// What the milestone is called.
    pub milestone: String,
    /// By when it is due.
    pub due_day: Day,
    /// What all of it costs, without tax.
    pub amount: Money,
}

/// A seat's part of the disputed amount.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputeSeat)]
pub struct SeatPart {
    /// The seat, as a division names it.
    pub seat: String,
    /// What the seat is called.
    pub title: String,
    /// The first name of whoever has it.
    pub name: String,
    /// Their part, before the split.
    pub amount: Money,
}

/// What would be posted.
#[derive(Serialize, ToSchema)]
#[schema(as = DisputePreview)]
pub struct Preview {
    /// What goes to the members; for a member, their own part of it before the split.
    pub to_members: Money,
    /// For a member: what they keep of that after the split.
    pub keeps: Option<Money>,
    /// What goes back to the client, without tax; not told to members.
    pub refunded: Option<Money>,
    /// The same with the tax that was paid on top of it.
    pub refunded_gross: Option<Money>,
    /// For stewards: the entries, to the cent.
    pub entries: Vec<EntryPreview>,
}

/// An entry that would be posted.
#[derive(Serialize, ToSchema)]
pub struct EntryPreview {
    /// Why money would move.
    pub movement: Movement,
    /// What the entry would say.
    pub memo: String,
    /// From where to where; they sum to zero.
    pub lines: Vec<LinePreview>,
}

/// A line of an entry that would be posted.
#[derive(Serialize, ToSchema)]
pub struct LinePreview {
    /// The account. Which space is paid is not said: nobody decides about a member's home.
    pub account: String,
    /// How much: a debit where it is positive, a credit where it is negative.
    pub amount: Money,
}

/// Disputes, as `eye` sees them.
pub(super) fn disputes(conn: &mut Conn, cases: &[Case], eye: Eye) -> Result<Vec<Dispute>> {
    let settled = cases.iter().filter(|case| case.row.outcome.is_some());
    let settled: Vec<DisputeId> = settled.map(|case| case.row.id).collect();
    let decisions = papers::decisions(conn, &settled)?;
    let sent_back = settling::sent_back(conn, &settled)?;
    let seen = |case: &Case| {
        let id = &case.row.id;
        dispute(case, decisions.get(id), sent_back.get(id).copied(), eye)
    };
    cases.iter().map(seen).collect()
}

/// A dispute, with its decision where it has one, and what it sent back as the book has it.
fn dispute(case: &Case, decision: Option<&DecisionRow>, sent_back: Option<Money>, eye: Eye) -> Result<Dispute> {
    let Case { row, held } = case;
    let all = Share { disputed: row.amount(), to_members_minor: row.amount_minor, by_seat: None };
    let settled = match (row.outcome, row.to_members_minor) {
        (Some(Outcome::Decided | Outcome::Upheld), _) => Some(rulings::as_decided(row, decision)?),
        (Some(_), Some(minor)) => Some(Division::Minor(minor).of(row.amount())?),
        _ => None,
    };
    let (to_members, refunded_gross) = match &settled {
        Some(share) => (Some(seen(held, share, eye)?), went_back(case, share, sent_back, eye)),
        None => (None, None),
    };
    Ok(Dispute {
        id: row.id,
        milestone: row.milestone_id,
        engagement: row.engagement_id,
        title: held.contested().title,
        state: row.state,
        due_at: row.due_at,
        opened_by: row.opened_by,
        reason: row.reason,
        amount: seen(held, &all, eye)?,
        outcome: row.outcome,
        to_members,
        refunded_gross,
        created_at: row.created_at,
        ended_at: row.ended_at,
    })
}

/// What goes to the members, as `eye` sees it.
pub(super) fn seen(held: &Held, share: &Share, eye: Eye) -> Result<Money> {
    match eye {
        Eye::Member(member) => held.part_of(share, member),
        Eye::Client | Eye::Steward => Ok(Money::new(share.to_members_minor, share.disputed.currency())),
    }
}

/// What goes back to the client, with its tax, as `eye` sees it.
fn refunded_gross(Case { row, held }: &Case, share: &Share, eye: Eye) -> Option<Money> {
    if matches!(eye, Eye::Member(_)) {
        return None;
    }
    let gone = row.to_members_minor.map_or(0, |to_members| row.amount_minor - to_members);
    Some(held.back(share, gone).gross())
}

/// The same once the dispute is settled as `share` says: what the book says was `sent_back`, if it says so.
fn went_back(case: &Case, share: &Share, sent_back: Option<Money>, eye: Eye) -> Option<Money> {
    refunded_gross(case, share, eye).map(|worked_out| sent_back.unwrap_or(worked_out))
}

/// A dispute, for somebody of one of its sides.
pub(super) fn for_party(conn: &mut Conn, case: &Case, speaker: &Speaker) -> Result<DisputeInFull> {
    let (_, eye) = eye(speaker.party);
    let mut full = in_full(conn, case, eye)?;
    let proposals = papers::proposals(conn, case.row.id)?;
    let mut subjects: Vec<&str> = proposals.iter().map(|proposal| proposal.id.as_str()).collect();
    subjects.push(case.row.id.as_str());
    let accepted = papers::accepted_by(conn, &speaker.voice, &subjects)?;
    for proposal in &proposals {
        let share = Division::Minor(proposal.to_members_minor).of(case.row.amount())?;
        full.proposals.push(Proposal {
            id: proposal.id,
            side: proposal.side,
            to_members: seen(&case.held, &share, eye)?,
            refunded_gross: refunded_gross(case, &share, eye),
            accepted_by_you: accepted.contains(proposal.id.as_str()),
            created_at: proposal.created_at,
        });
    }
    if let Some(decision) = &mut full.decision {
        decision.accepted_by_you = accepted.contains(case.row.id.as_str());
    }
    Ok(full)
}

/// A dispute, for its steward or somebody of its panel.
pub(super) fn for_steward(conn: &mut Conn, case: &Case, drawn: &StewardRow) -> Result<DisputeInFull> {
    let mut full = in_full(conn, case, Eye::Steward)?;
    let Case { row, held } = case;
    full.duty = Some(MyDuty {
        duty: drawn.duty,
        done: drawn.state == DutyState::Done,
        vote: drawn.vote_minor.map(|minor| Money::new(minor, row.currency)),
    });
    full.agreed = agreed(conn, case)?;
    let parts = held.over_seats(row.amount());
    let names = members::service::first_names(conn, parts.iter().map(|part| part.member))?;
    let seat = |part: held::SeatShare| SeatPart {
        name: names[&part.member].clone(),
        seat: part.seat,
        title: part.title,
        amount: part.amount,
    };
    full.seats = parts.into_iter().map(seat).collect();
    Ok(full)
}

/// What the brief asked for, and what of it the milestone is.
fn agreed(conn: &mut Conn, Case { row, held }: &Case) -> Result<Option<Agreed>> {
    let held::Contested { brief, plan, .. } = held.contested();
    let document = briefs::service::documents(conn, &[brief])?.remove(&brief);
    Ok(document.map(|document| Agreed {
        title: document.title,
        description: document.description,
        milestone: plan.title,
        due_day: plan.due_day,
        amount: Money::new(plan.amount_minor, row.currency),
    }))
}

/// What everybody with a part in a dispute sees alike.
fn in_full(conn: &mut Conn, case: &Case, eye: Eye) -> Result<DisputeInFull> {
    let row = &case.row;
    let decided = papers::decision(conn, row.id)?;
    let settled: Vec<DisputeId> = row.outcome.map(|_| row.id).into_iter().collect();
    let sent_back = settling::sent_back(conn, &settled)?.remove(&row.id);
    let dispute = dispute(case, decided.as_ref(), sent_back, eye)?;
    let decision = match decided {
        Some(decision) => {
            let share = rulings::as_decided(row, Some(&decision))?;
            let refunded_gross = match row.outcome {
                Some(Outcome::Decided | Outcome::Upheld) => dispute.refunded_gross,
                _ => refunded_gross(case, &share, eye),
            };
            let (words, created_at) = (decision.words, decision.created_at);
            let to_members = seen(&case.held, &share, eye)?;
            Some(Decision { to_members, refunded_gross, words, accepted_by_you: false, created_at })
        }
        None => None,
    };
    Ok(DisputeInFull {
        dispute,
        statements: statements(conn, row)?,
        files: papers::files(conn, row.id)?.into_iter().map(File::from).collect(),
        proposals: Vec::new(),
        decision,
        appealed_by: row.appealed_by,
        duty: None,
        agreed: None,
        seats: Vec::new(),
    })
}

/// What both sides say, each with what [`author`] would call whoever says it.
fn statements(conn: &mut Conn, dispute: &DisputeRow) -> Result<Vec<Statement>> {
    let said = papers::statements(conn, dispute.id)?;
    let team: Vec<PersonId> = said.iter().filter(|row| row.side == Side::Team).map(|row| row.person_id).collect();
    let members = members::service::members_of(conn, &team)?;
    let names = members::service::first_names(conn, members.values().copied())?;
    let client = identity::clients::name(conn, dispute.client_id)?;
    let statement = |row: StatementRow| {
        let member = members.get(&row.person_id).filter(|_| row.side == Side::Team);
        let by = member.map_or(&client, |member| &names[member]).clone();
        Statement { id: row.id, side: row.side, by, words: row.words, created_at: row.created_at }
    };
    Ok(said.into_iter().map(statement).collect())
}

/// What somebody who speaks for a side is called: a member by their first name, a client as an organisation.
pub(super) fn author(conn: &mut Conn, dispute: &DisputeRow, side: Side, person: PersonId) -> Result<String> {
    let member = match side {
        Side::Client => None,
        Side::Team => members::service::member_of(conn, person)?,
    };
    match member {
        Some(member) => members::service::first_name(conn, member),
        None => identity::clients::name(conn, dispute.client_id),
    }
}

impl From<FileRow> for File {
    fn from(row: FileRow) -> Self {
        let FileRow { id, side, name, media_type, size, sha256, created_at, .. } = row;
        Self { id, side, name, media_type, size, sha256, created_at }
    }
}

/// What a share would post on a day, as `eye` may see it.
pub(super) fn preview(conn: &mut Conn, case: &Case, share: &Share, eye: Eye, on: Day) -> Result<Preview> {
    let Case { row, held } = case;
    let entries = held.entries(conn, share, on)?;
    let refunded = Money::new(share.disputed.minor() - share.to_members_minor, row.currency);
    let whole = Preview {
        to_members: Money::new(share.to_members_minor, row.currency),
        keeps: None,
        refunded: Some(refunded),
        refunded_gross: refunded_gross(case, share, eye),
        entries: Vec::new(),
    };
    Ok(match eye {
        Eye::Client => whole,
        Eye::Steward => Preview { entries: entries.iter().map(entry).collect(), ..whole },
        Eye::Member(member) => {
            let own = |line: &&SplitLine| line.payee == Payee::Member && line.member == member;
            let kept = entries.iter().flat_map(Entry::split).filter(own).map(|line| line.amount.minor()).sum();
            Preview {
                to_members: held.part_of(share, member)?,
                keeps: Some(Money::new(kept, row.currency)),
                refunded: None,
                ..whole
            }
        }
    })
}

fn entry(entry: &Entry) -> EntryPreview {
    let line = |line: &Line| LinePreview { account: account(line.account), amount: line.amount };
    EntryPreview {
        movement: entry.movement(),
        memo: entry.memo().to_owned(),
        lines: entry.lines().iter().map(line).collect(),
    }
}

/// An account as a steward is told it.
fn account(account: Account) -> String {
    match account {
        Account::Space(_) => "payable:space".to_owned(),
        other => other.to_string(),
    }
}
