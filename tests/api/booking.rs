//! Hours: held when a seat is accepted, firm when its bid is awarded, and never twice.

use std::collections::BTreeMap;

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    availability::{self, NewHold, Overlap},
    schema::{booked_weeks, bookings, engagement_seats, engagements},
};
use muster_kernel::Day;
use serde_json::{Value, json};

use crate::support::{
    Answer, Network, On, Person,
    bidding::RUST,
    market::{Draft, Market, accept_overlapping, answer_all, brief, pending, post, seat},
    on_both,
    rush::{race, together, token, with},
};

/// A brief for one seat of so many hours a week.
fn one_seat(hours: i32) -> Value {
    let mut only = seat("lead", "rust");
    only["hours"] = json!(hours);
    brief(&[only])
}

/// The hours of a member's week of 4 January 2027, in which the seats of a market begin.
fn week(member: &Person<'_>) -> (i64, i64, i64) {
    let weeks = member.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200);
    let hours = |what: &str| weeks["items"][0][what].as_i64().unwrap();
    (hours("free"), hours("held"), hours("booked"))
}

fn accept(member: &Person<'_>, body: &Value) -> Answer {
    let id = pending(member).unwrap();
    member.post(&format!("/member/invitations/{id}/accept"), body)
}

fn award(client: &Person<'_>, brief: &str) -> Answer {
    let bids = client.get(&format!("/briefs/{brief}/bids")).ok(200);
    let bid = bids["bids"][0]["id"].as_str().unwrap_or_else(|| panic!("no bid: {bids}"));
    client.post(&format!("/bids/{bid}/award"), &json!({}))
}

#[test]
fn accepted_hours_are_held_until_the_brief_is_decided_and_then_firm() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let id = post(&client, &one_seat(30));
        ada.wear("member");
        assert_eq!(week(&ada), (40, 0, 0));
        assert_eq!(answer_all(&ada, "accept"), 1);
        assert_eq!(week(&ada), (10, 30, 0));
        network.wait_hours(24 * 7 + 4);
        award(&client, &id).ok(201);
        assert_eq!(week(&ada), (10, 0, 30));
    });
}

#[test]
fn hours_of_a_brief_that_nobody_decides_upon_are_free_again_and_an_award_still_takes_them() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let id = post(&client, &one_seat(30));
        assert_eq!(answer_all(&ada, "accept"), 1);
        network.wait_hours(24 * 20);
        assert_eq!(week(&ada), (10, 30, 0));
        network.wait_hours(24 * 2);
        assert_eq!(week(&ada), (40, 0, 0));
        assert!(network.mails(&ada.email).iter().any(|mail| mail.subject.starts_with("Your hours are free again: ")));
        award(&client, &id).ok(201);
        assert_eq!(week(&ada), (10, 0, 30));
    });
}

#[test]
fn hours_that_are_held_count_as_taken_for_other_briefs_and_come_back_with_the_brief() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let first = post(&client, &one_seat(30));
        assert_eq!(answer_all(&ada, "accept"), 1);
        let second = post(&client, &one_seat(20));
        let run = client.get(&format!("/briefs/{second}/runs")).ok(200)["items"][0].clone();
        assert_eq!(run["teams"], json!([]), "Ada has ten hours left");
        client.post(&format!("/briefs/{first}/withdraw"), &json!({})).ok(204);
        assert_eq!(week(&ada), (40, 0, 0));
        post(&client, &one_seat(20));
        assert_eq!(answer_all(&ada, "accept"), 1);
    });
}

#[test]
fn accepting_what_overlaps_names_the_other_seat_and_is_possible_for_whoever_says_so() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        // Both are offered before either is accepted.
        let first = post(&client, &one_seat(30));
        let second = post(&client, &one_seat(20));
        ada.wear("member");
        accept(&ada, &json!({})).ok(204);
        let refusal = accept(&ada, &json!({}));
        assert_eq!(refusal.refused(409), "hours-held");
        let told = refusal.json["detail"].as_str().unwrap();
        assert!(told.contains("you hold hours for The lead in \"A shop for bicycles\""), "{told}");
        assert!(told.contains("In the week of 2027-01-04, 20 hours are left, and this seat asks for 30"), "{told}");
        assert!(pending(&ada).is_some(), "a refusal changes nothing");
        assert_eq!(accept(&ada, &json!({ "overlapping": "yes" })).fields(), ["overlapping"]);
        accept(&ada, &json!({ "overlapping": true })).ok(204);
        assert_eq!(week(&ada), (0, 50, 0));
        // Whichever is awarded first takes the hours.
        let (_, bob) = market.member(Draft::of("Bob", RUST));
        network.wait_hours(24 * 7 + 4);
        award(&client, &second).ok(201);
        network.work();
        assert_eq!(week(&ada), (20, 0, 20));
        // The other brief's client does not compare a team that it cannot have: the seat is offered to Bob at once.
        let told = |person: &Person<'_>, subject: &str| {
            network.mails(&person.email).iter().any(|mail| mail.subject.starts_with(subject))
        };
        assert!(told(&ada, "Your seat falls free: ") && told(&client, "A seat is being filled again: "));
        assert_eq!(client.get(&format!("/briefs/{first}/bids")).ok(200)["bids"], json!([]));
        assert_eq!(answer_all(&bob, "accept"), 1);
        award(&client, &first).ok(201);
    });
}

