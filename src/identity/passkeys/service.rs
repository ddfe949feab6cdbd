//! Use cases of passkeys: adding one, signing in with one, showing one again, naming and removing them.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    model::{Errand, PasskeyId},
    relying_party::{Asked, Making, Owner, RelyingParty, Showing, Shown},
    store,
};
use crate::{
    app::App,
    audit::{self, By},
    db::Tx,
    error::{Check, Error, Result},
    identity::{
        Device, Hat, PersonId, SignedIn,
        hats::ending,
        letters,
        second_factor::service as second_factor,
        service::{self, Recognised},
        sessions::{self, Session},
        store as people,
    },
};

/// A browser answers within five minutes. The library waits as long.
const CHALLENGE_SECONDS: i64 = 5 * 60;
/// The most passkeys that somebody has.
const MOST_PASSKEYS: usize = 20;

/// A passkey of somebody.
#[derive(Serialize, ToSchema)]
pub struct Passkey {
    /// The passkey.
    pub id: PasskeyId,
    /// What its owner calls it.
    pub name: String,
    /// When it was added.
    pub created_at: Instant,
    /// When it was used last; absent where it never was.
    pub used_at: Option<Instant>,
}

/// What a browser is asked.
#[derive(Serialize, ToSchema)]
pub struct PasskeyOptions {
    /// The options for `navigator.credentials`, as `PublicKeyCredential.parseCreationOptionsFromJSON` or
    /// `parseRequestOptionsFromJSON` reads them.
    #[schema(value_type = Object)]
    pub options: Value,
}

/// A passkey that a browser made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPasskey {
    /// What to call it: 1 to 100 characters.
    pub name: String,
    /// What the browser answered, as `PublicKeyCredential.toJSON` tells it.
    #[schema(value_type = Object)]
    pub passkey: Value,
}

/// What to call a passkey.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeyName {
    /// 1 to 100 characters.
    pub name: String,
}

/// Who signs in with a passkey, and under which hat.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasskeySignIn {
    /// What the browser answered, as `PublicKeyCredential.toJSON` tells it.
    #[schema(value_type = Object)]
    pub passkey: Value,
    /// The hat to wear; where absent, the only one they hold, or none yet.
    pub hat: Option<Hat>,
}

/// What somebody who is signed in shows again: a passkey, or else their password, with a code where they have a second
/// factor.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ShownAgain {
    /// What the browser answered, as `PublicKeyCredential.toJSON` tells it.
    #[schema(value_type = Option<Object>)]
    pub passkey: Option<Value>,
    /// The password.
    pub password: Option<String>,
    /// The six digits that the app shows, or a recovery code.
    pub code: Option<String>,
}

/// Somebody's passkeys, the oldest first.
pub fn list(app: &App, who: SignedIn) -> Result<Vec<Passkey>> {
    let theirs = app.db.read(|conn| {
        service::check_oneself(conn, who)?;
        store::of(conn, who.person)
    })?;
    Ok(theirs.into_iter().map(told).collect())
}

/// Asks for a passkey of whoever signs in. Who it is, the answer says.
pub fn ask(app: &App) -> Result<PasskeyOptions> {
    let asked = RelyingParty::of(&app.public_url)?.ask_to_show()?;
    app.db.write(|tx| keep(tx, &asked, Errand::SignIn, None))?;
    Ok(PasskeyOptions { options: asked.options })
}

/// Asks somebody who is signed in for a passkey of theirs.
pub fn ask_again(app: &App, who: SignedIn) -> Result<PasskeyOptions> {
    let asked = RelyingParty::of(&app.public_url)?.ask_to_show()?;
    app.db.write(|tx| {
        if store::of(tx, who.person)?.is_empty() {
            return Err(Error::conflict("no-passkeys", "You have no passkey to show: use your password."));
        }
        keep(tx, &asked, Errand::Prove, Some(who.person))
    })?;
    Ok(PasskeyOptions { options: asked.options })
}

/// Signs somebody in who shows a passkey, which is both factors.
pub fn sign_in(app: &App, request: &PasskeySignIn, device: &Device) -> Result<Session> {
    // That it was shown is noted, right or wrong, so a refusal is an answer of the transaction, not its error.
    let outcome = ending(app, |tx| {
        let Some(passkey) = look_at(app, tx, &request.passkey, Errand::SignIn)? else { return Ok(None) };
        sessions::begin(app, tx, passkey.person_id, request.hat, device).map(Some)
    })?;
    outcome.ok_or(Error::Unauthenticated("This passkey opens no account here, or it took too long. Begin again."))
}

