//! Money that was paid out and goes back: agreed on, or taken by the client's bank.

use std::collections::BTreeMap;

use muster_kernel::Day;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    MilestoneId, billing, mails,
    store::{self, EngagementRow, MilestoneRow},
    views::Milestone,
};
use crate::{
    app::App,
    audit,
    book::{self, EntryId, WayBack, service::Back},
    db::Conn,
    error::{Check, Result},
    http::{Answer, IdempotencyKey},
    identity::Admin,
    invoices, payouts,
};

/// The longest reason, in letters.
const LONGEST_REASON: usize = 500;

crate::words! {
    /// Why money that was paid out goes back.
    pub enum RefundKind {
        /// It was agreed on.
        Refund = "refund",
        /// The client's bank took it.
        Chargeback = "chargeback",
    }
}

/// Money that is to go back to the client.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRefund {
    /// Why.
    pub kind: RefundKind,
    /// How much without tax, in minor units: at most what was paid out for the milestone and is not back yet. The tax that
    /// was paid on top of it goes back with it.
    pub amount: i64,
    /// What both sides read of it, 1 to 500 letters.
    pub reason: String,
}

/// Takes a part of what was paid out for a milestone back, in proportion from everybody who got a part of it. Whoever was
/// paid already owes it from then on, and what they earn next makes up for it. The client is owed it, and gets it by a
/// payout; of a chargeback their bank has it already.
pub fn refund(
    app: &App,
    who: Admin,
    id: MilestoneId,
    new: &NewRefund,
    key: &IdempotencyKey,
) -> Result<Answer<Milestone>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &(id, new), |tx| {
            let (before, engagement) = store::piece(tx, id)?;
            let reason = new.reason.trim();
            let mut check = Check::new();
            let fits = (1..=LONGEST_REASON).contains(&reason.chars().count());
            check.that(fits, "reason", &new.reason, format!("1 to {LONGEST_REASON} letters"));
            let paid = before.released_minor;
            let right = match paid {
                0 => "nothing: no money was paid out for this milestone".to_owned(),
                most => format!("1 to {most}: what was paid out for this milestone and is not back yet"),
            };
            check.that((1..=paid).contains(&new.amount), "amount", new.amount, right);
            check.done()?;
            let amount = billing::back(&before, &engagement, new.amount);
            let (back, memo) = match new.kind {
                RefundKind::Refund => (Back::Refund(engagement.client_id), format!("Refunded: {}", before.title)),
                RefundKind::Chargeback => (Back::Chargeback, format!("Charged back: {}", before.title)),
            };
            let after = MilestoneRow {
                released_minor: before.released_minor - new.amount,
                refunded_minor: before.refunded_minor + new.amount,
                ..before.clone()
            };
            store::move_milestone(tx, &before, &after)?;
            // What is back only ever grows, and by every refund; what is paid out does not fall for good, since more may be
            // paid out after it. So it is what was back before that names a refund.
            let refund_key = format!("refund:{id}:after:{}", before.refunded_minor);
            let entries = book::service::take_back(tx, id, amount, back, &memo, &refund_key)?;
            if new.kind == RefundKind::Refund {
                payouts::details::ask_of_client(tx, engagement.client_id, amount.gross())?;
            }
            let told = |row: &MilestoneRow| {
                json!({ "released_minor": row.released_minor, "refunded_minor": row.refunded_minor })
            };
            audit::record_change(tx, who.into(), "milestone.refunded", id, &told(&before), &told(&after))?;
            let parts = book::service::parts_of_members(tx, &entries)?;
            mails::refunded(tx, &engagement, &after, amount, reason, &parts)?;
            invoices::service::follow(tx, app.seller.as_ref(), id, Some(reason))?;
            Ok(Milestone::of(&after, &engagement))
        })
    })
}

/// On which day the last of what goes back to the client for a milestone was off the bank, by milestone; without those of
/// which something has not left.
pub(super) fn left(
    conn: &mut Conn,
    engagement: &EngagementRow,
    plan: &[MilestoneRow],
) -> Result<BTreeMap<String, Day>> {
    let back: Vec<String> = plan.iter().filter(|row| row.refunded_minor > 0).map(|row| row.id.to_string()).collect();
    if back.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ways = book::service::ways_back(conn, engagement.client_id, engagement.currency, &back)?;
    let payouts_of = |way: &WayBack| if let WayBack::Payout(entry) = way { Some(*entry) } else { None };
    let entries: Vec<EntryId> = ways.values().flatten().filter_map(payouts_of).collect();
    let booked = payouts::views::booked(conn, engagement.client_id, &entries)?;
    let day = |way: &WayBack| match way {
        WayBack::AtOnce(day) => Some(*day),
        WayBack::Payout(entry) => booked.get(entry).copied(),
        WayBack::Owed => None,
    };
    let last = |all: Vec<WayBack>| all.iter().map(day).collect::<Option<Vec<Day>>>()?.into_iter().max();
    Ok(ways.into_iter().filter_map(|(milestone, all)| Some((milestone, last(all)?))).collect())
}
