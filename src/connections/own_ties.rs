//! A member's own ties, and where each came from.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use super::{model::ConnectionKind, store};
use crate::{
    app::App,
    error::Result,
    http::{Page, PageQuery},
    identity::{Member, MemberId},
    members, ties,
};

/// A tie of yours. It counts in teams that are formed, and lets you ask its other end into a crew.
#[derive(Debug, Serialize, ToSchema)]
pub struct OwnTie {
    /// With whom.
    pub member: MemberId,
    /// What they are called.
    pub first_name: String,
    /// How strong it is, up to 1000.
    pub strength: u16,
    /// What both of you confirmed, by kind.
    pub connections: Vec<TieSource>,
    /// The rest of its strength: seats that you delivered in one team, or ties that the network was begun with.
    pub from_work: u16,
}

/// What one kind of connection added to a tie.
#[derive(Debug, Serialize, ToSchema)]
pub struct TieSource {
    /// What happened.
    pub kind: ConnectionKind,
    /// How often.
    pub times: u32,
    /// By how much it made the tie stronger.
    pub strength: u16,
}

/// The ties of a member, in the order of the others' ids.
pub(super) fn list(app: &App, who: Member, query: &PageQuery) -> Result<Page<OwnTie>> {
    let (limit, after) = (query.limit()?, query.cursor()?);
    app.db.snapshot(|conn| {
        let found = ties::service::of_member(conn, who.member, after, limit + 1)?;
        let page = Page::of(found, limit, |(other, _)| other.to_string());
        let others: Vec<MemberId> = page.items.iter().map(|(other, _)| *other).collect();
        let mut sources: BTreeMap<MemberId, BTreeMap<ConnectionKind, (u32, u16)>> = BTreeMap::new();
        for (other, kind, strength) in store::confirmed_with(conn, who.member, &others)? {
            let (times, sum) = sources.entry(other).or_default().entry(kind).or_default();
            *times += 1;
            *sum = sum.saturating_add(u16::try_from(strength).expect("the table holds strengths up to 1000"));
        }
        let first_names = members::service::first_names(conn, others.iter().copied())?;
        Ok(page.map(|(member, strength)| {
            let kinds = sources.remove(&member).unwrap_or_default().into_iter();
            let told = |(kind, (times, strength))| TieSource { kind, times, strength };
            let connections: Vec<TieSource> = kinds.map(told).collect();
            let known: u16 = connections.iter().map(|source| source.strength).sum();
            let first_name = first_names[&member].clone();
            OwnTie { member, first_name, strength, connections, from_work: strength.saturating_sub(known) }
        }))
    })
}
