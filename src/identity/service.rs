//! Use cases of identity: signing in, passwords, what somebody says of themselves, and who holds which hat.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;

use super::{
    actor::SignedIn,
    device::Device,
    door,
    hats::ending,
    letters::{mail, with_link},
    model::{Hat, PersonId, Purpose},
    password,
    second_factor::service::{self as second_factor, Challenge},
    sessions::{self, Session},
    store,
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    error::{Check, Error, Result},
    hash,
    http::Origin,
    letters::Language,
    mail::Addressee,
};

/// A token sent by mail is good for a day.
const MAIL_TOKEN_SECONDS: i64 = 24 * 3600;
/// What somebody is told who is signed in by their organisation and asks for more.
pub(super) const OWN_PASSWORD: &str =
    "Your organisation signs you in to act for it. For what you are here besides, sign in with your password.";
/// Languages that Muster speaks.
pub(super) const LANGUAGES: [&str; 3] =
    [Language::English.as_str(), Language::German.as_str(), Language::Czech.as_str()];

/// Who wants to sign in, and under which hat.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The address.
    pub email: String,
    /// The password.
    pub password: String,
    /// The hat to wear; where absent, the only one they hold, or none yet.
    pub hat: Option<Hat>,
}

/// Who confirms their address.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Verification {
    /// The token that came by mail.
    pub token: String,
    /// The password that was chosen when signing up: whoever only reads the mail confirms nobody else's account.
    pub password: String,
}

/// A new password for somebody who is signed in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PasswordChange {
    /// The one that holds until now.
    pub current: String,
    /// The new one, 12 to 200 characters, not soon guessed, and in no list of those that leaked.
    pub password: String,
}

/// What a right password comes to.
pub enum Entry {
    /// Somebody without a second factor is in.
    SignedIn(Session),
    /// Somebody with one gives a code next.
    Challenged(Challenge),
}

/// Who is signed in.
#[derive(Serialize, ToSchema)]
pub struct Me {
    /// Who.
    pub person: PersonId,
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The language they read.
    pub language: String,
    /// The hat worn.
    pub hat: Option<Hat>,
    /// The hats they could wear.
    pub hats: Vec<Hat>,
}

/// Confirms the address that a token was mailed to, and signs its owner in.
pub fn verify(app: &App, request: &Verification, device: &Device) -> Result<Session> {
    let token = hash::sha256(request.token.as_bytes());
    let person = app.db.write(|tx| {
        let now = tx.now();
        let person = store::holder_of(tx, &token, Purpose::Verify, now)?.ok_or_else(spent)?;
        let person = store::person(tx, person)?.ok_or_else(spent)?;
        door::try_sign_in(tx, &person.email, device.1)?;
        Ok(person)
    })?;
    if !password::matches(&request.password, &person.password_hash) {
        return Err(Error::Unauthenticated("This is not the password that was chosen when signing up."));
    }
    ending(app, |tx| {
        let person = store::use_mail_token(tx, &token, Purpose::Verify)?.ok_or_else(spent)?;
        store::set_verified(tx, person)?;
        audit::record(tx, By::Person(person, None), "person.verified", person, &())?;
        sessions::begin(app, tx, person, None, device)
    })
}

/// Mails a token for a new password, if somebody has that address.
pub fn ask_for_reset(app: &App, email: &str) -> Result<()> {
    let email = address(email)?;
    app.db.write(|tx| {
        door::ask_for_mail(tx, &email)?;
        let Some(person) = store::person_by_email(tx, &email)? else { return Ok(()) };
        let token = mail_token(tx, person.id, Purpose::Reset)?;
        mail(tx, &person.addressee(), &with_link(app, "new-password", &format!("/reset?token={token}")))
    })
}

