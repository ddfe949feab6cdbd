//! Newcomers: who signs up, for whom their organisation vouches, and who is brought in by a command.

use jiff::tz::TimeZone;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    consents, door,
    letters::{mail, unknown, with_link},
    model::{Agreement, PersonId, Purpose},
    password,
    service::{LANGUAGES, address, check_name, check_password, known_of, known_zone, mail_token},
    store,
};
use crate::{
    app::App,
    audit::{self, By},
    db::Tx,
    error::{Check, Error, Result},
    letters::Language,
};

/// Who wants to join.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignUp {
    /// An e-mail address; it is verified by a mail.
    pub email: String,
    /// 12 to 200 characters, not soon guessed, and in no list of those that leaked.
    pub password: String,
    /// How others see them.
    pub name: String,
    /// `en`, `de` or `cs`.
    pub language: String,
    /// The version of the network's conditions that they accept, as `GET /legal` tells it; absent where it has none.
    pub accepts: Option<String>,
    /// The time zone of their browser, such as `Europe/Vienna`: UTC where it is absent or not known here.
    pub time_zone: Option<String>,
}

/// Signs somebody up and mails them a token. The answer is the same for an address that is known already, so that
/// nobody learns who is here; whoever owns the address learns it by mail. Where it was never confirmed, the last one who
/// signed up with it counts.
pub fn sign_up(app: &App, request: &SignUp) -> Result<()> {
    let email = address(&request.email)?;
    let SignUp { name, language, password, accepts, time_zone, .. } = request;
    let newcomer = Newcomer::of(app, &email, name, language, password, accepts.as_deref(), time_zone.as_deref())?;
    app.db.write(|tx| {
        door::ask_for_mail(tx, &email)?;
        let Some(person) = newcomer.enrol(tx, &email)? else {
            // It is read by whoever has the address, not by whoever asks.
            let known = store::person_by_email(tx, &email)?;
            let language = known.map_or_else(|| Language::of(&request.language), |known| Language::of(&known.language));
            return mail(tx, &unknown(email.clone(), language), &with_link(app, "already-here", "/reset"));
        };
        let token = mail_token(tx, person, Purpose::Verify)?;
        // Nobody knows yet whether whoever signed up owns the address, so nothing that they wrote is sent to it.
        let to = unknown(email.clone(), Language::of(&request.language));
        mail(tx, &to, &with_link(app, "please-verify", &format!("/verify?token={token}")))
    })
}

/// What somebody who signs up says of themselves.
pub(super) struct Newcomer {
    name: String,
    language: String,
    password_hash: String,
    accepts: Option<String>,
    time_zone: String,
}

impl Newcomer {
    /// Checks it, and hashes the password, which takes its time.
    pub(super) fn of(
        app: &App,
        email: &str,
        name: &str,
        language: &str,
        password: &str,
        accepts: Option<&str>,
        time_zone: Option<&str>,
    ) -> Result<Self> {
        let mut check = Check::new();
        check_name(&mut check, name);
        check.that(LANGUAGES.contains(&language), "language", language, LANGUAGES.join(", "));
        check_password(&mut check, password, &known_of(app, email, name));
        let asked_for = app.legal.conditions.as_ref().map(|conditions| conditions.version.as_str());
        let right = asked_for.unwrap_or("absent: this network has no conditions");
        check.that(accepts == asked_for, "accepts", accepts, right);
        check.done()?;
        app.breached.check(password)?;
        let password_hash = password::hash(password, app.mint.secret())?;
        let (name, language) = (name.trim().to_owned(), language.to_owned());
        let accepts = accepts.map(str::to_owned);
        Ok(Self { name, language, password_hash, accepts, time_zone: zone_of(time_zone) })
    }

