//! Calendars in and out, over HTTP, with a real server that has feeds.

use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use diesel::prelude::*;
use icalendar::{Calendar, Component, DatePerhapsTime, EventStatus};
use muster::schema::{bookings, calendar_days, calendars};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::{Draft, Market, answer_all, brief, post, seat},
    on_both,
};

/// Somebody else's server with one feed.
struct Server {
    url: String,
    feed: Arc<Mutex<(u16, String)>>,
    asked: Arc<AtomicUsize>,
    unchanged: Arc<AtomicUsize>,
}

impl Server {
    fn start(feed: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self {
            url: format!("http://{}/secret/feed.ics", listener.local_addr().unwrap()),
            feed: Arc::new(Mutex::new((200, feed.to_owned()))),
            asked: Arc::default(),
            unchanged: Arc::default(),
        };
        let (feed, asked, unchanged) = (server.feed.clone(), server.asked.clone(), server.unchanged.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut head = vec![0; 4_096];
                let length = stream.read(&mut head).unwrap_or(0);
                let head = String::from_utf8_lossy(&head[..length]).to_lowercase();
                asked.fetch_add(1, Ordering::SeqCst);
                let (status, body) = feed.lock().unwrap().clone();
                let tag = format!("\"{}\"", muster::hash::sha256(body.as_bytes()));
                let answer = if status == 200 && head.contains(&format!("if-none-match: {tag}")) {
                    unchanged.fetch_add(1, Ordering::SeqCst);
                    "HTTP/1.1 304 Not Modified\r\nconnection: close\r\n\r\n".to_owned()
                } else {
                    format!("HTTP/1.1 {status} X\r\netag: {tag}\r\nconnection: close\r\n\r\n{body}")
                };
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        server
    }

    fn now_has(&self, status: u16, feed: &str) {
        *self.feed.lock().unwrap() = (status, feed.to_owned());
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }
}

/// A calendar with one meeting in UTC.
fn meeting(from: &str, to: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//T//EN\r\nBEGIN:VEVENT\r\nUID:m\r\nSUMMARY:Dentist\r\n\
         LOCATION:Graben 1\r\nDTSTART:{from}\r\nDTEND:{to}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

/// Four hours on Tuesday, 5 January 2027.
fn tuesday() -> String {
    meeting("20270105T090000Z", "20270105T124500Z")
}

fn ada<'n>(market: &Market<'n>) -> Person<'n> {
    let (_, ada) = market.member(Draft::of("Ada", &[("rust", 4, 300)]));
    ada.wear("member");
    ada
}

fn subscribe(member: &Person<'_>, server: &Server) -> String {
    let new = json!({ "name": "Work", "url": server.url });
    member.post("/member/calendars", &new).ok(201)["id"].as_str().unwrap().to_owned()
}

fn calendar(member: &Person<'_>) -> Value {
    member.get("/member/calendars").ok(200)["items"][0].clone()
}

/// The free hours of the week of 4 January 2027.
fn free(member: &Person<'_>) -> i64 {
    member.get("/member/availability/weeks?from=2027-01-04&weeks=1").ok(200)["items"][0]["free"].as_i64().unwrap()
}

#[test]
fn a_feed_takes_busy_hours_off_and_is_asked_again_only_for_what_changed() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        let server = Server::start(&tuesday());
        assert_eq!(free(&ada), 40);
        subscribe(&ada, &server);
        assert_eq!(calendar(&ada)["state"], "waiting");
        network.work();
        assert_eq!(free(&ada), 36);
        let told = calendar(&ada);
        assert_eq!((&told["state"], &told["events"], &told["note"]), (&json!("read"), &json!(1), &Value::Null));
        assert!(!told.to_string().contains("secret"), "{told}");
        network.wait_hours(5);
        assert_eq!((server.asked(), server.unchanged.load(Ordering::SeqCst)), (2, 1));
        assert_eq!(free(&ada), 36);
        server.now_has(200, &meeting("20270105T090000Z", "20270105T100000Z"));
        network.wait_hours(5);
        assert_eq!(free(&ada), 39);
        // What was not changed for a week is read whole all the same: two years from now are further on then.
        network.wait_hours(5);
        let unchanged = server.unchanged.load(Ordering::SeqCst);
        network.wait_hours(24 * 8);
        assert_eq!(server.unchanged.load(Ordering::SeqCst), unchanged);
    });
}

