//! What both sides say of each other: sealed until both have spoken, read by the two sides alone, gone after three years.

use diesel::prelude::*;
use muster::{
    engagements::EngagementId,
    formation::service::Trial,
    identity::MemberId,
    schema::{engagements, review_rounds, reviews},
};
use muster_kernel::{Currency, Id};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    market::{brief, seat},
    on_both,
    running::{Running, accept_offer},
    rush::race,
    scene::{Scene, Taken},
};

/// An engagement that is over, of a client and two members.
struct Over<'n> {
    scene: Scene<'n>,
    engagement: EngagementId,
    ada: (MemberId, Person<'n>),
    bob: (MemberId, Person<'n>),
}

impl<'n> Over<'n> {
    fn start(network: &'n Network) -> Self {
        let scene = Scene::open(network);
        let (ada, bob) = (scene.freelancer("Ada", None), scene.freelancer("Bob", None));
        let engagement = scene.engage("web", &[Taken::by(ada.0, 5_000), Taken::by(bob.0, 2_500)]);
        let of_client = format!("/engagements/{engagement}/reviews");
        let early = json!({ "team": { "score": 5, "words": "Quick." } });
        assert_eq!(scene.client.put(&of_client, &early).refused(409), "not-completed");
        scene.client.get(&of_client).refused(404);
        scene.complete(engagement, &ada.1);
        Self { scene, engagement, ada, bob }
    }

    fn path(&self) -> String {
        format!("/engagements/{}/reviews", self.engagement)
    }

    /// The client says how everything was.
    fn client_speaks(&self, score: i32) {
        let seat = |member: MemberId| json!({ "member": member, "score": score, "words": format!("Of {member}.") });
        let said = json!({
            "team": { "score": score, "words": "A good team." }, "seats": [seat(self.ada.0), seat(self.bob.0)],
        });
        self.scene.client.put(&self.path(), &said).ok(204);
    }

    fn member_speaks(&self, member: &Person<'_>, words: &str) {
        member.put(&format!("/member{}", self.path()), &json!({ "score": 4, "words": words })).ok(204);
    }

    /// What somebody reads: what each review is about, and its words.
    fn read(&self, person: &Person<'_>, of: &str) -> (Value, Vec<(String, String)>) {
        let read = person.get(&format!("{of}{}", self.path())).ok(200);
        let text = |review: &Value, field: &str| review[field].as_str().unwrap().to_owned();
        let told = read["reviews"].as_array().unwrap().iter();
        (read["state"].clone(), told.map(|review| (text(review, "about"), text(review, "words"))).collect())
    }
}

fn words(read: &[(String, String)]) -> Vec<&str> {
    read.iter().map(|(_, words)| words.as_str()).collect()
}

#[test]
fn nobody_reads_the_other_side_before_both_have_spoken_and_then_everybody_reads_theirs() {
    on_both(|network| {
        let over = Over::start(network);
        let (client, ada, bob) = (&over.scene.client, &over.ada.1, &over.bob.1);
        let steward = over.scene.market.official("Stella", muster::identity::Hat::Steward);
        over.client_speaks(1);
        over.client_speaks(5);
        over.member_speaks(ada, "Unclear.");
        over.member_speaks(ada, "Clear, and paid at once.");
        assert_eq!(over.read(ada, "/member").1, [("client".to_owned(), "Clear, and paid at once.".to_owned())]);
        assert_eq!(over.read(bob, "/member").1, []);
        assert_eq!(over.read(client, "").1.len(), 3, "the client reads what it wrote itself");
        assert_eq!(over.read(&steward, "/steward").1, []);

        over.member_speaks(bob, "Fine.");
        let (of_ada, of_bob) = (format!("Of {}.", over.ada.0), format!("Of {}.", over.bob.0));
        let (state, read) = over.read(client, "");
        assert_eq!((state, read.len()), (json!("revealed"), 5));
        assert_eq!(words(&over.read(ada, "/member").1), ["Clear, and paid at once.", of_ada.as_str(), "A good team."]);
        assert_eq!(words(&over.read(bob, "/member").1), ["Fine.", of_bob.as_str(), "A good team."]);
        assert_eq!(over.read(&steward, "/steward").1.len(), 5);
        assert_eq!(network.mails(&ada.email).last().unwrap().subject, "Reviews: Work 1");

        let late = json!({ "score": 1, "words": "On second thoughts." });
        assert_eq!(ada.put(&format!("/member{}", over.path()), &late).refused(409), "reviews-revealed");
        assert_eq!(client.put(&over.path(), &json!({ "team": late })).refused(409), "reviews-revealed");
    });
}

#[test]
fn a_steward_who_has_to_do_with_either_side_finds_no_reviews() {
    on_both(|network| {
        let over = Over::start(network);
        over.client_speaks(5);
        over.member_speaks(&over.ada.1, "Fine.");
        over.member_speaks(&over.bob.1, "Fine.");
        let path = format!("/steward{}", over.path());
        let hill = over.scene.space("Hill", 1_000);
        over.scene.belongs(over.bob.0, hill, "2026-01-01", None);
        let (neighbour, at_hill) = over.scene.steward_and_member("Hilda");
        over.scene.belongs(neighbour, hill, "2025-01-01", None);
        let (tied, friend) = over.scene.steward_and_member("Kim");
        over.scene.tie(tied, over.ada.0);
        let mate = Person::known(network, &over.bob.1.email);
        let buyer = Person::known(network, &over.scene.client.email);
        over.scene.market.make_steward(&mate);
        over.scene.market.make_steward(&buyer);
        let unknown = Id::<muster::engagements::EngagementKind>::from_bits(7);
        for partial in [&at_hill, &friend, &mate, &buyer] {
            let refused = partial.get(&path);
            assert_eq!((refused.status, refused.json["type"].clone()), (404, json!("urn:muster:problem:not-found")));
            let detail = refused.json["detail"].as_str().unwrap().replace(&over.engagement.to_string(), "it");
            let none = partial.get(&format!("/steward/engagements/{unknown}/reviews")).json["detail"].clone();
            assert_eq!(none.as_str().unwrap().replace(&unknown.to_string(), "it"), detail, "as if there were none");
        }
        let (_, neutral) = over.scene.steward_and_member("Nora");
        assert_eq!(neutral.get(&path).ok(200)["reviews"].as_array().unwrap().len(), 5);
    });
}

#[test]
fn whoever_had_no_part_neither_reads_nor_writes() {
    on_both(|network| {
        let over = Over::start(network);
        let (eve_id, eve) = over.scene.freelancer("Eve", None);
        let other = over.scene.market.client("Otto");
        let said = json!({ "score": 5, "words": "Lovely." });
        eve.put(&format!("/member{}", over.path()), &said).refused(404);
        eve.get(&format!("/member{}", over.path())).refused(404);
        other.put(&over.path(), &json!({ "team": said })).refused(404);
        other.get(&over.path()).refused(404);
        let client = &over.scene.client;
        let of = |member: MemberId| json!({ "member": member, "score": 6, "words": " " });
        let wrong = json!({ "team": { "score": 0, "words": "x" }, "seats": [of(eve_id), of(eve_id)] });
        let fields = ["team.score", "seats[0].score", "seats[0].words", "seats[0].member", "seats[1].score"];
        assert_eq!(client.put(&over.path(), &wrong).fields()[..5], fields);
        assert_eq!(
            over.ada.1.put(&format!("/member{}", over.path()), &json!({ "score": 6, "words": "" })).fields().len(),
            2
        );
    });
}

#[test]
fn what_was_said_is_revealed_after_fourteen_days_and_who_kept_silent_is_reminded_before() {
    on_both(|network| {
        let over = Over::start(network);
        let (client, ada, bob) = (&over.scene.client, &over.ada.1, &over.bob.1);
        over.member_speaks(ada, "Clear.");
        network.wait_hours(24 * 11 - 1);
        let reminded = |person: &Person<'_>| {
            network.mails(&person.email).iter().filter(|mail| mail.subject == "How was it: Work 1").count()
        };
        assert_eq!([client, ada, bob].map(reminded), [0, 0, 0]);
        network.wait_hours(1);
        assert_eq!([client, ada, bob].map(reminded), [1, 0, 1], "who has spoken is left in peace");
        network.wait_hours(24 * 3 - 1);
        assert_eq!(over.read(client, "").0, "open");
        network.wait_hours(1);
        assert_eq!(over.read(client, ""), (json!("revealed"), vec![("client".to_owned(), "Clear.".to_owned())]));
        let late = json!({ "team": { "score": 1, "words": "Late." } });
        assert_eq!(client.put(&over.path(), &late).refused(409), "reviews-revealed");
    });
}