/// Sets a new password and ends every session.
pub fn reset(app: &App, token: &str, new: &str, from: Origin) -> Result<()> {
    let key = hash::sha256(token.as_bytes());
    let (email, name) = app.db.read(|conn| {
        let person = store::holder_of(conn, &key, Purpose::Reset, app.now())?.ok_or_else(spent)?;
        reach(conn, person)
    })?;
    let mut check = Check::new();
    check_password(&mut check, new, &known_of(app, &email, &name));
    check.done()?;
    app.breached.check(new)?;
    let password_hash = password::hash(new, app.mint.secret())?;
    ending(app, |tx| {
        let person = store::use_mail_token(tx, &key, Purpose::Reset)?.ok_or_else(spent)?;
        store::void_mail_tokens(tx, person, Purpose::Reset)?;
        store::set_password(tx, person, &password_hash)?;
        second_factor::void_challenges(tx, person)?;
        // Whoever reads the mail owns the address. The link that would have shown it signs nobody in any more.
        store::set_verified(tx, person)?;
        store::void_mail_tokens(tx, person, Purpose::Verify)?;
        store::end_sessions(tx, person, None, "a new password")?;
        door::followed_link(tx, &email, from)?;
        audit::record(tx, By::Person(person, None), "person.password-reset", person, &())
    })
}

/// Changes the password of somebody who is signed in, and ends every other session.
pub fn change_password(app: &App, who: SignedIn, change: &PasswordChange) -> Result<()> {
    let (email, name) = app.db.read(|conn| reach(conn, who.person))?;
    let mut check = Check::new();
    check_password(&mut check, &change.password, &known_of(app, &email, &name));
    check.done()?;
    app.breached.check(&change.password)?;
    let person = recognise(app, who, "current", &change.current)?;
    let password_hash = password::hash(&change.password, app.mint.secret())?;
    ending(app, |tx| {
        store::set_password(tx, who.person, &password_hash)?;
        second_factor::void_challenges(tx, who.person)?;
        store::void_mail_tokens(tx, who.person, Purpose::Reset)?;
        store::end_sessions(tx, who.person, Some(who.session), "a new password")?;
        audit::record(tx, who.into(), "person.password-changed", who.person, &())?;
        mail(tx, &person.addressee(), &with_link(app, "password-changed", "/reset"))
    })
}

/// Somebody who is signed in and told their password again.
pub struct Recognised {
    /// Their address.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The language that they read.
    pub language: Language,
}

impl Recognised {
    pub(super) fn of(person: store::Person) -> Self {
        Self { language: Language::of(&person.language), email: person.email, name: person.name }
    }

    /// They as they are written to.
    pub(super) fn addressee(&self) -> Addressee {
        Addressee { email: self.email.clone(), name: Some(self.name.clone()), language: self.language }
    }
}

/// Sees to it that whoever is signed in knows their password, which stands in `field` of what they send. Wrong ones in a
/// row make them wait.
pub fn recognise(app: &App, who: SignedIn, field: &str, password: &str) -> Result<Recognised> {
    let person = app.db.write(|tx| {
        let person = store::person(tx, who.person)?.ok_or_else(|| Error::not_found("person", who.person))?;
        door::try_again(tx, &person.email)?;
        Ok(person)
    })?;
    if !password::matches(password, &person.password_hash) {
        return Err(Error::field(field, "(not shown)", "the password that holds until now"));
    }
    app.db.write(|tx| door::was_right(tx, &person.email))?;
    Ok(Recognised::of(person))
}

/// Signs somebody in, or has them give a code first.
pub fn sign_in(app: &App, request: &SignIn, device: &Device) -> Result<Entry> {
    const WRONG: Error = Error::Unauthenticated("The address or the password is wrong.");
    let email = address(&request.email).map_err(|_| WRONG)?;
    let found = app.db.write(|tx| {
        door::try_sign_in(tx, &email, device.1)?;
        store::person_by_email(tx, &email)
    })?;
    let Some(person) = found else {
        password::pretend(&request.password);
        return Err(WRONG);
    };
    if !password::matches(&request.password, &person.password_hash) {
        return Err(WRONG);
    }
    if person.verified_at.is_none() {
        return Err(Error::conflict("unverified", "Confirm your address first: follow the link in the mail we sent."));
    }
    ending(app, |tx| {
        if second_factor::is_on(tx, person.id)? {
            sessions::check_held(&store::hats(tx, person.id)?, request.hat)?;
            return second_factor::challenge(tx, person.id, request.hat).map(Entry::Challenged);
        }
        sessions::begin(app, tx, person.id, request.hat, device).map(Entry::SignedIn)
    })
}