#[test]
fn alternatives_for_one_brief_never_clash_with_each_other() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (member, ada) = market.member(Draft::of("Ada", RUST));
        let [first, second] = [post(&client, &one_seat(40)), post(&client, &one_seat(40))];
        answer_first(&ada);
        assert_eq!(week(&ada), (0, 40, 0));
        // As a crew's bid would hold them, beside the invitation.
        let hold = |brief: &str, holder: &str, hours| NewHold {
            member,
            brief: brief.parse().unwrap(),
            holder: holder.to_owned(),
            seat: "lead".to_owned(),
            title: "The lead in a crew".to_owned(),
            first_monday: "2027-01-04".parse().unwrap(),
            weeks: 10,
            hours,
        };
        let held = |new: &NewHold| network.db().write(|tx| availability::service::hold(tx, new, Overlap::Refused));
        let taken = ada.get("/member/invitations").ok(200)["items"].as_array().unwrap().clone();
        let taken = taken.iter().find(|offer| offer["state"] == "accepted").unwrap()["brief"].as_str().unwrap();
        let other = if taken == first { &second } else { &first };
        held(&hold(taken, "bid_a", 30)).unwrap();
        held(&hold(taken, "bid_b", 40)).unwrap();
        assert!(held(&hold(taken, "bid_b", 40)).unwrap_err().is_taken(), "a holder holds a seat once");
        assert!(held(&hold(taken, "bid_c", 41)).unwrap_err().to_string().contains("40 hours are free"));
        assert_eq!(week(&ada), (0, 40, 0), "of alternatives the largest counts");
        assert!(held(&hold(other, "bid_d", 1)).unwrap_err().to_string().contains("you hold hours for"));
        client.post(&format!("/briefs/{taken}/withdraw"), &json!({})).ok(204);
        assert_eq!(week(&ada), (40, 0, 0), "a brief that ends gives back what anything held for it");
    });
}

/// Signs a member in and has them accept the newest of what they are offered.
fn answer_first(member: &Person<'_>) {
    member.wear("member");
    accept(member, &json!({})).ok(204);
}

/// Each member's firm hours week by week, from the bookings themselves.
fn firm_weeks(network: &Network) -> BTreeMap<(String, Day), i32> {
    let firm = bookings::table.filter(bookings::state.eq("firm")).select((
        bookings::member_id,
        bookings::first_monday,
        bookings::weeks,
        bookings::hours,
    ));
    let rows: Vec<(String, Day, i32, i32)> = network.db().read(|conn| Ok(firm.load(conn)?)).unwrap();
    let mut weeks = BTreeMap::new();
    for (member, first, count, hours) in rows {
        for week in 0..count {
            *weeks.entry((member.clone(), first.plus_weeks(week))).or_default() += hours;
        }
    }
    weeks
}

/// No member's week is overbooked, the table that guards it says the same, and no award is half-done.
fn assert_nothing_clashes(network: &Network, free: i32) -> usize {
    let weeks = firm_weeks(network);
    assert!(weeks.values().all(|hours| *hours <= free), "{weeks:?}");
    let guarded: Vec<(String, Day, i32)> = network
        .db()
        .read(|conn| {
            let all = booked_weeks::table.filter(booked_weeks::hours.gt(0));
            Ok(all.select((booked_weeks::member_id, booked_weeks::monday, booked_weeks::hours)).load(conn)?)
        })
        .unwrap();
    let guarded: BTreeMap<(String, Day), i32> =
        guarded.into_iter().map(|(member, monday, hours)| ((member, monday), hours)).collect();
    assert_eq!(guarded, weeks);
    let (awarded, seats, booked): (i64, i64, i64) = network
        .db()
        .read(|conn| {
            Ok((
                engagements::table.count().get_result(conn)?,
                engagement_seats::table.count().get_result(conn)?,
                bookings::table.filter(bookings::state.eq("firm")).count().get_result(conn)?,
            ))
        })
        .unwrap();
    assert_eq!((awarded, seats), (booked, booked), "an award without its booking, or a booking without its award");
    usize::try_from(awarded).unwrap()
}