#[test]
fn open_reviews_wait_for_each_party_until_it_has_spoken_or_their_time_is_over() {
    on_both(|network| {
        let over = Over::start(network);
        let (client, ada, bob) = (&over.scene.client, &over.ada.1, &over.bob.1);
        let (_, eve) = over.scene.freelancer("Eve", None);
        let other = over.scene.market.client("Otto");
        let waiting = |person: &Person<'_>| person.get("/reviews").ok(200)["items"].as_array().unwrap().clone();
        let closes_at = client.get(&over.path()).ok(200)["closes_at"].clone();
        let open = json!({ "engagement": over.engagement, "title": "Work 1", "closes_at": closes_at });
        let asked = || vec![open.clone()];
        assert_eq!([client, ada, bob].map(waiting), [asked(), asked(), asked()]);
        assert_eq!(
            [&eve, &other].map(waiting),
            [Vec::<Value>::new(), Vec::new()],
            "whoever had no part is asked nothing"
        );

        over.client_speaks(4);
        over.member_speaks(ada, "Clear.");
        assert_eq!([client, ada, bob].map(waiting), [vec![], vec![], vec![open]]);
        network.wait_hours(24 * 14);
        assert_eq!(waiting(bob), Vec::<Value>::new());
    });
}

#[test]
fn whoever_left_a_seat_before_its_first_week_has_nothing_to_review() {
    on_both(|network| {
        let team = Running::start(network);
        let steward = team.steward("Stella");
        let (_, cyd) = team.candidate("Cyd Lang");
        team.confirmed(&steward);
        accept_offer(&cyd).ok(204);
        // Nobody but Dan is left to follow Cyd, in the week in which Cyd would have begun.
        team.leave_the_pool(team.lead_id);
        let (_, dan) = team.candidate("Dan Dorn");
        let new = json!({ "seat": "lead", "reason": "health", "words": "I broke my arm." });
        let asked = cyd.post(&format!("/member/engagements/{}/handovers", team.engagement), &new).ok(201);
        let case = format!("/steward/handovers/{}", asked["id"].as_str().unwrap());
        steward.post(&format!("{case}/take"), &json!({})).ok(204);
        steward.post(&format!("{case}/confirm"), &json!({ "from": "2027-01-18" })).ok(200);
        network.work();
        accept_offer(&dan).ok(204);
        for milestone in team.scene.milestones(team.engagement) {
            team.release(&milestone, &team.mate);
        }
        let waiting = |person: &Person<'_>| person.get("/reviews").ok(200)["items"].as_array().unwrap().len();
        assert_eq!([&team.lead, &team.mate, &cyd, &dan].map(waiting), [1, 1, 0, 1]);
    });
}

