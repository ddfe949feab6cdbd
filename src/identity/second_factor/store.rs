//! The rows of second factors, recovery codes and challenges.

use diesel::prelude::*;
use muster_kernel::Instant;

use crate::{
    db::{Conn, Tx, insert_all},
    error::Result,
    identity::{Hat, PersonId},
    schema::{recovery_codes, second_factors, sign_in_challenges},
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = second_factors)]
pub(super) struct Factor {
    pub(super) sealed_secret: String,
    pub(super) begun_at: Instant,
    /// When it began to count.
    pub(super) confirmed_at: Option<Instant>,
    pub(super) last_step: i64,
}

/// The second factor of somebody, whether it counts yet or not.
pub(super) fn factor(conn: &mut Conn, person: PersonId) -> Result<Option<Factor>> {
    Ok(second_factors::table.find(person).select(Factor::as_select()).first(conn).optional()?)
}

/// Begins a second factor, in place of one that was begun before.
pub(super) fn begin(tx: &mut Tx<'_>, person: PersonId, sealed_secret: &str) -> Result<()> {
    diesel::delete(second_factors::table.find(person)).execute(&mut **tx)?;
    let row = (
        second_factors::person_id.eq(person),
        second_factors::sealed_secret.eq(sealed_secret),
        second_factors::begun_at.eq(tx.now()),
    );
    diesel::insert_into(second_factors::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn confirm(tx: &mut Tx<'_>, person: PersonId, step: i64) -> Result<()> {
    let to = (second_factors::confirmed_at.eq(tx.now()), second_factors::last_step.eq(step));
    diesel::update(second_factors::table.find(person)).set(to).execute(&mut **tx)?;
    Ok(())
}

/// Notes that the code of a step was taken.
pub(super) fn take_step(tx: &mut Tx<'_>, person: PersonId, step: i64) -> Result<()> {
    diesel::update(second_factors::table.find(person)).set(second_factors::last_step.eq(step)).execute(&mut **tx)?;
    Ok(())
}

/// Forgets the second factor of somebody, and all that belongs to it.
pub(super) fn remove(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    forget_challenges(tx, person)?;
    diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person))).execute(&mut **tx)?;
    diesel::delete(second_factors::table.find(person)).execute(&mut **tx)?;
    Ok(())
}

#[derive(Insertable)]
#[diesel(table_name = recovery_codes, treat_none_as_default_value = false)]
pub(super) struct RecoveryCode {
    pub(super) hash: String,
    pub(super) person_id: PersonId,
}

/// Gives somebody recovery codes in place of those that they have.
pub(super) fn replace_recovery_codes(tx: &mut Tx<'_>, person: PersonId, codes: &[RecoveryCode]) -> Result<()> {
    diesel::delete(recovery_codes::table.filter(recovery_codes::person_id.eq(person))).execute(&mut **tx)?;
    insert_all::<_, RecoveryCode>(tx, recovery_codes::table, codes)?;
    Ok(())
}

/// Uses a recovery code up; answers whether it was theirs.
pub(super) fn use_recovery_code(tx: &mut Tx<'_>, person: PersonId, hash: &str) -> Result<bool> {
    let theirs = recovery_codes::table.find(hash).filter(recovery_codes::person_id.eq(person));
    Ok(diesel::delete(theirs).execute(&mut **tx)? == 1)
}

pub(super) fn recovery_codes_left(conn: &mut Conn, person: PersonId) -> Result<i64> {
    Ok(recovery_codes::table.filter(recovery_codes::person_id.eq(person)).count().get_result(conn)?)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sign_in_challenges)]
pub(super) struct Challenge {
    pub(super) person_id: PersonId,
    /// The hat that they asked for.
    pub(super) hat: Option<Hat>,
    /// How many codes were wrong.
    pub(super) tries: i32,
}

pub(super) fn insert_challenge(
    tx: &mut Tx<'_>,
    hash: &str,
    person: PersonId,
    hat: Option<Hat>,
    expires_at: Instant,
) -> Result<()> {
    let row = (
        sign_in_challenges::hash.eq(hash),
        sign_in_challenges::person_id.eq(person),
        sign_in_challenges::hat.eq(hat),
        sign_in_challenges::expires_at.eq(expires_at),
    );
    diesel::insert_into(sign_in_challenges::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// A challenge that has not expired.
pub(super) fn challenge(conn: &mut Conn, hash: &str, now: Instant) -> Result<Option<Challenge>> {
    let open = sign_in_challenges::table.find(hash).filter(sign_in_challenges::expires_at.gt(now));
    Ok(open.select(Challenge::as_select()).first(conn).optional()?)
}

/// Counts a code that was wrong.
pub(super) fn count_try(tx: &mut Tx<'_>, hash: &str) -> Result<()> {
    diesel::update(sign_in_challenges::table.find(hash))
        .set(sign_in_challenges::tries.eq(sign_in_challenges::tries + 1))
        .execute(&mut **tx)?;
    Ok(())
}

pub(super) fn forget_challenge(tx: &mut Tx<'_>, hash: &str) -> Result<()> {
    diesel::delete(sign_in_challenges::table.find(hash)).execute(&mut **tx)?;
    Ok(())
}

/// Forgets whatever somebody's password was answered with.
pub(super) fn forget_challenges(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    diesel::delete(sign_in_challenges::table.filter(sign_in_challenges::person_id.eq(person))).execute(&mut **tx)?;
    Ok(())
}
