//! Writing, saving, posting and withdrawing briefs.

use serde_json::json;

use crate::support::{
    market::{Market, brief, post, seat},
    on_both,
};

#[test]
fn a_draft_is_saved_as_revisions_and_two_writers_cannot_overwrite_each_other() {
    on_both(|network| {
        let client = Market::open(network).client("Carla");
        let id = client.post("/briefs", &brief(&[seat("lead", "rust")])).ok(201)["id"].as_str().unwrap().to_owned();
        let path = format!("/briefs/{id}");
        let read = client.get(&path);
        assert_eq!(read.etag.as_deref(), Some("\"v1\""));
        let mut changed = brief(&[seat("lead", "rust"), seat("front", "react")]);
        changed["title"] = json!("Two seats");
        client.put_if(&path, "\"v1\"", &changed).ok(200);
        let late = client.put_if(&path, "\"v1\"", &brief(&[seat("lead", "sql")]));
        assert_eq!(late.refused(412), "stale");
        assert_eq!(late.etag.as_deref(), Some("\"v2\""));
        assert_eq!(client.put(&path, &changed).refused(428), "unconditional");
        let now = client.get(&path).ok(200);
        assert_eq!((&now["revision"], &now["document"]["title"]), (&json!(2), &json!("Two seats")));
    });
}

#[test]
fn every_wrong_field_of_a_brief_is_named_with_its_place() {
    on_both(|network| {
        let client = Market::open(network).client("Carla");
        let mut wrong = seat("Lead", "rust");
        wrong["hours"] = json!(81);
        wrong["from"] = json!("2027-01-05");
        wrong["skills"][0]["level"] = json!(6);
        let mut document = brief(&[seat("a", "rust"), wrong]);
        document["budget"] = json!(-1);
        let fields = client.post("/briefs", &document).fields();
        assert_eq!(fields, ["budget", "seats[1].id", "seats[1].hours", "seats[1].from", "seats[1].skills[0].level"]);
        let fields = client.post("/briefs", &brief(&[seat("a", "telepathy")])).fields();
        assert_eq!(fields, ["seats[0].skills[0].skill"]);
        let mut document = brief(&[seat("a", "rust")]);
        document["seats"][0]["hours"] = json!("many");
        assert_eq!(client.post("/briefs", &document).fields(), ["seats[0].hours"]);
        document["colour"] = json!("red");
        client.post("/briefs", &document).refused(422);
        assert_eq!(client.get("/briefs").ok(200)["items"], json!([]), "nothing half-written remains");
    });
}

#[test]
fn a_brief_is_posted_once_and_then_fixed() {
    on_both(|network| {
        let client = Market::open(network).client("Carla");
        let id = post(&client, &brief(&[seat("lead", "rust")]));
        let path = format!("/briefs/{id}");
        let posting = json!({ "bidding": "formed", "deadline": "2026-11-09T12:00:00Z" });
        assert_eq!(client.post(&format!("{path}/post"), &posting).refused(409), "brief-state");
        assert_eq!(client.put_if(&path, "\"v1\"", &brief(&[seat("lead", "sql")])).refused(409), "not-a-draft");
    });
}

#[test]
fn a_deadline_lies_ahead_and_before_the_work_begins() {
    on_both(|network| {
        let client = Market::open(network).client("Carla");
        let id = client.post("/briefs", &brief(&[seat("lead", "rust")])).ok(201)["id"].as_str().unwrap().to_owned();
        for deadline in ["2026-11-02T09:30:00Z", "2027-01-10T00:00:00Z", "2028-01-01T00:00:00Z"] {
            let posting = json!({ "bidding": "formed", "deadline": deadline });
            let fields = client.post(&format!("/briefs/{id}/post"), &posting).fields();
            assert!(fields.iter().all(|field| field == "deadline"), "{deadline}: {fields:?}");
        }
    });
}

#[test]
fn another_clients_brief_does_not_exist() {
    on_both(|network| {
        let market = Market::open(network);
        let (carla, rival) = (market.client("Carla"), market.client("Rita"));
        let id = post(&carla, &brief(&[seat("lead", "rust")]));
        assert_eq!(rival.get(&format!("/briefs/{id}")).refused(404), "not-found");
        assert_eq!(rival.get(&format!("/briefs/{id}/bids")).refused(404), "not-found");
        assert_eq!(rival.get(&format!("/briefs/{id}/runs")).refused(404), "not-found");
        assert_eq!(rival.post(&format!("/briefs/{id}/withdraw"), &json!({})).refused(404), "not-found");
        assert_eq!(carla.get("/briefs/nonsense").refused(404), "not-found");
    });
}

#[test]
fn a_list_of_briefs_goes_on_page_by_page() {
    on_both(|network| {
        let client = Market::open(network).client("Carla");
        for number in 0..5 {
            let mut document = brief(&[seat("lead", "rust")]);
            document["title"] = json!(format!("Brief {number}"));
            client.post("/briefs", &document).ok(201);
        }
        let mut titles = Vec::new();
        let mut path = "/briefs?limit=2".to_owned();
        loop {
            let page = client.get(&path).ok(200);
            titles.extend(page["items"].as_array().unwrap().iter().map(|item| item["title"].clone()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/briefs?limit=2&after={next}");
        }
        assert_eq!(titles, ["Brief 4", "Brief 3", "Brief 2", "Brief 1", "Brief 0"]);
        assert_eq!(client.get("/briefs?limit=101").fields(), ["limit"]);
        assert_eq!(client.get("/briefs?after=nonsense").fields(), ["after"]);
    });
}

#[test]
fn a_request_that_is_sent_twice_under_one_key_makes_one_brief() {
    on_both(|network| {
        let client = Market::open(network).client("Carla");
        let document = brief(&[seat("lead", "rust")]);
        let first = client.post_once("/briefs", "k1", &document).ok(201);
        assert_eq!(client.post_once("/briefs", "k1", &document).ok(201), first);
        let other = brief(&[seat("lead", "sql")]);
        assert_eq!(client.post_once("/briefs", "k1", &other).refused(409), "idempotency-key-reused");
        assert_eq!(client.get("/briefs").ok(200)["items"].as_array().unwrap().len(), 1);
    });
}
