//! The rows of certificates.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::model::Certificate;
use crate::{
    db::{Conn, Portable, Tx},
    error::{Error, Result},
    formation::RunId,
    schema::certificates,
    signing::Signed,
};

/// Keeps a certificate; the first one of a run stays. Answers whether this is it.
pub(super) fn insert(tx: &mut Tx<'_>, signed: &Signed<Certificate>) -> Result<bool> {
    let document = serde_json::to_string(signed).map_err(|cause| Error::internal("write a certificate", cause))?;
    let row = (
        certificates::run_id.eq(signed.content.run),
        certificates::document.eq(document),
        certificates::equal.eq(signed.content.equal),
        certificates::created_at.eq(tx.now()),
    );
    let kept = Portable(diesel::insert_into(certificates::table).values(row).on_conflict_do_nothing());
    Ok(kept.execute(&mut **tx)? == 1)
}

/// The certificate of a run, if there is one.
pub(super) fn certificate(conn: &mut Conn, run: RunId) -> Result<Option<Signed<Certificate>>> {
    let found: Option<String> = certificates::table.find(run).select(certificates::document).first(conn).optional()?;
    let read = |text: String| serde_json::from_str(&text).map_err(|cause| Error::internal("read a certificate", cause));
    found.map(read).transpose()
}

/// How many certificates there are from `from` until before `until`, and how many of them are unequal.
pub(super) fn count(conn: &mut Conn, from: Instant, until: Instant) -> Result<(i64, i64)> {
    let within =
        || certificates::table.filter(certificates::created_at.ge(from)).filter(certificates::created_at.lt(until));
    let all = within().count().get_result(conn)?;
    Ok((all, within().filter(certificates::equal.eq(false)).count().get_result(conn)?))
}
