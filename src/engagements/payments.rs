//! What is to be paid for a milestone, and what follows once it is: the side of a contract that [`fundings`](crate::fundings)
//! asks.

use std::collections::HashMap;

use muster_kernel::Money;

use super::{
    EngagementId, MilestoneId, billing,
    delivery::{divided, next, step, unfit},
    mails,
    model::{MilestoneEvent, MilestoneState, milestone_within},
    shares,
    store::{self, EngagementRow, MilestoneRow},
};
use crate::{
    audit::By,
    book::{self, Entry},
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{Client, ClientId},
};

/// A milestone, as a request for its money needs it.
#[derive(Clone, Debug)]
pub struct Payable {
    /// Which.
    pub milestone: MilestoneId,
    /// What it is called.
    pub title: String,
    /// Under which contract.
    pub engagement: EngagementId,
    /// What the contract is called.
    pub engagement_title: String,
    /// Who pays.
    pub client: ClientId,
    /// How far it is.
    pub state: MilestoneState,
    /// What the client has to transfer for it, with tax: all that the entry of its funding brings into the bank.
    pub to_pay: Money,
}

impl Payable {
    /// Fine where it can be paid for, or a conflict that says how far it is.
    pub fn check_payable(&self) -> Result<()> {
        next(self.state, MilestoneEvent::Fund).map(drop)
    }
}

/// A milestone that `who` pays for; nobody else's.
pub fn of_client(conn: &mut Conn, id: MilestoneId, who: Client) -> Result<Payable> {
    store::piece_of_client(conn, id, who.client).map(payable)
}

/// A milestone, for whoever was found to have to do with its funding.
pub fn of_funding(conn: &mut Conn, id: MilestoneId) -> Result<Payable> {
    store::piece(conn, id).map(payable)
}

/// What a milestone is called, with its contract, for whoever pays its client back.
pub fn called(conn: &mut Conn, id: MilestoneId) -> Result<String> {
    let (milestone, engagement) = store::piece(conn, id)?;
    Ok(milestone_within(&engagement.title, &milestone.title))
}

/// What those milestones and their contracts are called.
pub fn titles(conn: &mut Conn, ids: &[MilestoneId]) -> Result<HashMap<MilestoneId, (String, String)>> {
    let called = store::milestone_titles(conn, ids)?.into_iter();
    Ok(called.map(|(id, milestone, engagement)| (id, (milestone, engagement))).collect())
}

fn payable((milestone, engagement): (MilestoneRow, EngagementRow)) -> Payable {
    Payable {
        milestone: milestone.id,
        engagement: engagement.id,
        client: engagement.client_id,
        state: milestone.state,
        to_pay: billing::due(&milestone, &engagement).gross(),
        title: milestone.title,
        engagement_title: engagement.title,
    }
}

/// The bank has `amount` for a planned milestone, which is exactly what is to be paid: the money is held from now on, and the
/// members are told that they can begin. The entry's key names the milestone, so that it is funded once.
pub fn paid(tx: &mut Tx<'_>, by: By, id: MilestoneId, amount: Money) -> Result<()> {
    let (milestone, engagement) = store::piece(tx, id)?;
    let due = billing::due(&milestone, &engagement);
    if amount != due.gross() {
        let cause = format!("{amount} were awaited for {id}, which costs {due}");
        return Err(Error::internal("fund a milestone", cause));
    }
    let funded = step(tx, by, milestone, MilestoneEvent::Fund, "milestone.funded")?;
    let memo = format!("Funded: {}", funded.title);
    let entry = Entry::funding(id, memo, engagement.id, due).map_err(unfit)?;
    book::service::post(tx, &entry, &format!("funding:{id}"))?;
    let today = tx.now().day();
    let lines = divided(tx, &engagement, &funded, funded.amount(&engagement), today)?;
    mails::funded(tx, &engagement, &funded, &shares::kept(&lines))
}
