//! What people are told, and how they choose to be told.

use std::collections::HashSet;

use diesel::prelude::*;
use muster::{
    identity::Hat,
    letters::Letter,
    notices::{self, Kind, Notice},
    schema::notices as rows,
};
use muster_kernel::Instant;
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::{Draft, Market, brief, pending, post, seat},
    on_both,
};

fn notice(subject: &str) -> Notice {
    let letter = Letter::as_written(subject, format!("this is {subject}."));
    Notice::new(Kind::Bid, "bid.completed", "bid_1", letter).at("/bids".to_owned())
}

#[test]
fn streams_end_when_the_server_is_about_to_stop() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, _) = member(&market);
        let hears = mia.listen();
        network.app.live.end();
        // What goes on says every twenty seconds that it is still there.
        assert_eq!(hears.collect::<Vec<_>>(), ["retry: 3000", ""]);
        assert_eq!(mia.listen().collect::<Vec<_>>(), ["retry: 3000", ""], "one that is opened meanwhile ends as well");
    });
}

/// A member, and a way to tell them something.
fn member<'n>(market: &Market<'n>) -> (Person<'n>, impl Fn(&Notice) + use<'n>) {
    let (id, person) = market.member(Draft::of("Mia Maier", &[("rust", 3, 0)]));
    person.wear("member");
    let network = market.network;
    (person, move |notice| network.db().write(|tx| notices::service::tell_member(tx, id, notice)).unwrap())
}

fn subjects(person: &Person<'_>) -> Vec<String> {
    let page = person.get("/notices").ok(200);
    page["items"].as_array().unwrap().iter().map(|item| item["subject"].as_str().unwrap().to_owned()).collect()
}

fn mailed(network: &Network, person: &Person<'_>) -> Vec<String> {
    network.mails(&person.email).into_iter().map(|mail| mail.subject).collect()
}

/// Changes settings, from the version that is there.
fn set(person: &Person<'_>, settings: &Value) {
    let version = person.get("/notice-settings").etag.unwrap();
    person.put_if("/notice-settings", &version, settings).ok(200);
}

fn rhythm() -> Value {
    json!({ "time_zone": "Europe/Vienna", "quiet": null, "digest_every": "day", "digest_at": 480 })
}

#[test]
fn what_happens_is_told_in_the_app_and_by_mail_with_a_link() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, _) = member(&market);
        let client = market.client("Acme");
        post(&client, &brief(&[seat("dev", "rust")]));
        assert_eq!(subjects(&mia), ["A seat for you: The dev"]);
        let mail = network.mails(&mia.email).pop().unwrap();
        assert_eq!(mail.subject, "A seat for you: The dev");
        let invitation = pending(&mia).unwrap();
        let (told, footer) = mail.text.rsplit_once("\n\n-- \n").expect("a footer");
        assert!(told.ends_with(&format!("https://muster.test/invitations/{invitation}")), "{mail:?}");
        assert!(footer.trim_end().ends_with("https://muster.test/notices/settings"), "{mail:?}");
    });
}

#[test]
fn a_notice_is_seen_by_its_person_under_its_hat_alone_and_read_up_to_where_they_say() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, tell) = member(&market);
        ["one", "two", "three"].iter().for_each(|subject| tell(&notice(subject)));
        assert_eq!(subjects(&mia), ["three", "two", "one"]);
        assert_eq!(mia.get("/notices/unread").ok(200)["unread"], 3);

        let second = mia.get("/notices?limit=2").ok(200)["items"][1]["id"].clone();
        mia.post("/notices/read", &json!({ "last": second })).ok(204);
        let left = mia.get("/notices?unread=true").ok(200);
        assert_eq!(left["items"].as_array().unwrap().len(), 1);
        assert_eq!(mia.get("/notices/unread").ok(200)["unread"], 1);

        let client = market.client("Acme");
        client.post("/notices/read", &json!({ "last": left["items"][0]["id"] })).ok(204);
        assert_eq!(mia.get("/notices/unread").ok(200)["unread"], 1, "nobody reads for somebody else");
        assert_eq!(subjects(&client), Vec::<String>::new());
    });
}

#[test]
fn each_kind_is_switched_on_its_own() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, tell) = member(&market);
        let off = json!({ "rhythm": rhythm(), "choices": [{ "kind": "bid", "app": false, "mail": "off" }] });
        set(&mia, &off);
        tell(&notice("of a bid"));
        tell(&Notice { kind: Kind::Review, ..notice("of a review") });
        assert_eq!(subjects(&mia), ["of a review"]);
        assert_eq!(mailed(network, &mia), ["of a review"]);
    });
}

