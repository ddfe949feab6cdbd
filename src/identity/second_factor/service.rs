//! Use cases of the second factor: setting it up, a sign-in's second step, recovery codes, turning it off.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    model::{self, Code, RECOVERY_BYTES, SECRET_BYTES},
    qr::QrCode,
    store::{self, RecoveryCode},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    error::{Error, Result},
    hash,
    identity::{
        Device, Hat, PersonId, SignedIn, door,
        hats::ending,
        letters,
        passkeys::service as passkeys,
        service::{self, Recognised},
        sessions::{self, Session},
        store as people,
    },
};

/// A code is awaited for five minutes.
const CHALLENGE_SECONDS: i64 = 5 * 60;
/// A challenge takes so many wrong codes.
const MOST_TRIES: i32 = 5;
/// What was begun is confirmed within a quarter of an hour, or begun anew.
const ENROLMENT_SECONDS: i64 = 15 * 60;
/// How many recovery codes somebody is given.
const RECOVERY_CODES: usize = 10;

/// How the second factor of somebody stands.
#[derive(Serialize, ToSchema)]
pub struct SecondFactor {
    /// Since when signing in takes a code; absent where a password is enough.
    pub on_since: Option<Instant>,
    /// How many recovery codes are left.
    pub recovery_codes_left: i64,
}

/// The password of whoever sets up a second factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordAgain {
    /// The password.
    pub password: String,
}

/// A second factor that was begun: what an app has to know.
#[derive(Serialize, ToSchema)]
pub struct Enrolment {
    /// The secret, in base32, for whoever types it.
    pub secret: String,
    /// The same as an address that apps understand.
    pub uri: String,
    /// That address as a QR code.
    pub qr: QrCode,
}

/// A code, as the app shows it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeShown {
    /// Six digits.
    pub code: String,
}

/// Both factors of somebody who is signed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BothFactors {
    /// The password.
    pub password: String,
    /// The six digits that the app shows, or a recovery code.
    pub code: String,
}

/// Recovery codes, which are never shown again.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    /// Each is good once, in place of a code from the app.
    pub codes: Vec<String>,
}

/// A right password is not enough: a code is awaited.
#[derive(Serialize, ToSchema)]
pub struct Challenge {
    /// Send it back with the code.
    pub challenge: String,
    /// Seconds until it expires.
    pub expires_in: i64,
}

/// The second step of a sign-in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecondStep {
    /// What the password was answered with.
    pub challenge: String,
    /// The six digits that the app shows, or a recovery code.
    pub code: String,
}

/// How somebody's second factor stands.
pub fn read(app: &App, who: SignedIn) -> Result<SecondFactor> {
    app.db.read(|conn| {
        service::check_oneself(conn, who)?;
        let on_since = store::factor(conn, who.person)?.and_then(|factor| factor.confirmed_at);
        Ok(SecondFactor { on_since, recovery_codes_left: store::recovery_codes_left(conn, who.person)? })
    })
}

/// Whether signing in takes a code.
pub(in crate::identity) fn is_on(conn: &mut Conn, person: PersonId) -> Result<bool> {
    Ok(store::factor(conn, person)?.is_some_and(|factor| factor.confirmed_at.is_some()))
}

/// Makes a secret for somebody's app. Nothing changes for them until they confirm it.
pub fn begin(app: &App, who: SignedIn, password: &str) -> Result<Enrolment> {
    let person = service::recognise(app, who, "password", password)?;
    let secret = app.db.write(|tx| {
        if is_on(tx, who.person)? {
            return Err(Error::conflict("second-factor-on", "You have a second factor already. Turn it off first."));
        }
        let secret = tx.mint().secret()[..SECRET_BYTES].to_vec();
        let sealed = app.sealer.seal(tx.mint(), &belongs_to(who.person), &secret)?;
        store::begin(tx, who.person, &sealed)?;
        Ok(secret)
    })?;
    let secret = model::base32(&secret);
    let network = app.network.first().map_or("Muster", String::as_str);
    let uri = model::uri(network, &person.email, &secret);
    Ok(Enrolment { qr: QrCode::of(&uri)?, secret, uri })
}