/// Who is signed in.
pub fn me(app: &App, who: SignedIn) -> Result<Me> {
    app.db.read(|conn| {
        let person = store::person(conn, who.person)?.ok_or_else(|| Error::not_found("person", who.person))?;
        let hats = sessions::reachable(store::hats(conn, who.person)?, who.provider);
        let store::Person { id, email, name, language, .. } = person;
        Ok(Me { person: id, email, name, language, hat: who.hat, hats })
    })
}

/// What somebody says of themselves.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OwnSettings {
    /// Their name, 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// The language in which they are written to: `en`, `de` or `cs`.
    pub language: String,
}

/// Changes somebody's name and language.
pub fn change_me(app: &App, who: SignedIn, to: &OwnSettings) -> Result<Me> {
    let mut check = Check::new();
    check_name(&mut check, &to.name);
    check.that(LANGUAGES.contains(&to.language.as_str()), "language", &to.language, LANGUAGES.join(", "));
    check.done()?;
    app.db.write(|tx| {
        check_oneself(tx, who)?;
        store::set_own_settings(tx, who.person, to.name.trim(), &to.language)?;
        // Not the name: the log is never edited, and a name is erased when somebody leaves.
        audit::record(tx, who.into(), "person.changed", who.person, &to.language)
    })?;
    me(app, who)
}

/// Gives somebody a hat, in the transaction of its cause. To hold it already is fine; operator and steward exclude each
/// other.
pub fn grant(tx: &mut Tx<'_>, by: By, person: PersonId, hat: Hat) -> Result<()> {
    let held = store::hats(tx, person)?;
    if held.contains(&hat) {
        return Ok(());
    }
    let rival = match hat {
        Hat::Operator => Some(Hat::Steward),
        Hat::Steward => Some(Hat::Operator),
        Hat::Client | Hat::Member | Hat::Admin => None,
    };
    if let Some(rival) = rival.filter(|rival| held.contains(rival)) {
        return Err(Error::conflict(
            "hats-exclude-each-other",
            format!("Nobody is {hat} and {rival} at once, and this person is {rival}."),
        ));
    }
    store::insert_hat(tx, person, hat)?;
    let now: Vec<Hat> = held.iter().copied().chain([hat]).collect();
    audit::record_change(tx, by, "hat.granted", person, &json!({ "hats": held }), &json!({ "hats": now }))
}

/// The person with that address, or a refusal that names the field.
pub fn person_by_email(conn: &mut Conn, email: &str) -> Result<PersonId> {
    let found = store::person_by_email(conn, &address(email)?)?.filter(|person| person.verified_at.is_some());
    let expected = "the address of somebody who signed up and confirmed it";
    found.map(|person| person.id).ok_or_else(|| Error::field("email", email, expected))
}

/// A person's name, and the language they read.
pub fn reader(conn: &mut Conn, person: PersonId) -> Result<(String, String)> {
    let person = store::person(conn, person)?.ok_or_else(|| Error::not_found("person", person))?;
    Ok((person.name, person.language))
}

/// A person's address and name, for a mail to them.
pub fn reach(conn: &mut Conn, person: PersonId) -> Result<(String, String)> {
    let person = store::person(conn, person)?.ok_or_else(|| Error::not_found("person", person))?;
    Ok((person.email, person.name))
}

/// Somebody as they are written to.
pub fn addressee(conn: &mut Conn, person: PersonId) -> Result<Addressee> {
    let person = store::person(conn, person)?.ok_or_else(|| Error::not_found("person", person))?;
    Ok(person.addressee())
}