#[test]
fn a_digest_gathers_what_waits_into_one_mail_each_morning() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, tell) = member(&market);
        set(&mia, &json!({ "rhythm": rhythm(), "choices": [{ "kind": "bid", "app": true, "mail": "digest" }] }));
        tell(&notice("one"));
        tell(&notice("two"));
        assert_eq!(subjects(&mia), ["two", "one"], "the app does not wait");
        assert_eq!(mailed(network, &mia), Vec::<String>::new());
        network.wait_hours(23);
        let mails = network.mails(&mia.email);
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0].subject, "2 notices from Muster");
        assert!(mails[0].text.contains("one\nhttps://muster.test/bids\n\ntwo\n"), "{:?}", mails[0]);
        network.wait_hours(48);
        assert_eq!(mailed(network, &mia).len(), 1, "a digest of nothing is not sent");
        tell(&notice("three"));
        network.wait_hours(24);
        assert_eq!(mailed(network, &mia), ["2 notices from Muster", "three"]);
    });
}

#[test]
fn several_who_are_told_the_same_at_once_are_told_once_and_as_each_of_them_chose() {
    on_both(|network| {
        let market = Market::open(network);
        let (ids, people): (Vec<_>, Vec<_>) = ["Mia", "Theo", "Lea", "Ida"]
            .map(|name| market.member(Draft::of(name, &[("rust", 3, 0)])))
            .into_iter()
            .unzip();
        for person in &people {
            person.wear("member");
        }
        let [mia, theo, lea, ida] = &people[..] else { unreachable!("four members") };
        let of_bids = |app: bool, mail: &str| json!([{ "kind": "bid", "app": app, "mail": mail }]);
        set(theo, &json!({ "rhythm": rhythm(), "choices": of_bids(true, "digest") }));
        set(lea, &json!({ "rhythm": rhythm(), "choices": of_bids(false, "off") }));
        // The clock stands at ten in the morning in Vienna.
        let mut quiet = rhythm();
        quiet["quiet"] = json!({ "from": 9 * 60, "to": 14 * 60 });
        set(ida, &json!({ "rhythm": quiet, "choices": [{ "kind": "review", "app": false, "mail": "off" }] }));

        let told = || ids.iter().chain(&ids[..1]).copied();
        network.db().write(|tx| notices::service::tell_members(tx, told(), &notice("one"))).unwrap();
        assert_eq!([mia, theo, lea, ida].map(|person| subjects(person).join(", ")), ["one", "one", "", "one"]);
        let mails = || [mia, theo, lea, ida].map(|person| mailed(network, person).join(", "));
        assert_eq!(mails(), ["one", "", "", ""]);
        network.wait_hours(4);
        assert_eq!(mails(), ["one", "", "", "one"]);
        network.wait_hours(24);
        assert_eq!(mails(), ["one", "one", "", "one"]);
    });
}

#[test]
fn quiet_hours_hold_mail_back_unless_it_would_come_too_late() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, tell) = member(&market);
        // The clock stands at ten in the morning in Vienna.
        let mut quiet = rhythm();
        quiet["quiet"] = json!({ "from": 9 * 60, "to": 14 * 60 });
        set(&mia, &json!({ "rhythm": quiet, "choices": [] }));
        tell(&notice("can wait"));
        let soon: Instant = network.now().plus_seconds(3600);
        tell(&notice("cannot wait").by(soon));
        assert_eq!(mailed(network, &mia), ["cannot wait"]);
        network.wait_hours(4);
        assert_eq!(mailed(network, &mia), ["cannot wait", "can wait"]);
    });
}

#[test]
fn settings_that_cannot_be_kept_are_refused_by_name() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, _) = member(&market);
        let version = mia.get("/notice-settings").etag.unwrap();
        let wrong = |zone: &str| {
            json!({
                "rhythm": { "time_zone": zone, "quiet": { "from": 60, "to": 60 }, "digest_every": "week", "digest_at": 1440 },
                "choices": [{ "kind": "bid", "app": true, "mail": "off" }, { "kind": "bid", "app": true, "mail": "soon" }],
            })
        };
        for nowhere in ["Mars/Olympus", "Etc/Unknown"] {
            let refused = mia.put_if("/notice-settings", &version, &wrong(nowhere));
            assert_eq!(refused.fields(), ["time_zone", "quiet.to", "digest_at", "choices[1].kind"], "{nowhere}");
        }

        set(&mia, &json!({ "rhythm": rhythm(), "choices": [] }));
        mia.put_if("/notice-settings", &version, &json!({ "rhythm": rhythm(), "choices": [] })).ok(412);
    });
}

#[test]
fn whoever_holds_a_hat_is_told_under_it() {
    on_both(|network| {
        let market = Market::open(network);
        let steward = market.official("Stella", Hat::Steward);
        let (mia, _) = member(&market);
        let told = Notice { kind: Kind::Desk, ..notice("a case") };
        network.db().write(|tx| notices::service::tell_all(tx, Hat::Steward, &told)).unwrap();
        assert_eq!(subjects(&steward), ["a case"]);
        assert_eq!(subjects(&mia), Vec::<String>::new());
    });
}

