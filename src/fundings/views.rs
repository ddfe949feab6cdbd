//! Fundings and strays as clients and admins see them.

use std::collections::HashMap;

use muster_kernel::{Day, Instant, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    FundingId, StrayId,
    model::{Misfit, State, StrayState, VoidReason},
    store::{FundingRow, StrayRow},
};
use crate::{
    app::App,
    db::Conn,
    engagements::{EngagementId, MilestoneId, billing, payments},
    error::Result,
    identity::{self, ClientId},
};

/// What a client says who is about to pay for a milestone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFunding {
    /// In how many days the money has to be there, 1 to 60; 14 where absent.
    pub days: Option<i32>,
}

/// The account that clients pay to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PayTo {
    /// Whose it is.
    pub name: String,
    /// Its IBAN, without blanks.
    pub iban: String,
    /// Its bank, where the transfer needs to say it.
    pub bic: Option<String>,
}

impl PayTo {
    /// The account of the network, or `None` where none is set: then it is as agreed.
    pub(super) fn of(app: &App) -> Option<Self> {
        let account = app.bank.as_ref()?;
        let name = app.network.first().cloned().unwrap_or_default();
        let bic = account.bic.as_ref().map(|bic| bic.as_str().to_owned());
        Some(Self { name, iban: account.iban.as_str().to_owned(), bic })
    }
}

/// A request for the money of a milestone, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Funding {
    /// Its id.
    pub id: FundingId,
    /// What it is for.
    pub milestone: MilestoneId,
    /// How far it is.
    pub state: State,
    /// What is to be transferred, exactly.
    pub amount: Money,
    /// What to write on the transfer, without blanks: a creditor reference of ISO 11649, read in groups of four.
    pub reference: String,
    /// Where to pay to; absent where that is as agreed.
    pub pay_to: Option<PayTo>,
    /// The last day on which the money may come.
    pub last_day: Day,
    /// What the bank calls the money that came.
    pub bank_reference: Option<String>,
    /// Why it is void, where it is.
    pub void_reason: Option<VoidReason>,
    /// When the client asked for it.
    pub asked_at: Instant,
    /// When it was posted, taken back, or expired.
    pub decided_at: Option<Instant>,
}

impl Funding {
    /// A funding, with the account that is to be paid to.
    pub(super) fn of(row: &FundingRow, pay_to: Option<PayTo>) -> Self {
        Self {
            id: row.id,
            milestone: row.milestone_id,
            state: row.state,
            amount: row.amount(),
            reference: row.reference.as_str().to_owned(),
            pay_to,
            last_day: row.last_day,
            bank_reference: row.bank_reference.clone(),
            void_reason: row.void_reason,
            asked_at: row.asked_at,
            decided_at: row.decided_at,
        }
    }
}

/// Money that came with the reference of a funding and did not fit it, as long as no admin has decided what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct OpenStray {
    /// Its id.
    pub id: StrayId,
    /// What it was paid for.
    pub milestone: MilestoneId,
    /// The funding that it names.
    pub funding: FundingId,
    /// What came.
    pub amount: Money,
    /// What that funding asked for.
    pub expected: Money,
    /// When it was read.
    pub came_at: Instant,
}

impl OpenStray {
    /// A stray, beside the funding that it names.
    pub(super) fn of(row: &StrayRow, funding: &FundingRow) -> Self {
        Self {
            id: row.id,
            milestone: funding.milestone_id,
            funding: funding.id,
            amount: row.amount(),
            expected: funding.amount(),
            came_at: row.came_at,
        }
    }
}

/// Who pays for what, as admins read it beside fundings and strays.
pub(super) struct Called {
    clients: HashMap<ClientId, String>,
    titles: HashMap<MilestoneId, (String, String)>,
    paid_out: HashMap<MilestoneId, i64>,
}