/// The time zone that somebody lives in, as the IANA database names it: the one that they chose, or else that of the browser
/// in which they signed up, or UTC.
pub fn time_zone(conn: &mut Conn, person: PersonId) -> Result<String> {
    store::time_zone(conn, person)?.ok_or_else(|| Error::not_found("person", person))
}

/// The time zone of that name. `Etc/Unknown`, which some browsers say, is none: it would be read as UTC, without a name.
pub fn known_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some())
}

/// Sets the time zone that somebody lives in. Whoever calls has checked that there is one of that name.
pub fn set_time_zone(tx: &mut Tx<'_>, person: PersonId, zone: &str) -> Result<()> {
    store::set_time_zone(tx, person, zone)
}

/// Everybody who holds a hat.
pub fn people_with(conn: &mut Conn, hat: Hat) -> Result<Vec<PersonId>> {
    store::people_with(conn, hat)
}

/// Fine where somebody showed by themselves who they are, or is nobody here but one of their organisation's people: what
/// is theirs alone is none of the business of whoever runs its provider.
pub fn check_oneself(conn: &mut Conn, who: SignedIn) -> Result<()> {
    if who.provider.is_none() || store::hats(conn, who.person)? == [Hat::Client] {
        return Ok(());
    }
    Err(Error::forbidden(OWN_PASSWORD))
}

/// A text that nobody guesses: 256 random bits.
pub(super) fn new_token(tx: &Tx<'_>) -> String {
    URL_SAFE_NO_PAD.encode(tx.mint().secret())
}

/// A token to send somebody by mail.
pub(super) fn mail_token(tx: &mut Tx<'_>, person: PersonId, purpose: Purpose) -> Result<String> {
    // Of several links in several mails, the newest one is good.
    store::void_mail_tokens(tx, person, purpose)?;
    let token = new_token(tx);
    let expires_at = tx.now().plus_seconds(MAIL_TOKEN_SECONDS);
    store::insert_mail_token(tx, &hash::sha256(token.as_bytes()), person, purpose, expires_at)?;
    Ok(token)
}

/// An e-mail address in lower case, or a refusal.
pub(super) fn address(email: &str) -> Result<String> {
    let email = email.trim().to_lowercase();
    let fits = email.len() <= 254 && email.parse::<lettre::Address>().is_ok();
    if fits { Ok(email) } else { Err(Error::field("email", email, "an e-mail address such as ada@example.org")) }
}

/// A name stands in mails and on documents: one line, without signs that nobody sees.
pub(super) fn check_name(check: &mut Check, name: &str) {
    check.length("name", name, 1..=100);
    check.that(!name.chars().any(char::is_control), "name", name, "one line of letters, digits and signs");
}

/// A password is long enough, and not one that others would try.
pub(super) fn check_password(check: &mut Check, password: &str, known: &[&str]) {
    let fits = (12..=200).contains(&password.chars().count());
    // The value is not repeated: a refusal may be logged or shown.
    check.that(fits, "password", "(not shown)", "12 to 200 characters");
    if fits {
        check.that(!password::is_guessable(password, known), "password", "(not shown)", password::HARD_TO_GUESS);
    }
}

/// What others know of somebody, and of the network, and would try as a password.
pub(super) fn known_of<'a>(app: &'a App, email: &'a str, name: &'a str) -> Vec<&'a str> {
    [email, name].into_iter().chain(app.network.iter().map(String::as_str)).collect()
}

fn spent() -> Error {
    Error::conflict("token-spent", "This link was used already or is older than a day. Ask for a new one.")
}

/// Gives somebody who was brought in a password.
pub fn give_password(tx: &mut Tx<'_>, person: PersonId, new: &str) -> Result<()> {
    let (email, name) = reach(tx, person)?;
    let mut check = Check::new();
    check_password(&mut check, new, &[&email, &name]);
    check.done()?;
    let hash = password::hash(new, tx.mint().secret())?;
    store::set_password(tx, person, &hash)?;
    audit::record(tx, By::Muster, "person.password-given", person, &())
}

/// Whether nobody is here yet.
pub fn is_empty(conn: &mut Conn) -> Result<bool> {
    store::is_empty(conn)
}
