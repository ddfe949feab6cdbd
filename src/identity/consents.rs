//! What somebody agreed to: to what, in which version, when, and until when.
//!
//! The conditions of a network are its own: the settings name their version and where they stand (`MUSTER_CONDITIONS`).
//! Whoever signs up says which version they accept; a network without conditions asks for nothing. That somebody is in the
//! pool is their choice, and the version of that consent is the one of the published policy by which teams were formed
//! then. A consent that is given again in the same version stays as it is; one that was withdrawn begins anew.

use diesel::prelude::*;
use muster_kernel::Instant;

use super::model::{Agreement, PersonId};
use crate::{
    db::{Conn, Portable, Tx},
    error::Result,
    schema::consents,
};

/// A consent.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = consents, treat_none_as_default_value = false)]
pub struct Consent {
    /// Whose.
    pub person_id: PersonId,
    /// To what.
    pub kind: Agreement,
    /// In which version.
    pub version: String,
    /// When it was given.
    pub given_at: Instant,
    /// When it was withdrawn, if it was.
    pub withdrawn_at: Option<Instant>,
}

/// Notes that somebody agrees. Where they do already, in the same version, nothing changes.
pub fn give(tx: &mut Tx<'_>, person: PersonId, kind: Agreement, version: &str) -> Result<()> {
    let holds = list(tx, person)?
        .into_iter()
        .any(|consent| consent.kind == kind && consent.version == version && consent.withdrawn_at.is_none());
    if holds {
        return Ok(());
    }
    let row = Consent { person_id: person, kind, version: version.to_owned(), given_at: tx.now(), withdrawn_at: None };
    // Withdrawn and given within one instant, it was never withdrawn.
    let given = diesel::insert_into(consents::table)
        .values(&row)
        .on_conflict((consents::person_id, consents::kind, consents::given_at))
        .do_update()
        .set((consents::version.eq(version), consents::withdrawn_at.eq(None::<Instant>)));
    Portable(given).execute(&mut **tx)?;
    Ok(())
}

/// Notes that somebody does not agree any more. Where they do not, that is fine.
pub fn withdraw(tx: &mut Tx<'_>, person: PersonId, kind: Agreement) -> Result<()> {
    let now = tx.now();
    let theirs = consents::table.filter(consents::person_id.eq(person)).filter(consents::kind.eq(kind));
    diesel::update(theirs.filter(consents::withdrawn_at.is_null()))
        .set(consents::withdrawn_at.eq(now))
        .execute(&mut **tx)?;
    Ok(())
}

/// Everything that somebody agreed to, the first first.
pub fn list(conn: &mut Conn, person: PersonId) -> Result<Vec<Consent>> {
    Ok(consents::table
        .filter(consents::person_id.eq(person))
        .order((consents::given_at, consents::kind))
        .select(Consent::as_select())
        .load(conn)?)
}

/// Whoever leaves agrees to nothing any more.
pub(super) fn withdraw_all(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    Agreement::ALL.iter().try_for_each(|kind| withdraw(tx, person, *kind))
}

/// Forgets what was agreed to by whoever began an account that nobody confirmed.
pub(super) fn forget(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    diesel::delete(consents::table.filter(consents::person_id.eq(person))).execute(&mut **tx)?;
    Ok(())
}