impl Called {
    /// All that those fundings name.
    pub(super) fn of<'r>(conn: &mut Conn, rows: impl Iterator<Item = &'r FundingRow>) -> Result<Self> {
        let (clients, milestones): (Vec<_>, Vec<_>) = rows.map(|row| (row.client_id, row.milestone_id)).unzip();
        let (titles, paid_out) = (payments::titles(conn, &milestones)?, billing::paid_out(conn, &milestones)?);
        Ok(Self { clients: identity::clients::names(conn, &clients)?, titles, paid_out })
    }

    /// The client of a funding, its milestone and its contract.
    fn told(&self, row: &FundingRow) -> (String, String, String) {
        let client = self.clients.get(&row.client_id).cloned().unwrap_or_default();
        let (milestone, engagement) = self.titles.get(&row.milestone_id).cloned().unwrap_or_default();
        (client, milestone, engagement)
    }
}

/// A funding in the list of admins.
#[derive(Serialize, ToSchema)]
pub(super) struct ListedFunding {
    /// The funding.
    #[serde(flatten)]
    pub(super) funding: Funding,
    /// Who pays.
    pub(super) client: String,
    /// Under which contract.
    pub(super) engagement: EngagementId,
    /// What the contract is called.
    pub(super) title: String,
    /// What the milestone is called.
    pub(super) milestone_title: String,
    /// What was paid out for the milestone and is not back yet, without tax: the most that can go back.
    pub(super) paid_out: Money,
    /// What came with its reference and did not fit it, the oldest first.
    pub(super) strays: Vec<OpenStray>,
}

impl ListedFunding {
    /// A funding, with what came and did not fit, of all `strays`.
    pub(super) fn of(row: &FundingRow, pay_to: Option<PayTo>, strays: &[StrayRow], called: &Called) -> Self {
        let (client, milestone_title, title) = called.told(row);
        let own = strays.iter().filter(|stray| stray.funding_id == row.id);
        Self {
            funding: Funding::of(row, pay_to),
            client,
            engagement: row.engagement_id,
            title,
            milestone_title,
            paid_out: Money::new(called.paid_out.get(&row.milestone_id).copied().unwrap_or_default(), row.currency),
            strays: own.map(|stray| OpenStray::of(stray, row)).collect(),
        }
    }
}

/// Money that came with the reference of a funding and did not fit it.
#[derive(Serialize, ToSchema)]
pub(super) struct Stray {
    /// Its id.
    pub(super) id: StrayId,
    /// How far it is.
    pub(super) state: StrayState,
    /// The funding that it names.
    pub(super) funding: FundingId,
    /// How far that funding is.
    pub(super) funding_state: State,
    /// Who pays for it.
    pub(super) client: String,
    /// What its contract is called.
    pub(super) title: String,
    /// What its milestone is called.
    pub(super) milestone_title: String,
    /// Why it does not fit.
    pub(super) misfit: Misfit,
    /// What came.
    pub(super) amount: Money,
    /// What was asked for.
    pub(super) expected: Money,
    /// What the bank calls it.
    pub(super) bank_reference: String,
    /// What was written on the transfer.
    pub(super) remittance: String,
    /// What was done about it, where it was closed.
    pub(super) note: Option<String>,
    /// When it was read.
    pub(super) came_at: Instant,
    /// When it was used or closed.
    pub(super) decided_at: Option<Instant>,
}

impl Stray {
    /// A stray, beside the funding that it names.
    pub(super) fn of(row: StrayRow, funding: &FundingRow, called: &Called) -> Self {
        let (client, milestone_title, title) = called.told(funding);
        Self {
            id: row.id,
            state: row.state,
            funding: row.funding_id,
            funding_state: funding.state,
            client,
            title,
            milestone_title,
            misfit: row.misfit,
            amount: row.amount(),
            expected: funding.amount(),
            bank_reference: row.bank_reference,
            remittance: row.remittance,
            note: row.note,
            came_at: row.came_at,
            decided_at: row.decided_at,
        }
    }
}