#[test]
fn open_pages_hear_what_is_told_to_their_person_under_their_hat_and_nothing_else() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, tell_mia) = member(&market);
        let (theo, person) = market.member(Draft::of("Theo", &[("rust", 3, 0)]));
        person.wear("member");
        let tell_theo = |notice: &Notice| {
            network.db().write(|tx| notices::service::tell_member(tx, theo, notice)).unwrap();
        };
        let named = |about: &str| {
            Notice::new(Kind::Bid, "bid.completed", about, Letter::as_written("A bid", "a bid.")).at("/bids".to_owned())
        };
        let told = notices::look(&network.app, HashSet::new()).unwrap();
        let mut hears = mia.listen().filter(|line| line.starts_with("data"));
        tell_theo(&named("bid_1"));
        tell_mia(&named("bid_2"));
        let told = notices::look(&network.app, told).unwrap();
        // What was told is told once, however often it is looked.
        let told = notices::look(&network.app, told).unwrap();
        tell_mia(&named("bid_3"));
        notices::look(&network.app, told).unwrap();
        assert_eq!(hears.next().unwrap(), r#"data: {"event":"bid.completed","about":"bid_2"}"#);
        assert_eq!(hears.next().unwrap(), r#"data: {"event":"bid.completed","about":"bid_3"}"#);
    });
}

#[test]
fn everybody_is_written_to_in_the_language_that_they_chose_and_reads_in_that_of_their_page() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, _) = member(&market);
        mia.put("/me", &json!({ "name": "Mia Maier", "language": "cs" })).ok(200);
        let client = market.client("Acme");
        post(&client, &brief(&[seat("dev", "rust")]));
        let mail = network.mails(&mia.email).pop().unwrap();
        assert_eq!(mail.subject, "Místo pro vás: The dev");
        assert!(mail.text.starts_with("Dobrý den,\n\nmáme pro vás místo v týmu: The dev"), "{mail:?}");
        assert!(mail.text.contains("si volíte sami: https://muster.test/notices/settings"), "{mail:?}");
        assert_eq!(subjects(&mia), ["Místo pro vás: The dev"]);
        let read = |language: &str| {
            let page = mia.get(&format!("/notices?language={language}")).ok(200);
            page["items"][0]["subject"].as_str().unwrap().to_owned()
        };
        assert_eq!([read("de"), read("en")], ["Ein Platz für Sie: The dev", "A seat for you: The dev"]);
        mia.get("/notices?language=tlh").refused(422);
    });
}

#[test]
fn hours_are_told_in_the_zone_of_the_page_or_else_in_the_one_that_was_chosen() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, tell) = member(&market);
        let until: Instant = "2026-11-22T23:30:00Z".parse().unwrap();
        let letter = Letter::new("dispute-decision-due").with("title", "Shop").with("until", until);
        let due = Notice::new(Kind::Dispute, "dispute.due-soon", "dispute_1", letter);
        let read = |query: &str| {
            let page = mia.get(&format!("/notices{query}")).ok(200);
            let text = page["items"][0]["text"].as_str().unwrap().replace('\u{a0}', " ");
            text.rsplit_once("by ").unwrap().1.to_owned()
        };
        tell(&due);
        assert_eq!(read(""), "22 November 2026, 23:30 UTC.");
        assert_eq!(read("?time_zone=Europe/Vienna"), "23 November 2026, 00:30 CET.");
        set(&mia, &json!({ "rhythm": rhythm(), "choices": [] }));
        assert_eq!(read(""), "23 November 2026, 00:30 CET.");
        assert_eq!(read("?time_zone=America/New_York"), "22 November 2026, 18:30 GMT-5.");
        for nowhere in ["Mars/Olympus", "Etc/Unknown"] {
            let told = read(&format!("?time_zone={nowhere}"));
            assert_eq!(told, read(""), "{nowhere} is not known here, which keeps nobody from reading");
        }
        tell(&due);
        let mail = network.mails(&mia.email).pop().unwrap().text.replace(['\u{a0}', '\n'], " ");
        assert!(mail.contains("by 23 November 2026, 00:30 CET."), "{mail}");
    });
}

#[test]
fn a_notice_is_kept_as_what_happened_and_what_was_told_before_stays_in_its_words() {
    on_both(|network| {
        let market = Market::open(network);
        let (mia, tell) = member(&market);
        tell(&notice("one"));
        let kept: Vec<String> = network.db().read(|conn| Ok(rows::table.select(rows::letter).load(conn)?)).unwrap();
        // As a migration has written it of notices that were words alone.
        let words = r#"{"name":"as-written","facts":{"subject":{"text":"one"},"text":{"text":"this is one."}}}"#;
        assert_eq!(kept, [words]);
        let page = mia.get("/notices?language=de").ok(200);
        assert_eq!((&page["items"][0]["subject"], &page["items"][0]["text"]), (&json!("one"), &json!("this is one.")));
    });
}