#[test]
fn of_a_calendar_nothing_is_kept_but_hours_a_day() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        subscribe(&ada, &Server::start(&tuesday()));
        network.work();
        let kept: Vec<(i32, i32, Option<i32>)> = network
            .db()
            .read(|conn| {
                let columns = (calendar_days::day, calendar_days::busy_hours, calendar_days::open_hours);
                Ok(calendar_days::table.select(columns).load(conn)?)
            })
            .unwrap();
        assert_eq!(kept, [(20_270_105, 4, None)]);
    });
}

#[test]
fn the_pool_reads_what_calendars_leave_and_is_told_of_it() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let ada = ada(&market);
        let server = Server::start(&meeting("20270104T000000Z", "20270109T000000Z"));
        let id = subscribe(&ada, &server);
        network.work();
        let changed = || {
            let rows = muster::schema::pool_changes::table;
            network.db().read(|conn| Ok(rows.count().get_result::<i64>(conn)?)).unwrap()
        };
        let before = changed();
        let brief = post(&client, &brief(&[seat("lead", "rust")]));
        let run = |brief: &str| client.get(&format!("/briefs/{brief}/runs")).ok(200)["items"][0]["teams"].clone();
        assert_eq!(run(&brief), json!([]), "Ada has no hours in the first week");
        ada.delete(&format!("/member/calendars/{id}")).ok(204);
        assert!(changed() > before);
        let document = crate::support::market::brief(&[seat("lead", "rust")]);
        let again = post(&client, &document);
        assert_eq!(run(&again).as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_feed_that_fails_is_told_left_in_peace_for_longer_and_longer_and_goes_on_counting() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        let server = Server::start(&tuesday());
        subscribe(&ada, &server);
        network.work();
        server.now_has(404, "gone");
        network.wait_hours(5);
        let told = calendar(&ada);
        assert_eq!(told["state"], "failing");
        assert_eq!(told["problem"], "There is no calendar at the address any more (status 404).");
        assert_eq!(free(&ada), 36, "what was read before counts");
        // An hour after the first failure, two after the second.
        let asked = server.asked();
        network.wait_hours(1);
        assert_eq!(server.asked(), asked + 1);
        server.now_has(200, "<html>Sign in</html>");
        network.wait_hours(1);
        assert_eq!(server.asked(), asked + 1);
        network.wait_hours(1);
        assert_eq!(server.asked(), asked + 2);
        assert!(calendar(&ada)["problem"].as_str().unwrap().starts_with("The file is no calendar"));
        let letters = network.mails(&ada.email);
        assert_eq!(letters.iter().filter(|mail| mail.subject == "Your calendar cannot be read: Work").count(), 1);
        server.now_has(200, &tuesday());
        network.wait_hours(24);
        assert_eq!((&calendar(&ada)["state"], &calendar(&ada)["problem"]), (&json!("read"), &Value::Null));
    });
}

#[test]
fn a_feed_is_refreshed_on_demand_but_not_again_and_again() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        let server = Server::start(&tuesday());
        let id = subscribe(&ada, &server);
        network.work();
        let refresh = |member: &Person<'_>| member.post(&format!("/member/calendars/{id}/refreshes"), &json!({}));
        assert_eq!(refresh(&ada).refused(409), "calendar-asked-lately");
        network.wait_hours(1);
        refresh(&ada).ok(202);
        assert_eq!(refresh(&ada).refused(409), "calendar-asked-lately");
        network.work();
        assert_eq!(server.asked(), 2);
        // The turn that was due before the refresh has nothing left to do.
        network.wait_hours(3);
        assert_eq!(server.asked(), 2);
        let (_, bob) = market.member(Draft::of("Bob", &[]));
        bob.wear("member");
        assert_eq!(refresh(&bob).refused(404), "not-found");
    });
}

#[test]
fn a_file_is_read_once_by_the_members_own_clock_and_a_broken_one_is_refused_in_words() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        let clock = ada.get("/member/availability/clock");
        assert_eq!(clock.json, json!({ "zone": "UTC", "from": 8, "to": 18 }));
        let early = meeting("20270105T050000Z", "20270105T070000Z");
        let first = ada.upload_calendar("Early", &early).ok(201);
        assert_eq!((&first["source"], &first["state"], free(&ada)), (&json!("file"), &json!("read"), 40));
        let tokyo = json!({ "zone": "Asia/Tokyo", "from": 9, "to": 17 });
        ada.put_if("/member/availability/clock", "\"v0\"", &tokyo).ok(200);
        assert_eq!(ada.put_if("/member/availability/clock", "\"v0\"", &tokyo).status, 412);
        ada.upload_calendar("Again", &early).ok(201);
        assert_eq!(free(&ada), 38, "five to seven is two to four in the afternoon there");
        let refused = ada.upload_calendar("Broken", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:2027");
        assert_eq!(refused.fields(), ["body"]);
        assert!(refused.json["detail"].as_str().unwrap().contains("breaks off in the middle"), "{refused:?}");
        assert!(ada.upload_calendar("Large", &"x".repeat(1 << 21)).json["detail"].as_str().unwrap().contains("1 MiB"));
        assert_eq!(ada.post("/member/calendar-files?name=Json", &json!({})).status, 400);
        let file = first["id"].as_str().unwrap();
        let refresh = ada.post(&format!("/member/calendars/{file}/refreshes"), &json!({}));
        assert_eq!(refresh.refused(409), "calendar-is-a-file");
    });
}