/// Asks for a new passkey of somebody who shows that it is them.
pub fn begin(app: &App, who: SignedIn, shown: &ShownAgain) -> Result<PasskeyOptions> {
    let party = RelyingParty::of(&app.public_url)?;
    let network = app.network.first().map_or("Muster", String::as_str);
    with_shown(app, who, shown, |tx, person| {
        let known = store::of(tx, who.person)?;
        check_room(&known)?;
        let owner = Owner { person: who.person, email: &person.email, name: &person.name };
        let asked = party.ask_to_make(network, &owner, &known)?;
        keep(tx, &asked, Errand::Add, Some(who.person))?;
        Ok(PasskeyOptions { options: asked.options })
    })
}

/// Adds a passkey that was asked for.
pub fn add(app: &App, who: SignedIn, new: &NewPasskey) -> Result<Passkey> {
    let name = checked(&new.name)?;
    let party = RelyingParty::of(&app.public_url)?;
    let making = Making::read(&new.passkey).ok_or_else(unfit)?;
    let hash = making.challenge().ok_or_else(unfit)?;
    // What was asked for is used up, whatever the answer is worth.
    let outcome = app.db.write(|tx| {
        let asked = store::use_challenge(tx, &hash, Errand::Add)?;
        let asked = asked.filter(|asked| asked.person_id == Some(who.person)).ok_or_else(|| {
            Error::conflict("passkey-not-begun", "Begin again: a passkey is to be added within 5 minutes, and once.")
        })?;
        let Some(made) = party.made(&asked.state, &making)? else { return Ok(None) };
        if store::by_credential(tx, &made.credential)?.is_some() {
            return Err(Error::conflict("passkey-known", "This passkey was added already."));
        }
        check_room(&store::of(tx, who.person)?)?;
        let passkey = store::Passkey {
            id: tx.id(),
            person_id: who.person,
            name: name.to_owned(),
            credential: made.credential,
            transports: made.transports.into(),
            public_key: made.public_key,
            state: made.state,
            created_at: tx.now(),
            used_at: None,
        };
        store::insert(tx, &passkey)?;
        audit::record(tx, who.into(), "passkey.added", passkey.id, &())?;
        let to = service::addressee(tx, who.person)?;
        letters::mail(tx, &to, &letters::with_link(app, "passkey-added", "/account").with("passkey", name))?;
        Ok(Some(told(passkey)))
    })?;
    outcome.ok_or_else(unfit)
}

/// Calls one of somebody's passkeys something else.
pub fn rename(app: &App, who: SignedIn, id: PasskeyId, to: &PasskeyName) -> Result<Passkey> {
    let name = checked(&to.name)?;
    app.db.write(|tx| {
        service::check_oneself(tx, who)?;
        let passkey = own(tx, who, id)?;
        store::set_name(tx, id, name)?;
        audit::record(tx, who.into(), "passkey.renamed", id, &())?;
        Ok(told(store::Passkey { name: name.to_owned(), ..passkey }))
    })
}

/// Removes one of somebody's passkeys, once they show that it is them, and ends every other session.
pub fn remove(app: &App, who: SignedIn, id: PasskeyId, shown: &ShownAgain) -> Result<()> {
    with_shown(app, who, shown, |tx, person| {
        let passkey = own(tx, who, id)?;
        store::delete(tx, id)?;
        people::end_sessions(tx, who.person, Some(who.session), "a passkey was removed")?;
        audit::record(tx, who.into(), "passkey.removed", id, &())?;
        let letter = letters::with_link(app, "passkey-removed", "/reset").with("passkey", passkey.name);
        letters::mail(tx, &person.addressee(), &letter)
    })
}

/// Takes every passkey of somebody away, in the transaction of its cause; answers how many there were.
pub(in crate::identity) fn take_all_away(app: &App, tx: &mut Tx<'_>, by: By, person: PersonId) -> Result<usize> {
    store::forget_challenges(tx, person)?;
    let taken = store::delete_all(tx, person)?;
    if taken > 0 {
        audit::record(tx, by, "passkey.all-removed", person, &taken)?;
        let to = service::addressee(tx, person)?;
        letters::mail(tx, &to, &letters::with_link(app, "passkeys-removed", "/account"))?;
    }
    Ok(taken)
}

