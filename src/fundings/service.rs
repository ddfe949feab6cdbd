//! Use cases of fundings: asked for, taken back, posted by hand, and read. What the bank has is in
//! [`arriving`](super::arriving), what time does in [`deadlines`](super::deadlines).

use std::collections::{HashMap, HashSet};

use muster_kernel::{Day, Money};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    FundingId, Reference, arriving, letters,
    model::{self, Event, State, VoidReason},
    store::{self, FundingRow},
    strays,
    views::{Called, Funding, ListedFunding, NewFunding, OpenStray, PayTo},
};
pub use super::{
    arriving::{Received, received},
    deadlines::{expire, remind},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    engagements::{EngagementId, MilestoneId, payments},
    error::{Error, Result},
    http::{Answer, IdempotencyKey, Page, PageQuery},
    identity::{self, Admin, Client, ClientRole, Custodian},
    jobs::{self, Job},
};

/// How often a reference is drawn before it is a fault that all of them are given.
const DRAWS: usize = 5;

#[derive(Serialize)]
struct Asked<'a> {
    milestone: MilestoneId,
    amount: Money,
    reference: &'a str,
    last_day: Day,
}

/// The client asks how to pay for a planned milestone: its finance is told, and the money is awaited from then on.
pub fn ask(
    app: &App,
    who: Client,
    milestone: MilestoneId,
    new: &NewFunding,
    key: &IdempotencyKey,
) -> Result<Answer<Funding>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &(milestone, new.days), |tx| {
            let payable = payments::of_client(tx, milestone, who)?;
            identity::clients::check_role(tx, who, &[ClientRole::Finance])?;
            payable.check_payable()?;
            if let Some(there) = store::pending(tx, milestone)? {
                return Err(awaited_already(&there));
            }
            let row = FundingRow {
                id: tx.id(),
                milestone_id: milestone,
                engagement_id: payable.engagement,
                client_id: payable.client,
                reference: new_reference(tx)?,
                amount_minor: payable.to_pay.minor(),
                currency: payable.to_pay.currency(),
                last_day: model::last_day(tx.now().day(), new.days)?,
                state: State::Pending,
                bank_reference: None,
                void_reason: None,
                asked_at: tx.now(),
                decided_at: None,
            };
            // Two at once: the table keeps the first.
            store::insert(tx, &row).map_err(|error| if error.is_taken() { awaited_now() } else { error })?;
            let asked =
                Asked { milestone, amount: row.amount(), reference: row.reference.as_str(), last_day: row.last_day };
            audit::record(tx, who.into(), "funding.asked", row.id, &asked)?;
            schedule(tx, &row)?;
            let pay_to = PayTo::of(app);
            let came = strays::of_milestone(tx, &row)?;
            letters::asked(tx, &payable, &row, pay_to.as_ref(), &came)?;
            Ok(Funding::of(&row, pay_to))
        })
    })
}

fn awaited_already(there: &FundingRow) -> Error {
    let sentence = format!(
        "{} for this milestone are awaited already, by {} with the reference {}. Take that request back before you ask again.",
        there.amount(),
        there.last_day,
        there.reference
    );
    Error::conflict("funding-pending", sentence)
}

fn awaited_now() -> Error {
    Error::conflict("funding-pending", "Somebody of your organisation asked for this milestone at the same moment.")
}

/// One of 25 thousand million is hardly ever given twice; whoever draws a given one draws again.
fn new_reference(tx: &mut Tx<'_>) -> Result<Reference> {
    for _ in 0..DRAWS {
        let drawn = Reference::drawn(tx.mint());
        if !store::is_given(tx, &drawn)? {
            return Ok(drawn);
        }
    }
    Err(Error::internal("draw a reference", format!("{DRAWS} in a row were given already")))
}

/// Has a funding expire after its last day, and finance reminded before, where that is not today.
fn schedule(tx: &mut Tx<'_>, row: &FundingRow) -> Result<()> {
    jobs::at(tx, model::expires_at(row.last_day), &Job::ExpireFunding { funding: row.id })?;
    let reminder = model::reminds_at(row.last_day);
    if reminder > tx.now() {
        jobs::at(tx, reminder, &Job::RemindOfFunding { funding: row.id })?;
    }
    Ok(())
}

/// The fundings of a milestone of a client's own, newest first.
pub fn of_milestone(app: &App, who: Client, milestone: MilestoneId, query: &PageQuery) -> Result<Page<Funding>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    let found = app.db.read(|conn| {
        payments::of_client(conn, milestone, who)?;
        store::of_milestone(conn, milestone, cursor, limit + 1)
    })?;
    let pay_to = PayTo::of(app);
    Ok(Page::of(found, limit, |row| row.id.to_string()).map(|row| Funding::of(&row, pay_to.clone())))
}