#[test]
fn a_file_goes_on_counting_when_the_weeks_move_on() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        let once = meeting("20261103T090000", "20261103T120000");
        let text = once.replace("SUMMARY:", "RRULE:FREQ=WEEKLY\r\nSUMMARY:");
        ada.upload_calendar("Tuesdays", &text).ok(201);
        // Nobody keeps the file to read it again in three years.
        let path = "/member/availability/weeks?from=2030-01-07&weeks=1";
        assert_eq!(ada.get(path).ok(200)["items"][0]["free"], 37);
    });
}

#[test]
fn another_clock_has_feeds_read_anew() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        subscribe(&ada, &Server::start(&meeting("20270105T050000Z", "20270105T070000Z")));
        network.work();
        assert_eq!(free(&ada), 40);
        ada.put_if("/member/availability/clock", "\"v0\"", &json!({ "zone": "Asia/Tokyo", "from": 9, "to": 17 }))
            .ok(200);
        network.work();
        assert_eq!(free(&ada), 38);
        let wrong = ada.put_if("/member/availability/clock", "\"v1\"", &json!({ "zone": "Mars", "from": 24, "to": 7 }));
        assert_eq!(wrong.fields(), ["zone", "from", "to"]);
    });
}

#[test]
fn addresses_that_cannot_be_asked_and_more_calendars_than_five_are_refused() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        let add = |url: &str| ada.post("/member/calendars", &json!({ "name": "Work", "url": url }));
        for url in ["ftp://example.org/", "https://me:secret@example.org/", "nonsense", ""] {
            assert_eq!(add(url).fields(), ["url"], "{url}");
        }
        let server = Server::start(&tuesday());
        let ids: Vec<String> = (0..5).map(|_| subscribe(&ada, &server)).collect();
        assert_eq!(add(&server.url).refused(409), "too-many-calendars");
        for id in ids {
            ada.delete(&format!("/member/calendars/{id}")).ok(204);
            assert_eq!(ada.delete(&format!("/member/calendars/{id}")).status, 404);
        }
        let left: Vec<Option<String>> =
            network.db().read(|conn| Ok(calendars::table.select(calendars::url).load(conn)?)).unwrap();
        assert!(left.iter().all(Option::is_none), "{left:?}");
        network.work();
        assert_eq!(server.asked(), 0, "a calendar that is gone is not asked");
        for _ in 0..15 {
            let id = subscribe(&ada, &server);
            ada.delete(&format!("/member/calendars/{id}")).ok(204);
        }
        assert_eq!(add(&server.url).refused(409), "too-many-calendars-today");
    });
}

#[test]
fn a_calendar_that_is_removed_while_it_is_read_leaves_nothing() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        let server = Server::start(&tuesday());
        for _ in 0..5 {
            let id = subscribe(&ada, &server);
            std::thread::scope(|scope| {
                let reading: Vec<_> =
                    (0..3).map(|_| scope.spawn(|| muster::jobs::run_due(&network.app).unwrap())).collect();
                ada.delete(&format!("/member/calendars/{id}")).ok(204);
                assert!(reading.into_iter().all(|thread| thread.join().is_ok()));
            });
            network.work();
            assert_eq!(free(&ada), 40);
        }
        let left = network.db().read(|conn| Ok(calendar_days::table.count().get_result::<i64>(conn)?)).unwrap();
        assert_eq!(left, 0);
    });
}

/// What lies at the address of somebody's bookings: status, tag, text.
fn fetch(network: &Network, url: &str, known: &str) -> (u16, String, String) {
    let path = url.strip_prefix("https://muster.test").unwrap();
    let nobody = Person::nobody(network);
    let answer = nobody.send("GET", path, None, &[("if-none-match", known)]);
    (answer.status, answer.etag.unwrap_or_default(), answer.text)
}

