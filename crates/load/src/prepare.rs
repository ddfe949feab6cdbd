//! Fills a demo network with what a load uses up: briefs whose bids wait to be awarded. A deadline lies an hour ahead at
//! least, so they are made by the use cases themselves with a clock that is moved, on the evening on which the demo ends.

use std::{cmp::Reverse, collections::BTreeMap};

use diesel::prelude::*;
use muster::{
    app::App,
    availability::Overlap,
    bids,
    briefs::{self, Bidding, BriefId, Document, Need, Seat, service::Posting},
    clock::Mint,
    config::Config,
    db::Conn,
    demo::SIGN_INS,
    error::{Error, Result},
    http::IdempotencyKey,
    identity::{self, Client, Hat, Member, PersonId},
    invitations, jobs, members,
    schema::{self, hats, member_skills, people},
    skills::SkillId,
};
use muster_kernel::{Currency, Day};

use crate::{Failure, cast::Part};

/// Every brief that is made here has this title, by which the load knows what it may use up.
pub(crate) const TITLE: &str = "A brief under load";
/// The evening of a demo's last day, which is yesterday where nothing else is said.
const EVENING_SECONDS: i64 = 18 * 3600 + 60;
/// From post to deadline.
const OPEN_SECONDS: i64 = 2 * 3600;
/// Seats ask for this many of the skills that most members have.
const SKILLS: usize = 12;
/// Work begins within so many weeks.
const WEEKS: usize = 40;
/// Not the demo's.
const SEED: u64 = 2;

/// Gives everybody the password of the demo, and has so many briefs staffed and their bids opened; answers who there is.
pub(crate) fn prepare(briefs: usize) -> std::result::Result<Vec<Part>, Failure> {
    let config = Config::read(std::env::vars()).map_err(Failure::Told)?;
    let evening = Mint::system().now().day().plus_days(-1).midnight().plus_seconds(EVENING_SECONDS);
    let app = App::open(&config, Mint::seeded(SEED, evening))?;
    share_the_password(&app)?;
    let parts = app.db.read(parts)?;
    let clients = app.db.read(clients)?;
    let posted = post(&app, &clients, briefs)?;
    accept(&app, &posted)?;
    app.mint.set_now(evening.plus_seconds(OPEN_SECONDS + 1));
    jobs::run_due(&app)?;
    let heads = app.db.read(|conn| briefs::service::heads(conn, &posted))?;
    let ready = heads.iter().filter(|brief| brief.state == briefs::State::Decided).count();
    eprintln!("{ready} of {briefs} briefs have bids to be awarded");
    if ready == 0 && briefs > 0 { Err(Failure::Told("no brief has a bid".to_owned())) } else { Ok(parts) }
}

/// Only one person of each hat can sign in to a demo; a crowd needs all of them.
fn share_the_password(app: &App) -> Result<()> {
    app.db.write(|tx| {
        let known = people::table.filter(people::email.eq(SIGN_INS[0].1)).select(people::password_hash);
        let hash: String = known.first(&mut **tx)?;
        diesel::update(people::table).set(people::password_hash.eq(hash)).execute(&mut **tx)?;
        Ok(())
    })
}

/// Everybody under each of their hats.
fn parts(conn: &mut Conn) -> Result<Vec<Part>> {
    let held: Vec<(PersonId, Hat, String)> = hats::table
        .inner_join(people::table.on(people::id.eq(hats::person_id)))
        .order(people::email.asc())
        .select((hats::person_id, hats::hat, people::email))
        .load(conn)?;
    let mut parts = Vec::with_capacity(held.len());
    for (person, hat, email) in held {
        let acts_as = match hat {
            Hat::Client => identity::clients::acting(conn, person)?.map(|acting| acting.client.to_string()),
            Hat::Member => members::service::member_of(conn, person)?.map(|member| member.to_string()),
            Hat::Operator | Hat::Steward | Hat::Admin => None,
        };
        parts.push(Part { hat, email, acts_as: acts_as.unwrap_or_default() });
    }
    Ok(parts)
}