    /// Signs them up with an address that is to be confirmed. `None` where somebody has it who confirmed it.
    pub(super) fn enrol(&self, tx: &mut Tx<'_>, email: &str) -> Result<Option<PersonId>> {
        let known = store::person_by_email(tx, email)?;
        if known.as_ref().is_some_and(|person| person.verified_at.is_some()) {
            return Ok(None);
        }
        let person = store::Person {
            id: known.as_ref().map_or_else(|| tx.id(), |person| person.id),
            email: email.to_owned(),
            name: self.name.clone(),
            password_hash: self.password_hash.clone(),
            language: self.language.clone(),
            verified_at: None,
            created_at: tx.now(),
            time_zone: self.time_zone.clone(),
        };
        match known {
            Some(_) => store::begin_anew(tx, &person)?,
            None => store::insert_person(tx, &person)?,
        }
        consents::forget(tx, person.id)?;
        if let Some(version) = &self.accepts {
            consents::give(tx, person.id, Agreement::Conditions, version)?;
        }
        audit::record(tx, By::Person(person.id, None), "person.signed-up", person.id, &())?;
        Ok(Some(person.id))
    }
}

/// Somebody new, for whose address their organisation vouches. They have no password until they ask for a reset; an account
/// that was begun with the address and never confirmed becomes theirs, and whoever began it is out.
pub(super) fn vouched_for(
    tx: &mut Tx<'_>,
    unconfirmed: Option<PersonId>,
    email: &str,
    name: &str,
    language: Option<&str>,
    time_zone: Option<&str>,
) -> Result<PersonId> {
    let language = LANGUAGES.into_iter().find(|known| Some(*known) == language).unwrap_or(LANGUAGES[0]).to_owned();
    let fresh = store::Person { language, time_zone: zone_of(time_zone), ..brought_in(tx, email.to_owned(), name) };
    let person = match unconfirmed {
        Some(id) => {
            store::begin_anew(tx, &store::Person { id, ..fresh })?;
            store::set_verified(tx, id)?;
            store::void_mail_tokens(tx, id, Purpose::Verify)?;
            consents::forget(tx, id)?;
            id
        }
        None => {
            store::insert_person(tx, &fresh)?;
            fresh.id
        }
    };
    audit::record(tx, By::Person(person, None), "person.vouched-for", person, &())?;
    Ok(person)
}

/// Somebody who is brought in by a command rather than by signing up: the person with that address, or a new one whose
/// address counts as confirmed and who has no password until they ask for a reset.
pub fn bring_in(tx: &mut Tx<'_>, email: &str, name: &str) -> Result<PersonId> {
    let email = address(email)?;
    if let Some(known) = store::person_by_email(tx, &email)? {
        return Ok(known.id);
    }
    let person = brought_in(tx, email, name);
    store::insert_person(tx, &person)?;
    audit::record(tx, By::Muster, "person.brought-in", person.id, &())?;
    Ok(person.id)
}

/// Brings many people in at once, by address and name; answers their ids in the same order. Refused where one of the
/// addresses belongs to somebody here.
pub fn bring_in_all(tx: &mut Tx<'_>, people: &[(String, String)]) -> Result<Vec<PersonId>> {
    let addresses = people.iter().map(|(email, _)| address(email)).collect::<Result<Vec<String>>>()?;
    if let [first, others @ ..] = &store::known_emails(tx, &addresses)?[..] {
        let sentence = format!("{first} and {} others of them are people here already.", others.len());
        return Err(Error::conflict("people-are-here", sentence));
    }
    let rows: Vec<store::Person> =
        addresses.into_iter().zip(people).map(|(email, (_, name))| brought_in(tx, email, name)).collect();
    store::insert_people(tx, &rows)?;
    for person in &rows {
        audit::record(tx, By::Muster, "person.brought-in", person.id, &())?;
    }
    Ok(rows.into_iter().map(|person| person.id).collect())
}

fn brought_in(tx: &Tx<'_>, email: String, name: &str) -> store::Person {
    store::Person {
        id: tx.id(),
        email,
        name: name.to_owned(),
        password_hash: password::NONE.to_owned(),
        language: LANGUAGES[0].to_owned(),
        verified_at: Some(tx.now()),
        created_at: tx.now(),
        time_zone: zone_of(None),
    }
}

/// The zone that a browser names, or UTC where there is none of that name. It is the device that speaks, so nobody is refused
/// for it.
fn zone_of(named: Option<&str>) -> String {
    let zone = named.and_then(known_zone);
    zone.as_ref().and_then(TimeZone::iana_name).unwrap_or("UTC").to_owned()
}
