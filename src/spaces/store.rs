//! The rows of spaces, their operators, affiliations and terms.

use diesel::prelude::*;
use muster_kernel::{BasisPoints, Day};

use super::{SpaceId, model::RateKind};
use crate::{
    db::Conn,
    error::Result,
    identity::MemberId,
    schema::{affiliations, terms},
};

/// The space to which `member` belongs on a day.
pub(super) fn home(conn: &mut Conn, member: MemberId, on: Day) -> Result<Option<SpaceId>> {
    let lasts = affiliations::to_day.is_null().or(affiliations::to_day.ge(on));
    Ok(affiliations::table
        .filter(affiliations::member_id.eq(member))
        .filter(affiliations::from_day.le(on))
        .filter(lasts)
        .order(affiliations::from_day.desc())
        .select(affiliations::space_id)
        .first(conn)
        .optional()?)
}

/// The commission of `space`, or the network's own rate of that kind, as it is in force on a day; nothing before the
/// first.
pub(super) fn rate(conn: &mut Conn, space: Option<SpaceId>, kind: RateKind, on: Day) -> Result<BasisPoints> {
    let mut rates = terms::table.filter(terms::kind.eq(kind)).filter(terms::from_day.le(on)).into_boxed();
    rates = match space {
        Some(space) => rates.filter(terms::space_id.eq(space)),
        None => rates.filter(terms::space_id.is_null()),
    };
    let found = rates.order(terms::from_day.desc()).select(terms::basis_points).first(conn).optional()?;
    Ok(found.unwrap_or(BasisPoints::ZERO))
}