#[test]
fn hundreds_of_accepts_and_awards_at_once_never_book_an_hour_twice() {
    const BRIEFS: usize = 24;
    /// How many try each at the same time.
    const RIVALS: usize = 3;
    race(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let names = ["Ada", "Bob", "Cyd"];
        let members: Vec<Person<'_>> = names.iter().map(|name| market.member(Draft::of(name, RUST)).1).collect();
        let briefs: Vec<String> = (0..BRIEFS).map(|_| post(&client, &one_seat(20))).collect();
        let mut offers = Vec::new();
        for member in &members {
            let token = token(member.wear("member"));
            let page = member.get("/member/invitations?limit=100").ok(200);
            let ids = page["items"].as_array().unwrap().iter().map(|offer| offer["id"].as_str().unwrap().to_owned());
            offers.extend(ids.map(|id| (token.clone(), format!("/member/invitations/{id}/accept"))));
        }
        assert_eq!(offers.len(), BRIEFS * members.len(), "each brief has a team of each of them");
        let accepted = all_at_once(network, &offers, &json!({ "overlapping": true }), RIVALS);
        assert_eq!(accepted.iter().filter(|answer| answer.status == 204).count(), offers.len(), "each is taken once");
        assert!(accepted.iter().all(|answer| answer.status == 204 || answer.status == 409));
        network.wait_hours(24 * 7 + 4);
        let token = token(&client);
        let mut awards = Vec::new();
        for brief in &briefs {
            let bids = client.get(&format!("/briefs/{brief}/bids")).ok(200);
            let ids = bids["bids"].as_array().unwrap().iter().map(|bid| bid["id"].as_str().unwrap());
            awards.extend(ids.map(|id| (token.clone(), format!("/bids/{id}/award"))));
        }
        let answers = all_at_once(network, &awards, &json!({}), RIVALS);
        // Forty hours are free, and every seat takes twenty: two for each member.
        let most = 2 * members.len();
        assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), most);
        assert_eq!(assert_nothing_clashes(network, 40), most);
        let mut refused = BTreeMap::<String, usize>::new();
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            *refused.entry(answer.refused(409)).or_default() += 1;
        }
        eprintln!("refused: {refused:?}");
        assert!(refused["hours-taken"] >= BRIEFS - most, "{refused:?}");
        network.work();
        assert_nothing_clashes(network, 40);
    });
}

#[test]
fn firm_hours_from_before_they_were_counted_by_weeks_are_counted_by_a_migration() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let briefs = [one_seat(10), one_seat(20)].map(|document| post(&client, &document));
        assert_eq!(answer_all(&ada, "accept"), 2);
        network.wait_hours(24 * 7 + 4);
        for id in &briefs {
            award(&client, id).ok(201);
        }
        // As it was before: one booking that was never counted, and one that was.
        let counted = booked_weeks::table.filter(booked_weeks::hours.gt(0));
        network
            .db()
            .write(|tx| Ok(diesel::update(counted).set(booked_weeks::hours.eq(20)).execute(&mut **tx)?))
            .unwrap();
        let migration = match network.on {
            On::Sqlite => include_str!("../../migrations/sqlite/0032_booked_weeks/up.sql"),
            On::Postgres => include_str!("../../migrations/postgres/0032_booked_weeks/up.sql"),
        };
        for _ in 0..2 {
            network.db().read(|conn| Ok(conn.batch_execute(migration)?)).unwrap();
            assert_eq!(assert_nothing_clashes(network, 40), 2);
        }
        network.db().write(|tx| Ok(diesel::delete(booked_weeks::table).execute(&mut **tx)?)).unwrap();
        network.db().read(|conn| Ok(conn.batch_execute(migration)?)).unwrap();
        assert_eq!(assert_nothing_clashes(network, 40), 2);
    });
}

/// Posts `body` to every path under its token, each as often as there are rivals, all at the same time.
fn all_at_once(network: &Network, requests: &[(String, String)], body: &Value, rivals: usize) -> Vec<Answer> {
    let acts: Vec<_> = (0..rivals).flat_map(|_| requests).collect();
    together(&acts, |(token, path)| with(network, token).post(path, body))
}

#[test]
fn a_brief_that_is_taken_back_gives_only_its_own_hours_back() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = market.member(Draft::of("Ada", RUST));
        let first = post(&client, &one_seat(40));
        let second = post(&client, &one_seat(40));
        assert_eq!(accept_overlapping(&ada), 2);
        client.post(&format!("/briefs/{first}/withdraw"), &json!({})).ok(204);
        assert_eq!(week(&ada), (0, 40, 0));
        network.wait_hours(24 * 7 + 4);
        award(&client, &second).ok(201);
        assert_eq!(week(&ada), (0, 0, 40));
    });
}
