//! Questions about a brief.

use serde_json::{Value, json};

use crate::support::{
    Person,
    market::{Draft, Market, brief, seat},
    on_both,
};

fn ask(who: &Person<'_>, path: &str, words: &str) -> String {
    who.post(path, &json!({ "words": words })).ok(201)["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_question_is_shared_once_it_is_answered_and_nobody_learns_who_asked() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let rival = market.client("Rita");
        let people: Vec<Person<'_>> = ["Ada Novak", "Bob Berg", "Cyd"]
            .into_iter()
            .map(|name| {
                let (_, person) = market.member(Draft::of(name, &[("rust", 4, 300)]));
                person.wear("member");
                person
            })
            .collect();
        let [ada, bob, cyd] = people.as_slice() else { panic!("three people") };
        for person in [ada, bob] {
            person.put("/member/bidding", &json!({ "categories": ["web"] })).ok(204);
        }
        let id = client.post("/briefs", &brief(&[seat("lead", "rust")])).ok(201)["id"].as_str().unwrap().to_owned();
        let posting = json!({ "bidding": "open", "deadline": "2026-11-09T12:00:00Z" });
        client.post(&format!("/briefs/{id}/post"), &posting).ok(200);
        let own = format!("/member/briefs/{id}/questions");
        let question = ask(ada, &own, "Which database?");
        assert_eq!(ada.get(&own).ok(200)["items"][0]["words"], "Which database?");
        assert_eq!(bob.get(&own).ok(200)["items"], json!([]), "not answered yet");
        assert_eq!(cyd.get(&own).refused(404), "not-found");
        let asked = client.get(&format!("/briefs/{id}/questions")).ok(200);
        assert!(!asked.to_string().contains("Ada") && !asked.to_string().contains("member_"), "{asked}");
        let answer = format!("/questions/{question}/answer");
        assert_eq!(rival.put(&answer, &json!({ "words": "Mine" })).refused(404), "not-found");
        assert_eq!(client.put(&answer, &json!({ "words": " " })).fields(), ["words"]);
        client.put(&answer, &json!({ "words": "PostgreSQL" })).ok(204);
        assert_eq!(client.put(&answer, &json!({ "words": "SQLite" })).refused(409), "question-answered");
        assert_eq!(bob.get(&own).ok(200)["items"][0]["answer"], "PostgreSQL");
        assert!(network.mails(&ada.email).iter().any(|mail| mail.subject.starts_with("Answered")));
        // The client asks everybody who bids; what they say stays within their bid until it is opened.
        ada.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 })).ok(200);
        let put = ask(&client, &format!("/briefs/{id}/questions"), "When could you begin?");
        let bid = ada.get("/member/bids").ok(200)["items"][0]["id"].clone();
        let reply = |who: &Person<'_>| {
            who.put(&format!("/member/questions/{put}/reply"), &json!({ "bid": bid, "words": "At once" }))
        };
        reply(ada).ok(204);
        assert_eq!(reply(bob).refused(404), "not-found");
        assert_eq!(ada.get(&own).ok(200)["items"][0]["replies"][0]["words"], "At once");
        assert_eq!(bob.get(&own).ok(200)["items"][0]["replies"], json!([]));
        let seen = |client: &Person<'_>| -> Value {
            client.get(&format!("/briefs/{id}/questions")).ok(200)["items"][0]["replies"].clone()
        };
        assert_eq!(seen(&client), json!([]), "sealed");
        network.wait_hours(24 * 7 + 4);
        assert_eq!(seen(&client)[0]["words"], "At once");
        let path = format!("/bids/{}/award", bid.as_str().unwrap());
        client.post(&path, &json!({})).ok(201);
        assert_eq!(ada.post(&own, &json!({ "words": "And now?" })).refused(409), "brief-state");
    });
}