#[test]
fn bookings_are_handed_out_as_a_calendar_that_others_can_read() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let ada = ada(&market);
        let mut document = brief(&[seat("lead", "rust")]);
        document["title"] =
            json!("Räder; Ketten, und \\ noch viel mehr, das in eine einzige Zeile gewiss nicht passen wird");
        let id = post(&client, &document);
        assert_eq!(answer_all(&ada, "accept"), 1);
        assert_eq!(ada.get("/member/calendar-links/current").ok(200)["made_at"], Value::Null);
        let url = ada.post("/member/calendar-links", &json!({ "tentative": true })).ok(201)["url"]
            .as_str()
            .unwrap()
            .to_owned();
        let (status, tag, text) = fetch(network, &url, "");
        assert_eq!(status, 200);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
        let one = only_event(&text);
        assert_eq!(one.get_status(), Some(EventStatus::Tentative));
        let title = document["title"].as_str().unwrap();
        assert_eq!(one.get_summary().unwrap(), format!("20 h: The lead in \"{title}\""));
        assert_eq!(one.property_value("RRULE"), Some("FREQ=WEEKLY;COUNT=10"));
        let monday = chrono::NaiveDate::from_ymd_opt(2027, 1, 4).unwrap();
        assert_eq!(one.get_start(), Some(DatePerhapsTime::Date(monday)));
        assert_eq!((one.property_value("TRANSP"), one.get_sequence()), (Some("TRANSPARENT"), Some(0)));
        assert!(one.get_timestamp().is_some(), "{text}");
        assert_eq!(fetch(network, &url, &tag).0, 304);
        let firm_alone = ada.post("/member/calendar-links", &json!({ "tentative": false })).ok(201);
        assert!(!fetch(network, firm_alone["url"].as_str().unwrap(), "").2.contains("VEVENT"));
        let url = ada.post("/member/calendar-links", &json!({ "tentative": true })).ok(201);
        let url = url["url"].as_str().unwrap().to_owned();

        network.wait_hours(24 * 7 + 4);
        let bids = client.get(&format!("/briefs/{id}/bids")).ok(200);
        client.post(&format!("/bids/{}/award", bids["bids"][0]["id"].as_str().unwrap()), &json!({})).ok(201);
        let (status, _, text) = fetch(network, &url, &tag);
        assert_eq!(status, 200, "what changed is sent whole");
        let firm = only_event(&text);
        assert_eq!(firm.get_status(), Some(EventStatus::Confirmed));
        assert_eq!(firm.get_summary().unwrap(), format!("20 h: {title}"));
        assert!(firm.get_url().unwrap().starts_with("https://muster.test/engagements/engagement_"));
        // A subscription of one's own bookings is not counted twice.
        ada.upload_calendar("Own", &text.replace("TRANSP:TRANSPARENT\r\n", "")).ok(201);
        assert_eq!(free(&ada), 20);
    });
}

fn only_event(text: &str) -> icalendar::Event {
    let calendar: Calendar = text.parse().unwrap();
    let mut events = calendar.components.into_iter().filter_map(|part| part.as_event().cloned());
    let event = events.next().unwrap();
    assert!(events.next().is_none());
    event
}

#[test]
fn the_sequence_of_a_booking_grows_with_every_change_and_its_name_stays() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let ada = ada(&market);
        post(&client, &brief(&[seat("lead", "rust")]));
        assert_eq!(answer_all(&ada, "accept"), 1);
        let url = ada.post("/member/calendar-links", &json!({ "tentative": true })).ok(201)["url"]
            .as_str()
            .unwrap()
            .to_owned();
        let first = only_event(&fetch(network, &url, "").2);
        network
            .db()
            .write(|tx| Ok(diesel::update(bookings::table).set(bookings::weeks.eq(4)).execute(&mut **tx)?))
            .unwrap();
        let second = only_event(&fetch(network, &url, "").2);
        assert_eq!(first.get_uid(), second.get_uid());
        assert_eq!((first.get_sequence(), second.get_sequence()), (Some(0), Some(1)));
    });
}

#[test]
fn an_address_of_bookings_is_good_until_there_is_another_or_it_is_revoked() {
    on_both(|network| {
        let market = Market::open(network);
        let ada = ada(&market);
        let make = || {
            ada.post("/member/calendar-links", &json!({ "tentative": true })).ok(201)["url"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let (first, second) = (make(), make());
        assert_ne!(first, second);
        assert_eq!((fetch(network, &first, "").0, fetch(network, &second, "").0), (404, 200));
        ada.delete("/member/calendar-links/current").ok(204);
        assert_eq!(fetch(network, &second, "").0, 404);
        assert_eq!(ada.delete("/member/calendar-links/current").status, 404);
        let hashes = muster::schema::calendar_links::table.count();
        assert_eq!(network.db().read(|conn| Ok(hashes.get_result::<i64>(conn)?)).unwrap(), 0);
    });
}
