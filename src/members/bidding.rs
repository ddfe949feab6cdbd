//! Who takes part in open bidding, and for which categories of work.

use std::collections::BTreeSet;

use muster_kernel::Currency;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store;
use crate::{
    app::App,
    audit,
    db::Conn,
    error::{Check, Result},
    identity::{Member, MemberId},
    skills,
};

/// The categories in which a member takes part in open bidding.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BiddingCategories {
    /// Keys of `GET /categories`, in order.
    pub categories: BTreeSet<String>,
}

/// A member's own categories.
pub fn read(app: &App, who: Member) -> Result<BiddingCategories> {
    let categories = app.db.read(|conn| store::bidding(conn, who.member))?;
    Ok(BiddingCategories { categories: categories.into_iter().collect() })
}

/// Replaces a member's categories. They count while the member's profile says that they take part in bidding.
pub fn change(app: &App, who: Member, wanted: &BiddingCategories) -> Result<()> {
    let known: BTreeSet<&str> = skills::service::categories().iter().map(|category| category.key.as_str()).collect();
    let mut check = Check::new();
    let strange = wanted.categories.iter().find(|category| !known.contains(category.as_str()));
    check.that(strange.is_none(), "categories", strange, "keys of GET /api/v1/categories");
    check.done()?;
    app.db.write(|tx| {
        store::set_bidding(tx, who.member, &wanted.categories)?;
        audit::record(tx, who.into(), "member.bidding-changed", who.member, &wanted.categories)
    })
}

/// The categories in which a member is told of open briefs; none where their profile says that they take no bids.
pub fn categories_of(conn: &mut Conn, member: MemberId) -> Result<Vec<String>> {
    if store::takes_bids(conn, member)? { store::bidding(conn, member) } else { Ok(Vec::new()) }
}

/// Everybody who takes part in bidding for that category of work and asks for a rate in `currency`.
pub fn bidders(conn: &mut Conn, category: &str, currency: Currency) -> Result<Vec<MemberId>> {
    store::bidders(conn, category, currency)
}