/// Takes a pending funding back: the client's finance that was asked, or an admin.
pub fn void(app: &App, who: Custodian, id: FundingId) -> Result<Funding> {
    app.db.write(|tx| {
        let (row, reason) = match who {
            Custodian::Client(client) => {
                let row = store::of_client(tx, id, client.client)?;
                identity::clients::check_role(tx, client, &[ClientRole::Finance])?;
                (row, VoidReason::Client)
            }
            Custodian::Admin(_) => (store::funding(tx, id)?, VoidReason::Admin),
        };
        Ok(Funding::of(&take_back(tx, who.into(), &row, reason)?, PayTo::of(app)))
    })
}

/// Takes the pending funding of a milestone back, if there is one, in the transaction of what makes it wrong.
pub fn withdraw(tx: &mut Tx<'_>, by: By, milestone: MilestoneId, reason: VoidReason) -> Result<()> {
    match store::pending(tx, milestone)? {
        Some(row) => take_back(tx, by, &row, reason).map(drop),
        None => Ok(()),
    }
}

fn take_back(tx: &mut Tx<'_>, by: By, row: &FundingRow, reason: VoidReason) -> Result<FundingRow> {
    let void = move_on(tx, by, row, Event::Void, |after| after.void_reason = Some(reason))?;
    let payable = payments::of_funding(tx, void.milestone_id)?;
    let came = store::open_strays_of(tx, &[void.id])?;
    letters::void(tx, &payable, &void, reason, &came)?;
    Ok(void)
}

/// Lets `event` happen to a funding, with what `change` writes down of it; refuses where it is not pending any more.
pub(super) fn move_on(
    tx: &mut Tx<'_>,
    by: By,
    before: &FundingRow,
    event: Event,
    change: impl FnOnce(&mut FundingRow),
) -> Result<FundingRow> {
    let state = before.state.moved(event)?;
    let mut after = FundingRow { state, decided_at: Some(tx.now()), ..before.clone() };
    change(&mut after);
    store::move_funding(tx, before, &after)?;
    let told = |row: &FundingRow| json!({ "state": row.state, "bank_reference": row.bank_reference, "void_reason": row.void_reason });
    audit::record_change(tx, by, &format!("funding.{state}"), after.id, &told(before), &told(&after))?;
    Ok(after)
}

/// What an admin says of money that is there.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPosting {
    /// What the bank calls the money, or what else tells it from all other, 1 to 140 characters.
    pub bank_reference: String,
}

/// An admin posts a pending funding by hand: the whole amount is there, whichever way it came.
pub fn post(app: &App, who: Admin, id: FundingId, new: &NewPosting, key: &IdempotencyKey) -> Result<Answer<Funding>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &(id, new), |tx| {
            let row = store::funding(tx, id)?;
            let posted = arriving::by_hand(tx, who.into(), &row, &new.bank_reference)?;
            Ok(Funding::of(&posted, PayTo::of(app)))
        })
    })
}

/// Which fundings are asked for, and which page of them.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FundingQuery {
    /// In which state; pending where absent.
    pub state: Option<State>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

/// The fundings of everybody in one state, newest first.
pub(super) fn list(app: &App, query: FundingQuery) -> Result<Page<ListedFunding>> {
    let state = query.state.unwrap_or(State::Pending);
    let page = PageQuery { after: query.after, limit: query.limit };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    app.db.read(|conn| {
        let found = store::in_state(conn, state, cursor, limit + 1)?;
        let page = Page::of(found, limit, |row| row.id.to_string());
        let strays = store::open_strays_of(conn, &page.items.iter().map(|row| row.id).collect::<Vec<_>>())?;
        let called = Called::of(conn, page.items.iter())?;
        Ok(page.map(|row| ListedFunding::of(&row, PayTo::of(app), &strays, &called)))
    })
}

/// What is awaited of an engagement's client, by milestone, for the client to see.
pub fn awaited(app: &App, conn: &mut Conn, engagement: EngagementId) -> Result<HashMap<MilestoneId, Funding>> {
    let pay_to = PayTo::of(app);
    let pending = store::pending_of(conn, engagement)?;
    Ok(pending.iter().map(|row| (row.milestone_id, Funding::of(row, pay_to.clone()))).collect())
}

/// What came for an engagement's milestones and fits no funding, the oldest first, for its client to see.
pub fn strays(conn: &mut Conn, engagement: EngagementId) -> Result<Vec<OpenStray>> {
    let open = store::open_strays(conn, engagement)?;
    Ok(open.iter().map(|(row, named)| OpenStray::of(row, named)).collect())
}

/// The milestones of an engagement whose payment is awaited, and nothing else of it, for its members to see.
pub fn awaiting(conn: &mut Conn, engagement: EngagementId) -> Result<HashSet<MilestoneId>> {
    Ok(store::pending_of(conn, engagement)?.into_iter().map(|row| row.milestone_id).collect())
}
