//! What somebody agreed to, whichever slice keeps it.

use muster_kernel::Instant;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    db::Conn,
    error::Result,
    identity::{self, Agreement},
    personal::Whose,
    reports, reviews,
};

crate::words! {
    /// What somebody agreed to.
    pub enum ConsentKind {
        /// The conditions of the network.
        Conditions = "conditions",
        /// That teams are formed with them.
        Formation = "formation",
        /// That their space sees their own lines.
        Lines = "lines",
        /// That clients see how often which score was given to them.
        Counts = "counts",
    }
}

/// A consent.
#[derive(Debug, Serialize, ToSchema)]
pub struct ConsentLine {
    /// To what.
    pub kind: ConsentKind,
    /// In which version; absent where there are none.
    pub version: Option<String>,
    /// When it was given.
    pub given_at: Instant,
    /// When it was withdrawn, if it was.
    pub withdrawn_at: Option<Instant>,
}

/// Everything that somebody agreed to, the first first.
pub(super) fn of(conn: &mut Conn, whose: &Whose) -> Result<Vec<ConsentLine>> {
    let noted = identity::consents::list(conn, whose.person)?.into_iter().map(|consent| ConsentLine {
        kind: match consent.kind {
            Agreement::Conditions => ConsentKind::Conditions,
            Agreement::Formation => ConsentKind::Formation,
        },
        version: Some(consent.version),
        given_at: consent.given_at,
        withdrawn_at: consent.withdrawn_at,
    });
    let mut lines: Vec<ConsentLine> = noted.collect();
    if let Some(member) = whose.member {
        let shown = reports::personal::shown(conn, member)?.into_iter();
        lines.extend(shown.map(|(given_at, withdrawn_at)| line(ConsentKind::Lines, given_at, withdrawn_at)));
        let since = reviews::personal::shown_since(conn, member)?;
        lines.extend(since.map(|since| line(ConsentKind::Counts, since, None)));
    }
    lines.sort_by_key(|line| (line.given_at, line.kind));
    Ok(lines)
}

fn line(kind: ConsentKind, given_at: Instant, withdrawn_at: Option<Instant>) -> ConsentLine {
    ConsentLine { kind, version: None, given_at, withdrawn_at }
}