/// Turns a second factor on that was begun, with a code that shows that an app has it. Every other session ends: a
/// password alone began them.
pub fn confirm(app: &App, who: SignedIn, code: &str) -> Result<RecoveryCodes> {
    let outcome = ending(app, |tx| {
        let begun = store::factor(tx, who.person)?.filter(|factor| is_fresh(factor, tx.now()));
        let begun = begun.ok_or_else(|| {
            Error::conflict("second-factor-not-begun", "Begin again: a secret is to be confirmed within 15 minutes.")
        })?;
        let to = service::addressee(tx, who.person)?;
        door::try_code(tx, &to.email)?;
        let Some(Code::App(digits)) = Code::read(code) else { return Ok(None) };
        let Some(step) = step_of(app, who.person, &begun, digits, tx.now())? else { return Ok(None) };
        door::code_was_right(tx, &to.email)?;
        store::confirm(tx, who.person, step)?;
        people::end_sessions(tx, who.person, Some(who.session), "a second factor was turned on")?;
        audit::record(tx, who.into(), "second-factor.turned-on", who.person, &())?;
        letters::mail(tx, &to, &letters::with_link(app, "second-factor-on", "/reset"))?;
        give_recovery_codes(tx, who.person).map(Some)
    })?;
    outcome.ok_or_else(wrong_code)
}

/// Makes recovery codes anew; those from before are good no more.
pub fn renew_recovery_codes(app: &App, who: SignedIn, proof: &BothFactors) -> Result<RecoveryCodes> {
    with_both(app, who, proof, |tx, person| {
        audit::record(tx, who.into(), "second-factor.recovery-codes-made", who.person, &())?;
        letters::mail(tx, &person.addressee(), &letters::with_link(app, "recovery-codes-made", "/reset"))?;
        give_recovery_codes(tx, who.person)
    })
}

/// Turns somebody's second factor off, and ends every other session.
pub fn turn_off(app: &App, who: SignedIn, proof: &BothFactors) -> Result<()> {
    with_both(app, who, proof, |tx, _| {
        people::end_sessions(tx, who.person, Some(who.session), "a second factor was turned off")?;
        remove(app, tx, who.into(), who.person)
    })
}

/// Takes away the second factor of somebody who lost app and recovery codes, on behalf of those who run the network, and
/// their passkeys with it: they were on the same phone, or are not theirs. Answers how many these were.
pub fn take_away(app: &App, email: &str) -> Result<usize> {
    ending(app, |tx| {
        let person = service::person_by_email(tx, email)?;
        let passkeys = passkeys::take_all_away(app, tx, By::Muster, person)?;
        if passkeys == 0 {
            must_be_on(tx, person)?;
        }
        people::end_sessions(tx, person, None, "a second factor was taken away")?;
        if is_on(tx, person)? {
            remove(app, tx, By::Muster, person)?;
        }
        Ok(passkeys)
    })
}

/// Answers a right password with a challenge.
pub(in crate::identity) fn challenge(tx: &mut Tx<'_>, person: PersonId, hat: Option<Hat>) -> Result<Challenge> {
    let token = service::new_token(tx);
    let expires_at = tx.now().plus_seconds(CHALLENGE_SECONDS);
    store::insert_challenge(tx, &hash::sha256(token.as_bytes()), person, hat, expires_at)?;
    Ok(Challenge { challenge: token, expires_in: CHALLENGE_SECONDS })
}

/// Voids every challenge of somebody, in the transaction of its cause: the password that it answered is not theirs any more.
pub(in crate::identity) fn void_challenges(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    store::forget_challenges(tx, person)
}

/// Signs somebody in whose password was right, with a code.
pub fn sign_in(app: &App, step: &SecondStep, device: &Device) -> Result<Session> {
    let key = hash::sha256(step.challenge.as_bytes());
    // That a code was wrong is counted, so it is an answer of the transaction, not its error.
    let outcome = ending(app, |tx| {
        let now = tx.now();
        let open = store::challenge(tx, &key, now)?.filter(|challenge| challenge.tries < MOST_TRIES);
        let open = open.ok_or_else(|| {
            Error::conflict("challenge-spent", "This sign-in took too long, or too many codes were wrong. Begin again.")
        })?;
        let to = service::addressee(tx, open.person_id)?;
        let wrong = door::try_code(tx, &to.email)?;
        if !use_up(app, tx, open.person_id, &step.code)? {
            store::count_try(tx, &key)?;
            if wrong == door::FREE_FAILURES {
                let letter = letters::with_link(app, "wrong-codes", "/reset").with("count", door::FREE_FAILURES);
                letters::mail(tx, &to, &letter)?;
            }
            return Ok(None);
        }
        store::forget_challenge(tx, &key)?;
        door::code_was_right(tx, &to.email)?;
        sessions::begin(app, tx, open.person_id, open.hat, device).map(Some)
    })?;
    outcome.ok_or(Error::Unauthenticated("The code is wrong, or was used already. Wait for the next one."))
}