fn clients(conn: &mut Conn) -> Result<Vec<Client>> {
    let people: Vec<PersonId> = hats::table.filter(hats::hat.eq(Hat::Client)).select(hats::person_id).load(conn)?;
    let mut clients = Vec::with_capacity(people.len());
    for person in people {
        clients.extend(identity::clients::acting(conn, person)?);
    }
    Ok(clients)
}

/// Clients take turns to post briefs, for which teams are formed.
fn post(app: &App, clients: &[Client], briefs: usize) -> Result<Vec<BriefId>> {
    let (known, now) = (app.db.read(common_skills)?, app.now());
    let posting = Posting { bidding: Bidding::Formed, deadline: now.plus_seconds(OPEN_SECONDS), standby: 0 };
    let mut posted = Vec::with_capacity(briefs);
    for (number, client) in clients.iter().cycle().take(briefs).enumerate() {
        let document = document(number, &known, now.day());
        let id = briefs::service::create(app, *client, &IdempotencyKey::none(), &document)?;
        briefs::service::post(app, *client, id, posting)?;
        posted.push(id);
    }
    jobs::run_due(app)?;
    Ok(posted)
}

/// Whoever is invited accepts.
fn accept(app: &App, posted: &[BriefId]) -> Result<()> {
    for brief in posted {
        for invitation in app.db.read(|conn| invitations::service::for_brief(conn, *brief))? {
            let member = invitation.member_id;
            let person = app.db.read(|conn| members::service::person_of(conn, member))?;
            match bids::service::accept(app, Member { person, member }, invitation.id, Overlap::Wanted) {
                // Taken back already, or the hours are booked.
                Ok(()) | Err(Error::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

/// The skills that most members of the pool know well, the commonest first.
fn common_skills(conn: &mut Conn) -> Result<Vec<SkillId>> {
    let known: Vec<SkillId> = member_skills::table
        .inner_join(schema::members::table.on(schema::members::id.eq(member_skills::member_id)))
        .filter(schema::members::in_pool.eq(true))
        .filter(member_skills::level.ge(3))
        .select(member_skills::skill_id)
        .load(conn)?;
    let mut counts: BTreeMap<SkillId, usize> = BTreeMap::new();
    for skill in known {
        *counts.entry(skill).or_default() += 1;
    }
    let mut skills: Vec<(SkillId, usize)> = counts.into_iter().collect();
    skills.sort_by_key(|(_, count)| Reverse(*count));
    Ok(skills.into_iter().take(SKILLS).map(|(skill, _)| skill).collect())
}

/// A brief with two small seats, so that nobody's hours run out.
fn document(number: usize, skills: &[SkillId], today: Day) -> Document {
    let first = number % skills.len();
    let second = (first + 1 + number / skills.len() % (skills.len() - 1)) % skills.len();
    let weeks = i32::try_from(2 + number % WEEKS).unwrap_or(2);
    let seat = |id: &str, skill: usize| Seat {
        id: id.to_owned(),
        title: "A seat".to_owned(),
        skills: vec![Need { skill: skills[skill].clone(), level: 2, weight: 5, must: true }],
        hours: 1,
        from: today.monday().plus_weeks(weeks),
        weeks: 2,
        rate_cap: None,
        languages: Vec::new(),
        near: None,
    };
    Document {
        title: TITLE.to_owned(),
        description: "Work that is asked for to see how much of it a network can carry.".to_owned(),
        category: "web".to_owned(),
        currency: Currency::EUR,
        budget: None,
        seats: vec![seat("first", first), seat("second", second)],
    }
}

#[cfg(test)]
mod tests {
    use muster::error::Check;

    use super::*;

    #[test]
    fn every_brief_can_be_posted_and_asks_for_two_different_skills() {
        let skills: Vec<SkillId> = ["react", "sql", "docker"].map(|skill| skill.parse::<SkillId>().unwrap()).into();
        let today = Day::new(2026, 11, 22).unwrap();
        for number in 0..200 {
            let document = document(number, &skills, today);
            let mut check = Check::new();
            document.check(&mut check);
            document.check_windows(today, &mut check);
            check.done().unwrap();
            let [first, second] = &document.seats[..] else { panic!("it has two seats") };
            assert_ne!(first.skills, second.skills);
            assert!(first.from.midnight() > today.midnight().plus_seconds(7 * 24 * 3600));
        }
    }
}
