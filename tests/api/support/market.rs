//! A small market: a client, members who know something, and briefs for them.

use std::cell::Cell;

use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher};
use diesel::prelude::*;
use muster::{
    audit::By,
    changes,
    db::{Conn, Tx, insert_all},
    error::Result,
    identity::{self, Hat, MemberId, PersonId},
    schema::{member_languages, member_skills, members, people, skills, weekly_patterns},
};
use muster_kernel::Currency;
use serde_json::{Value, json};

use super::{Answer, Network, PASSWORD, Person};

/// The skills that a market starts with.
pub const SKILLS: [&str; 4] = ["css", "react", "rust", "sql"];

/// A network with skills, in which members and clients are made quickly.
pub struct Market<'n> {
    /// The network.
    pub network: &'n Network,
    password_hash: String,
    made: Cell<u32>,
}

/// A member of a market, before they are made.
#[derive(Clone)]
pub struct Draft<'a> {
    /// Their name.
    pub name: &'a str,
    /// Skills with level and evidence.
    pub skills: &'a [(&'a str, i32, i32)],
    /// Minor units an hour.
    pub rate: i64,
    /// Hours on each working day.
    pub hours_a_day: i32,
    /// Whether they opted in.
    pub in_pool: bool,
}

impl<'a> Draft<'a> {
    /// Somebody in the pool, free for eight hours a day at 50.00 EUR.
    pub fn of(name: &'a str, skills: &'a [(&'a str, i32, i32)]) -> Self {
        Self { name, skills, rate: 5_000, hours_a_day: 8, in_pool: true }
    }

    /// The same at another rate.
    pub fn at(self, rate: i64) -> Self {
        Self { rate, ..self }
    }
}

#[derive(Insertable)]
#[diesel(table_name = member_skills, treat_none_as_default_value = false)]
struct SkillRow {
    member_id: MemberId,
    skill_id: String,
    level: i32,
    evidence: i32,
}

impl<'n> Market<'n> {
    /// Opens a market on an empty network.
    pub fn open(network: &'n Network) -> Self {
        let market = Self::beside(network);
        network.db().write(|tx| insert_skills(tx)).unwrap();
        market
    }

    /// Opens a market beside what is there.
    pub fn beside(network: &'n Network) -> Self {
        // One person signs up as people do; all others are simply there.
        network.person("Model");
        Self { network, password_hash: quick_hash(), made: Cell::new(0) }
    }

    /// Gives its password to everybody who is there.
    pub fn share_its_password(&self) {
        let all = || diesel::update(people::table).set(people::password_hash.eq(&self.password_hash));
        self.network.db().write(|tx| Ok(all().execute(&mut **tx)?)).unwrap();
    }

    /// Somebody who can sign in, under that hat if any.
    pub fn person(&self, name: &str, hat: Option<Hat>) -> (PersonId, Person<'n>) {
        let email = format!("{}@example.org", name.to_lowercase().replace(' ', "."));
        let id = self.network.db().write(|tx| self.insert_person(tx, name, &email, hat)).unwrap();
        (id, Person::known(self.network, &email))
    }

    /// A signed-in admin, steward or operator.
    pub fn official(&self, name: &str, hat: Hat) -> Person<'n> {
        let (_, person) = self.person(name, Some(hat));
        person.wear(hat.as_str());
        person
    }

    /// A member; not signed in yet.
    pub fn member(&self, draft: Draft<'_>) -> (MemberId, Person<'n>) {
        let (person, known) = self.person(draft.name, Some(Hat::Member));
        self.made.set(self.made.get() + 1);
        // Aliases in the order in which members are made, so that tests can tell who is first.
        let alias = format!("m{:012}", self.made.get());
        let member = self.network.db().write(|tx| insert_member(tx, person, &alias, &draft)).unwrap();
        (member, known)
    }

    /// A signed-in client with an organisation of its own.
    pub fn client(&self, name: &str) -> Person<'n> {
        let (_, person) = self.person(name, None);
        person.wear_nothing();
        person.post("/clients", &json!({ "name": format!("{name} Ltd"), "country": "AT", "currency": "EUR" })).ok(201);
        person.wear("client");
        person
    }

    /// Gives somebody the hat of a steward; they wear it.
    pub fn make_steward(&self, person: &Person<'_>) {
        let granted = self.network.db().write(|tx| {
            let id = identity::service::person_by_email(tx, &person.email)?;
            identity::service::grant(tx, By::Muster, id, Hat::Steward)
        });
        granted.unwrap();
        person.wear("steward");
    }

    fn insert_person(&self, tx: &mut Tx<'_>, name: &str, email: &str, hat: Option<Hat>) -> Result<PersonId> {
        let id: PersonId = tx.id();
        let row = (
            people::id.eq(id),
            people::email.eq(email),
            people::name.eq(name),
            people::password_hash.eq(&self.password_hash),
            people::language.eq("en"),
            people::verified_at.eq(tx.now()),
            people::created_at.eq(tx.now()),
        );
        diesel::insert_into(people::table).values(row).execute(&mut **tx)?;
        if let Some(hat) = hat {
            identity::service::grant(tx, By::Muster, id, hat)?;
        }
        Ok(id)
    }
}