/// Whether somebody who showed their password shows the other factor as well, where they have one. The code is used up by
/// it.
pub(in crate::identity) fn is_complete(
    app: &App,
    tx: &mut Tx<'_>,
    person: PersonId,
    email: &str,
    code: Option<&str>,
) -> Result<bool> {
    if !is_on(tx, person)? {
        return Ok(true);
    }
    let Some(code) = code else { return Ok(false) };
    shows_code(app, tx, person, email, code)
}

/// Whether somebody who is signed in shows a code that is right, which is used up by it. Wrong ones in a row make their
/// address wait.
fn shows_code(app: &App, tx: &mut Tx<'_>, person: PersonId, email: &str, code: &str) -> Result<bool> {
    door::try_code(tx, email)?;
    if !use_up(app, tx, person, code)? {
        return Ok(false);
    }
    door::code_was_right(tx, email)?;
    Ok(true)
}

/// Does `work` for somebody who is signed in and showed both factors.
fn with_both<T>(
    app: &App,
    who: SignedIn,
    proof: &BothFactors,
    work: impl Fn(&mut Tx<'_>, &Recognised) -> Result<T>,
) -> Result<T> {
    let person = service::recognise(app, who, "password", &proof.password)?;
    let outcome = ending(app, |tx| {
        must_be_on(tx, who.person)?;
        if !shows_code(app, tx, who.person, &person.email, &proof.code)? {
            return Ok(None);
        }
        work(tx, &person).map(Some)
    })?;
    outcome.ok_or_else(wrong_code)
}

/// Whether `code` is one that somebody may show now. It is used up by it.
fn use_up(app: &App, tx: &mut Tx<'_>, person: PersonId, code: &str) -> Result<bool> {
    match Code::read(code) {
        Some(Code::App(digits)) => {
            let factor = store::factor(tx, person)?.filter(|factor| factor.confirmed_at.is_some());
            let Some(factor) = factor else { return Ok(false) };
            let Some(step) = step_of(app, person, &factor, digits, tx.now())? else { return Ok(false) };
            store::take_step(tx, person, step)?;
            Ok(true)
        }
        Some(Code::Recovery(hash)) => {
            let was_theirs = store::use_recovery_code(tx, person, &hash)?;
            if was_theirs {
                let left = store::recovery_codes_left(tx, person)?;
                let to = service::addressee(tx, person)?;
                audit::record(tx, By::Person(person, None), "second-factor.recovery-code-used", person, &left)?;
                let letter = letters::with_link(app, "recovery-code-used", "/account").with("left", left);
                letters::mail(tx, &to, &letter)?;
            }
            Ok(was_theirs)
        }
        None => Ok(false),
    }
}

/// The step whose code somebody gave, if they may.
fn step_of(app: &App, person: PersonId, factor: &store::Factor, digits: u32, now: Instant) -> Result<Option<i64>> {
    let secret = app.sealer.open(&belongs_to(person), &factor.sealed_secret)?;
    Ok(model::step_of(digits, &secret, now, factor.last_step))
}

fn give_recovery_codes(tx: &mut Tx<'_>, person: PersonId) -> Result<RecoveryCodes> {
    let codes: Vec<String> =
        (0..RECOVERY_CODES).map(|_| model::base32(&tx.mint().secret()[..RECOVERY_BYTES])).collect();
    let row = |code: &String| RecoveryCode { hash: hash::sha256(code.as_bytes()), person_id: person };
    let rows: Vec<RecoveryCode> = codes.iter().map(row).collect();
    store::replace_recovery_codes(tx, person, &rows)?;
    Ok(RecoveryCodes { codes: codes.iter().map(|code| model::grouped(code)).collect() })
}

fn remove(app: &App, tx: &mut Tx<'_>, by: By, person: PersonId) -> Result<()> {
    store::remove(tx, person)?;
    audit::record(tx, by, "second-factor.turned-off", person, &())?;
    let to = service::addressee(tx, person)?;
    letters::mail(tx, &to, &letters::with_link(app, "second-factor-off", "/reset"))
}

fn must_be_on(conn: &mut Conn, person: PersonId) -> Result<()> {
    let off = || Error::conflict("second-factor-off", "There is no second factor to change: a password is enough.");
    if is_on(conn, person)? { Ok(()) } else { Err(off()) }
}

/// Whether it was begun a moment ago, and not confirmed yet.
fn is_fresh(factor: &store::Factor, now: Instant) -> bool {
    factor.confirmed_at.is_none() && now < factor.begun_at.plus_seconds(ENROLMENT_SECONDS)
}

/// What a secret is sealed for.
fn belongs_to(person: PersonId) -> String {
    format!("second-factor of {person}")
}

/// The code that was shown is not right.
pub(in crate::identity) fn wrong_code() -> Error {
    Error::field("code", "(not shown)", "the code that your app shows now, which is good once")
}