/// Forgets what browsers were asked and did not answer.
pub fn tidy(tx: &mut Tx<'_>) -> Result<()> {
    store::forget_expired(tx)
}

/// Does `work` for somebody who is signed in and shows again who they are, in a transaction that [`ending`] runs: by a passkey,
/// or by their password, with a code where they have a second factor.
///
/// # Errors
/// The field that was wrong, where they do not show it; what `work` refuses.
pub fn with_shown<T>(
    app: &App,
    who: SignedIn,
    shown: &ShownAgain,
    work: impl Fn(&mut Tx<'_>, &Recognised) -> Result<T>,
) -> Result<T> {
    if let Some(answer) = &shown.passkey {
        let outcome = ending(app, |tx| {
            let Some(passkey) = look_at(app, tx, answer, Errand::Prove)? else { return Ok(None) };
            let person = people::person(tx, passkey.person_id)?.filter(|person| person.id == who.person);
            work(tx, &Recognised::of(person.ok_or_else(not_theirs)?)).map(Some)
        })?;
        return outcome.ok_or_else(not_theirs);
    }
    let password = shown.password.as_deref().unwrap_or_default();
    let person = service::recognise(app, who, "password", password)?;
    let outcome = ending(app, |tx| {
        if !second_factor::is_complete(app, tx, who.person, &person.email, shown.code.as_deref())? {
            return Ok(None);
        }
        work(tx, &person).map(Some)
    })?;
    outcome.ok_or_else(second_factor::wrong_code)
}

/// Looks at what a browser shows: the passkey, where it is one of this network and shown as it was asked for. What was
/// asked is used up by it. One that was copied is told to its owner.
fn look_at(app: &App, tx: &mut Tx<'_>, answer: &Value, errand: Errand) -> Result<Option<store::Passkey>> {
    let Some(showing) = Showing::read(answer) else { return Ok(None) };
    let Some(hash) = showing.challenge() else { return Ok(None) };
    let Some(asked) = store::use_challenge(tx, &hash, errand)? else { return Ok(None) };
    let found = store::by_credential(tx, &showing.credential())?;
    let found = found.filter(|passkey| asked.person_id.is_none_or(|person| person == passkey.person_id));
    let Some(passkey) = found else { return Ok(None) };
    match RelyingParty::of(&app.public_url)?.shown(&asked.state, &showing, &passkey)? {
        Shown::Good(state) => {
            store::note_use(tx, passkey.id, &state)?;
            Ok(Some(passkey))
        }
        Shown::WentBack => {
            audit::record(tx, By::Muster, "passkey.counted-back", passkey.id, &passkey.person_id)?;
            let to = service::addressee(tx, passkey.person_id)?;
            let letter = letters::with_link(app, "passkey-copied", "/account").with("passkey", passkey.name);
            letters::mail(tx, &to, &letter)?;
            Ok(None)
        }
        Shown::Refused => Ok(None),
    }
}

/// Keeps what a browser was asked, until it answers.
fn keep(tx: &mut Tx<'_>, asked: &Asked, errand: Errand, person: Option<PersonId>) -> Result<()> {
    let expires_at = tx.now().plus_seconds(CHALLENGE_SECONDS);
    store::insert_challenge(tx, &asked.hash, errand, person, &asked.state, expires_at)
}

fn own(tx: &mut Tx<'_>, who: SignedIn, id: PasskeyId) -> Result<store::Passkey> {
    store::own(tx, who.person, id)?.ok_or_else(|| Error::not_found("passkey", id))
}

fn check_room(known: &[store::Passkey]) -> Result<()> {
    let full =
        || Error::conflict("too-many-passkeys", format!("{MOST_PASSKEYS} passkeys are the most. Remove one first."));
    if known.len() < MOST_PASSKEYS { Ok(()) } else { Err(full()) }
}

/// A name for a passkey, which mails tell.
fn checked(name: &str) -> Result<&str> {
    let mut check = Check::new();
    service::check_name(&mut check, name);
    check.done()?;
    Ok(name.trim())
}

fn told(passkey: store::Passkey) -> Passkey {
    let store::Passkey { id, name, created_at, used_at, .. } = passkey;
    Passkey { id, name, created_at, used_at }
}

fn unfit() -> Error {
    Error::field("passkey", "(not shown)", "a passkey that was made as this network asked for it a moment ago")
}

fn not_theirs() -> Error {
    Error::field("passkey", "(not shown)", "a passkey of yours, shown as it was asked for a moment ago")
}