/// A hash of everybody's password that is checked in no time. A hash says itself how much work it is, and people sign in
/// again each time that the clock of a test has moved on.
fn quick_hash() -> String {
    let least = Params::new(Params::MIN_M_COST, 1, 1, None).unwrap();
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, least);
    hasher.hash_password_with_salt(PASSWORD.as_bytes(), &[7; 16]).unwrap().to_string()
}

fn insert_skills(conn: &mut Conn) -> Result<()> {
    for key in SKILLS {
        let row = (skills::id.eq(key), skills::name.eq(key), skills::category.eq("web"), skills::source.eq("starter"));
        diesel::insert_into(skills::table).values(row).execute(conn)?;
    }
    Ok(())
}

fn insert_member(tx: &mut Tx<'_>, person: PersonId, alias: &str, draft: &Draft<'_>) -> Result<MemberId> {
    let id: MemberId = tx.id();
    let row = (
        members::id.eq(id),
        members::person_id.eq(person),
        members::alias.eq(alias),
        members::headline.eq(draft.name),
        members::about.eq(""),
        members::rate_minor.eq(draft.rate),
        members::currency.eq(Currency::EUR),
        members::onsite.eq(true),
        members::in_pool.eq(draft.in_pool),
        members::takes_bids.eq(true),
        members::version.eq(1),
        members::created_at.eq(tx.now()),
    );
    diesel::insert_into(members::table).values(row).execute(&mut **tx)?;
    let known = draft.skills.iter().map(|(skill, level, evidence)| SkillRow {
        member_id: id,
        skill_id: (*skill).to_owned(),
        level: *level,
        evidence: *evidence,
    });
    insert_all::<_, SkillRow>(tx, member_skills::table, &known.collect::<Vec<_>>())?;
    let language = (member_languages::member_id.eq(id), member_languages::language.eq("en"));
    diesel::insert_into(member_languages::table).values(language).execute(&mut **tx)?;
    let day = draft.hours_a_day;
    let pattern = (
        weekly_patterns::member_id.eq(id),
        weekly_patterns::monday.eq(day),
        weekly_patterns::tuesday.eq(day),
        weekly_patterns::wednesday.eq(day),
        weekly_patterns::thursday.eq(day),
        weekly_patterns::friday.eq(day),
        weekly_patterns::saturday.eq(0),
        weekly_patterns::sunday.eq(0),
        weekly_patterns::version.eq(1),
    );
    diesel::insert_into(weekly_patterns::table).values(pattern).execute(&mut **tx)?;
    changes::member(tx, id)?;
    Ok(id)
}

/// A seat that needs one skill at level 3, for 20 hours a week, ten weeks from 4 January 2027 on.
pub fn seat(id: &str, skill: &str) -> Value {
    json!({
        "id": id, "title": format!("The {id}"), "hours": 20, "from": "2027-01-04", "weeks": 10,
        "skills": [{ "skill": skill, "level": 3, "weight": 5, "must": true }],
    })
}

/// A brief for those seats, in euro.
pub fn brief(seats: &[Value]) -> Value {
    json!({
        "title": "A shop for bicycles", "description": "Sell bicycles.", "category": "web", "currency": "EUR",
        "seats": seats,
    })
}

/// Begins and posts a brief with a deadline in a week, and forms its teams; answers its id.
pub fn post(client: &Person<'_>, document: &Value) -> String {
    post_with_standbys(client, document, 0)
}

/// The same with so many members to stand by for each seat.
pub fn post_with_standbys(client: &Person<'_>, document: &Value, standby: i32) -> String {
    let id = client.post("/briefs", document).ok(201)["id"].as_str().unwrap().to_owned();
    let posting = json!({ "bidding": "formed", "deadline": "2026-11-09T12:00:00Z", "standby": standby });
    client.post(&format!("/briefs/{id}/post"), &posting).ok(200);
    client.network().work();
    id
}

/// What a member was asked to stand by for last.
pub fn standby(member: &Person<'_>) -> Value {
    member.wear("member").get("/member/standbys").ok(200)["items"][0].clone()
}

/// Has a member answer whether they stand by.
pub fn answer_standby(member: &Person<'_>, standby: &Value, answer: &str) -> Answer {
    member.post(&format!("/member/standbys/{}/{answer}", standby["id"].as_str().unwrap()), &json!({}))
}

/// The one pending invitation of a member.
pub fn pending(member: &Person<'_>) -> Option<String> {
    let page = member.get("/member/invitations").ok(200);
    let open = page["items"].as_array().unwrap().iter().find(|invitation| invitation["state"] == "pending");
    open.map(|invitation| invitation["id"].as_str().unwrap().to_owned())
}

/// Signs a member in and has them answer everything that they are offered with `answer`; answers how often.
pub fn answer_all(member: &Person<'_>, answer: &str) -> usize {
    member.wear("member");
    let mut answered = 0;
    while let Some(id) = pending(member) {
        member.post(&format!("/member/invitations/{id}/{answer}"), &json!({})).ok(204);
        answered += 1;
    }
    answered
}

/// Signs a member in and has them accept everything that they are offered, also where it overlaps; answers how often.
pub fn accept_overlapping(member: &Person<'_>) -> usize {
    member.wear("member");
    let mut answered = 0;
    while let Some(id) = pending(member) {
        member.post(&format!("/member/invitations/{id}/accept"), &json!({ "overlapping": true })).ok(204);
        answered += 1;
    }
    answered
}
