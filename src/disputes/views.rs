//! Disputes as each of those concerned may see them.

use muster_kernel::{Day, Instant, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    DisputeId, FileId, ProposalId, StatementId,
    model::{Division, Duty, DutyState, Outcome, Reason, Side, State},
    papers::{self, FileRow, StatementRow},
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
        held::{self, Share},
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

/// A dispute, as `eye` sees it.
pub(super) fn dispute(conn: &mut Conn, row: &DisputeRow, eye: Eye) -> Result<Dispute> {
    let all = Share { disputed: row.amount(), to_members_minor: row.amount_minor, by_seat: None };
    let settled = match (row.outcome, row.to_members_minor) {
        (Some(Outcome::Decided | Outcome::Upheld), _) => Some(rulings::decided(conn, row)?),
        (Some(_), Some(minor)) => Some(Division::Minor(minor).of(row.amount())?),
        _ => None,
    };
    let (to_members, refunded_gross) = match &settled {
        Some(share) => (Some(seen(conn, row, share, eye)?), went_back(conn, row, share, eye)?),
        None => (None, None),
    };
    Ok(Dispute {
        id: row.id,
        milestone: row.milestone_id,
        engagement: row.engagement_id,
        title: held::of_dispute(conn, row.milestone_id)?.title,
        state: row.state,
        due_at: row.due_at,
        opened_by: row.opened_by,
        reason: row.reason,
        amount: seen(conn, row, &all, eye)?,
        outcome: row.outcome,
        to_members,
        refunded_gross,
        created_at: row.created_at,
        ended_at: row.ended_at,
    })
}

/// What goes to the members, as `eye` sees it.
pub(super) fn seen(conn: &mut Conn, row: &DisputeRow, share: &Share, eye: Eye) -> Result<Money> {
    match eye {
        Eye::Member(member) => held::part_of(conn, row.milestone_id, share, member),
        Eye::Client | Eye::Steward => Ok(Money::new(share.to_members_minor, row.currency)),
    }
}

/// What goes back to the client, with its tax, as `eye` sees it.
fn refunded_gross(conn: &mut Conn, row: &DisputeRow, share: &Share, eye: Eye) -> Result<Option<Money>> {
    if matches!(eye, Eye::Member(_)) {
        return Ok(None);
    }
    let gone = row.to_members_minor.map_or(0, |to_members| row.amount_minor - to_members);
    Ok(Some(held::back(conn, row.milestone_id, share, gone)?.gross()))
}

/// What went back to the client, with its tax, once the dispute is settled as `share` says: what the book says of it.
fn went_back(conn: &mut Conn, row: &DisputeRow, share: &Share, eye: Eye) -> Result<Option<Money>> {
    let worked_out = refunded_gross(conn, row, share, eye)?;
    Ok(match worked_out {
        Some(worked_out) => Some(settling::sent_back(conn, row.id)?.unwrap_or(worked_out)),
        None => None,
    })
}

/// A dispute, for somebody of one of its sides.
pub(super) fn for_party(conn: &mut Conn, row: &DisputeRow, speaker: &Speaker) -> Result<DisputeInFull> {
    let (_, eye) = eye(speaker.party);
    let mut full = in_full(conn, row, eye)?;
    for proposal in papers::proposals(conn, row.id)? {
        let share = Division::Minor(proposal.to_members_minor).of(row.amount())?;
        full.proposals.push(Proposal {
            id: proposal.id,
            side: proposal.side,
            to_members: seen(conn, row, &share, eye)?,
            refunded_gross: refunded_gross(conn, row, &share, eye)?,
            accepted_by_you: papers::consents(conn, proposal.id.as_str())?.contains(&speaker.voice),
            created_at: proposal.created_at,
        });
    }
    if let Some(decision) = &mut full.decision {
        decision.accepted_by_you = papers::consents(conn, row.id.as_str())?.contains(&speaker.voice);
    }
    Ok(full)
}

/// A dispute, for its steward or somebody of its panel.
pub(super) fn for_steward(conn: &mut Conn, row: &DisputeRow, drawn: &StewardRow) -> Result<DisputeInFull> {
    let mut full = in_full(conn, row, Eye::Steward)?;
    full.duty = Some(MyDuty {
        duty: drawn.duty,
        done: drawn.state == DutyState::Done,
        vote: drawn.vote_minor.map(|minor| Money::new(minor, row.currency)),
    });
    full.agreed = agreed(conn, row)?;
    for part in held::over_seats(conn, row.milestone_id, row.amount())? {
        let name = members::service::first_name(conn, part.member)?;
        full.seats.push(SeatPart { seat: part.seat, title: part.title, name, amount: part.amount });
    }
    Ok(full)
}

/// What the brief asked for, and what of it the milestone is.
fn agreed(conn: &mut Conn, row: &DisputeRow) -> Result<Option<Agreed>> {
    let held::Contested { brief, plan, .. } = held::of_dispute(conn, row.milestone_id)?;
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
fn in_full(conn: &mut Conn, row: &DisputeRow, eye: Eye) -> Result<DisputeInFull> {
    let decision = match papers::decision(conn, row.id)? {
        Some(decision) => {
            let share = rulings::decided(conn, row)?;
            let (words, created_at) = (decision.words, decision.created_at);
            let to_members = seen(conn, row, &share, eye)?;
            let refunded_gross = match row.outcome {
                Some(Outcome::Decided | Outcome::Upheld) => went_back(conn, row, &share, eye)?,
                _ => refunded_gross(conn, row, &share, eye)?,
            };
            Some(Decision { to_members, refunded_gross, words, accepted_by_you: false, created_at })
        }
        None => None,
    };
    let statements = papers::statements(conn, row.id)?;
    let statements = statements.into_iter().map(|said| statement(conn, row, said)).collect::<Result<_>>()?;
    Ok(DisputeInFull {
        dispute: dispute(conn, row, eye)?,
        statements,
        files: papers::files(conn, row.id)?.into_iter().map(File::from).collect(),
        proposals: Vec::new(),
        decision,
        appealed_by: row.appealed_by,
        duty: None,
        agreed: None,
        seats: Vec::new(),
    })
}

fn statement(conn: &mut Conn, dispute: &DisputeRow, row: StatementRow) -> Result<Statement> {
    let by = author(conn, dispute, row.side, row.person_id)?;
    Ok(Statement { id: row.id, side: row.side, by, words: row.words, created_at: row.created_at })
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
pub(super) fn preview(conn: &mut Conn, row: &DisputeRow, share: &Share, eye: Eye, on: Day) -> Result<Preview> {
    let entries = held::entries(conn, row.milestone_id, share, on)?;
    let refunded = Money::new(share.disputed.minor() - share.to_members_minor, row.currency);
    let whole = Preview {
        to_members: Money::new(share.to_members_minor, row.currency),
        keeps: None,
        refunded: Some(refunded),
        refunded_gross: refunded_gross(conn, row, share, eye)?,
        entries: Vec::new(),
    };
    Ok(match eye {
        Eye::Client => whole,
        Eye::Steward => Preview { entries: entries.iter().map(entry).collect(), ..whole },
        Eye::Member(member) => {
            let own = |line: &&SplitLine| line.payee == Payee::Member && line.member == member;
            let kept = entries.iter().flat_map(Entry::split).filter(own).map(|line| line.amount.minor()).sum();
            Preview {
                to_members: held::part_of(conn, row.milestone_id, share, member)?,
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
