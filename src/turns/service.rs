//! Use cases of turns, each within the transaction of its cause.

use std::collections::HashMap;

use super::{model::Offer, store};
use crate::{
    db::{Conn, Tx},
    error::Result,
    identity::MemberId,
    invitations::InvitationId,
};

/// Posts the offer of a seat.
pub fn offer(tx: &mut Tx<'_>, invitation: InvitationId, offer: &Offer) -> Result<()> {
    store::insert(tx, "offer", invitation, offer.postings())
}

/// Reverses the offer of a seat whole: it was declined, it lapsed, or it was taken back.
pub fn take_back(tx: &mut Tx<'_>, invitation: InvitationId) -> Result<()> {
    let mirrored = store::offer(tx, invitation)?.into_iter().map(|(account, milli)| (account, -milli)).collect();
    store::insert(tx, "reversal", invitation, mirrored)
}

/// Every member's balance in milli-offers; a member who was never eligible for an offer has none.
pub fn balances(conn: &mut Conn) -> Result<HashMap<MemberId, i64>> {
    let all = store::balances(conn)?;
    // The one account that is not a member's, the network's own, is left out.
    Ok(all.into_iter().filter_map(|(account, milli)| Some((account.parse().ok()?, milli))).collect())
}

/// The sum of all balances and of all postings: both are zero at every moment.
pub fn sums(conn: &mut Conn) -> Result<(i64, i64)> {
    store::sums(conn)
}