#[test]
fn open_reviews_are_told_in_pages() {
    on_both(|network| {
        let over = Over::start(network);
        let (ada, client) = (&over.ada.1, &over.scene.client);
        let second = over.scene.engage("web", &[Taken::by(over.ada.0, 5_000)]);
        over.scene.complete(second, ada);
        let page = client.get("/reviews?limit=1").ok(200);
        assert_eq!((&page["items"][0]["engagement"], page["items"].as_array().unwrap().len()), (&json!(second), 1));
        let next = page["next"].as_str().unwrap();
        let rest = client.get(&format!("/reviews?limit=1&after={next}")).ok(200);
        assert_eq!((&rest["items"][0]["engagement"], &rest["next"]), (&json!(over.engagement), &Value::Null));
    });
}

#[test]
fn counts_are_shown_as_long_as_the_member_likes_and_expire_with_the_words() {
    on_both(|network| {
        let over = Over::start(network);
        let (ada_id, ada) = (over.ada.0, &over.ada.1);
        let shown = || {
            let counts = network.db().read(|conn| muster::reviews::service::shown_counts(conn, ada_id)).unwrap();
            counts.map(|counts| (counts.reviews, counts.of_score))
        };
        over.client_speaks(4);
        assert_eq!(
            ada.get("/member/reviews").ok(200),
            json!({ "shown": false, "reviews": 0, "of_score": [0, 0, 0, 0, 0] })
        );
        network.wait_hours(24 * 14);
        assert_eq!(shown(), None, "nothing is shown unless the member says so");
        ada.put("/member/reviews/sharing", &json!({ "shown": true })).ok(204);
        ada.put("/member/reviews/sharing", &json!({ "shown": true })).ok(204);
        assert_eq!(shown(), Some((1, [0, 0, 0, 1, 0])));
        ada.put("/member/reviews/sharing", &json!({ "shown": false })).ok(204);
        assert_eq!(shown(), None);
        ada.put("/member/reviews/sharing", &json!({ "shown": true })).ok(204);
        network.wait_hours(24 * (3 * 365 + 1));
        assert_eq!(over.read(&over.scene.client, ""), (json!("expired"), vec![]));
        assert_eq!(shown(), Some((0, [0; 5])));
        let left = network.db().read(|conn| Ok(reviews::table.count().get_result::<i64>(conn)?)).unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn the_last_words_of_all_at_once_are_all_kept_and_revealed_once() {
    race(|network| {
        let over = Over::start(network);
        let token = |person: &Person<'_>| person.sign_in()["access_token"].as_str().unwrap().to_owned();
        let said = json!({ "score": 5, "words": "Fine." });
        let of_client = format!("/member{}", over.path());
        let requests = [
            (token(&over.ada.1), of_client.clone(), said.clone()),
            (token(&over.bob.1), of_client, said.clone()),
            (token(&over.scene.client), over.path(), json!({ "team": said })),
        ];
        std::thread::scope(|scope| {
            for (token, path, body) in &requests {
                scope.spawn(move || {
                    let person = Person::nobody(network);
                    person.with_token(token).put(path, body).ok(204);
                });
            }
        });
        assert_eq!(over.read(&over.ada.1, "/member").0, "revealed");
        let all: i64 = network.db().read(|conn| Ok(reviews::table.count().get_result(conn)?)).unwrap();
        assert_eq!(all, 3);
        let told = network.mails(&over.scene.client.email);
        assert_eq!(told.iter().filter(|mail| mail.subject == "Reviews: Work 1").count(), 1);
    });
}

/// What formation reads and answers, as bytes.
fn formed(network: &Network) -> (String, String) {
    let trial = Trial::open(&network.app, Currency::EUR).unwrap();
    let document = serde_json::from_value(brief(&[seat("lead", "rust"), seat("data", "sql")])).unwrap();
    let teams = trial.form(Id::from_bits(1), &document).unwrap();
    (serde_json::to_string(trial.pool()).unwrap(), serde_json::to_string(&teams).unwrap())
}

#[test]
fn whatever_is_said_pool_and_teams_stay_the_same_to_the_byte() {
    on_both(|network| {
        let over = Over::start(network);
        let before = formed(network);
        let said = prop::collection::vec((0..3_usize, 1..6_i32, "[a-z ]{1,40}", any::<bool>()), 1..6);
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&said, |said| {
                for (about, score, words, revealed) in &said {
                    rewrite(network, &over, ["team", "seat", "client"][*about], *score, words, *revealed);
                }
                prop_assert_eq!(&formed(network), &before);
                Ok(())
            })
            .unwrap();
        let kept: i64 = network.db().read(|conn| Ok(reviews::table.count().get_result(conn)?)).unwrap();
        assert!(kept > 1, "{kept} reviews were written");
    });
}

/// Writes a review straight into its table: the property is about whatever could be there.
fn rewrite(network: &Network, over: &Over<'_>, about: &str, score: i32, words: &str, revealed: bool) {
    let member = if about == "team" { String::new() } else { over.ada.0.to_string() };
    let written = network.db().write(|tx| {
        let (state, at) = if revealed { ("revealed", Some(1_i64)) } else { ("open", None) };
        diesel::update(review_rounds::table)
            .set((review_rounds::state.eq(state), review_rounds::revealed_at.eq(at), review_rounds::expires_at.eq(at)))
            .execute(&mut **tx)?;
        let engagement: EngagementId = engagements::table.select(engagements::id).first(&mut **tx)?;
        diesel::delete(reviews::table.find((engagement, about, &member))).execute(&mut **tx)?;
        let row = (
            reviews::engagement_id.eq(engagement),
            reviews::about.eq(about),
            reviews::member.eq(&member),
            reviews::score.eq(score),
            reviews::words.eq(words),
            reviews::written_at.eq(tx.now()),
        );
        diesel::insert_into(reviews::table).values(row).execute(&mut **tx)?;
        Ok(())
    });
    written.unwrap();
}
