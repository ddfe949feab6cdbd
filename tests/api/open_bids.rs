//! Open bidding: crews and their bids, what is sealed, and what a client compares.

use diesel::prelude::*;
use muster::{hash, identity::Hat, schema::audit_entries};
use serde_json::{Value, json};

use crate::support::{
    Person,
    bidding::{
        Bidding, DEADLINE, Proposed, REACT, RUST, award, bidder, bids, crew, offer, pass_deadline, plan, post_open,
        post_open_until, propose, proposed, sign, sign_overlapping, text, two_seats, was_told,
    },
    market::{Draft, Market, answer_all, brief, seat},
    on_both,
};

#[test]
fn members_are_told_of_open_briefs_in_their_categories_and_of_no_others() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (_, bob) = market.member(Draft::of("Bob", RUST));
        bob.wear("member");
        let id = post_open(&client, &two_seats());
        let open = ada.get("/member/briefs").ok(200);
        assert_eq!(open["items"][0]["id"], json!(id));
        assert_eq!(open["items"][0]["document"]["seats"].as_array().unwrap().len(), 2);
        assert_eq!(bob.get("/member/briefs").ok(200)["items"], json!([]));
        assert_eq!(bob.get(&format!("/member/briefs/{id}")).refused(404), "not-found");
        let told = |person: &Person<'_>| {
            network.mails(&person.email).iter().filter(|mail| mail.subject.starts_with("Open for bids")).count()
        };
        assert_eq!((told(&ada), told(&bob)), (1, 0));
        assert_eq!(ada.put("/member/bidding", &json!({ "categories": ["no-such"] })).fields(), ["categories"]);
    });
}

#[test]
fn a_clients_own_people_cannot_bid_on_its_briefs() {
    on_both(|network| {
        let market = Market::open(network);
        let (_, carla) = bidder(&market, Draft::of("Carla", RUST));
        carla.wear_nothing();
        carla.post("/clients", &json!({ "name": "Carla Ltd", "country": "AT", "currency": "EUR" })).ok(201);
        carla.wear("client");
        let id = post_open(&carla, &brief(&[seat("lead", "rust")]));
        carla.wear("member");
        assert_eq!(carla.get("/member/briefs").ok(200)["items"], json!([]));
        let offer = carla.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 }));
        assert_eq!(offer.refused(404), "not-found");
    });
}

#[test]
fn a_crews_bid_is_complete_once_everybody_signed_and_a_change_asks_again() {
    on_both(|network| {
        let Proposed { client, ada: (ada_id, ada), bob: (bob_id, bob), brief: id, bid } = proposed(network);
        let path = format!("/member/bids/{bid}");
        let deadline = ada.get(&format!("/member/briefs/{id}")).ok(200)["deadline_at"].clone();
        assert!(deadline.is_string(), "{deadline}");
        assert_eq!(ada.get(&path).ok(200)["respond_by"], deadline, "she is told until when she can sign");
        let signed = sign(&ada, &bid, 1).ok(200);
        assert_eq!((&signed["state"], &signed["respond_by"]), (&json!("staffing"), &Value::Null));
        assert_eq!(bob.get(&path).ok(200)["respond_by"], deadline);
        // A change after a sign-off is another revision, which nobody has signed.
        let cheaper = json!({ "seats": [
            { "seat": "lead", "member": ada_id, "rate": 5_000 },
            { "seat": "front", "member": bob_id, "rate": 4_000, "hours": 10 },
        ], "shares": [{ "member": ada_id, "basis_points": 6_000 }, { "member": bob_id, "basis_points": 4_000 }] });
        let changed = bob.put_if(&path, "\"v1\"", &cheaper).ok(200);
        assert_eq!(changed["revision"], 2);
        assert!(changed["seats"].as_array().unwrap().iter().all(|seat| seat["signed"] == false), "{changed}");
        assert_eq!(bob.put_if(&path, "\"v1\"", &cheaper).refused(412), "stale");
        assert_eq!(sign(&bob, &bid, 1).refused(409), "bid-changed");
        sign(&bob, &bid, 2).ok(200);
        let complete = sign(&ada, &bid, 2).ok(200);
        assert_eq!(complete["state"], "complete");
        // 5,000 × 20 × 10 and 4,000 × 10 × 10, divided 60 to 40.
        assert_eq!(complete["price"]["amount"], 1_400_000);
        let paid: Vec<&Value> =
            complete["seats"].as_array().unwrap().iter().map(|seat| &seat["paid"]["amount"]).collect();
        assert_eq!(paid, [&json!(840_000), &json!(560_000)]);
        let seal = text(&complete["seal"]["seal"]);
        assert_eq!(complete["seal"]["nonce"], Value::Null, "the nonce is told after the deadline");
        assert!(network.mails(&bob.email).iter().any(|mail| mail.text.contains(&seal)), "the seal is told at once");
        // Sealed to the client, who learns not even that there is a bid.
        assert_eq!(bids(&client, &id)["bids"], json!([]));
        pass_deadline(network);
        let opened = bids(&client, &id);
        let shown = &opened["bids"][0];
        assert_eq!((&shown["origin"], &shown["price"]["amount"]), (&json!("crew"), &json!(1_400_000)));
        // Nobody changed the bid: anybody can hash document and nonce.
        let sealed = format!("{}\n{}", text(&shown["seal"]["document"]), text(&shown["seal"]["nonce"]));
        assert_eq!(hash::sha256(sealed.as_bytes()), seal);
        assert_eq!(ada.get(&path).ok(200)["seal"]["nonce"], shown["seal"]["nonce"]);
        // The engine scored it, and the points by term add up.
        let points = shown["points"].as_object().unwrap().values().map(|points| points.as_i64().unwrap());
        assert_eq!(points.sum::<i64>(), shown["score"].as_i64().unwrap());
        let engagement = client.post(&format!("/bids/{bid}/award"), &json!({})).ok(201);
        let contract = client.get(&format!("/engagements/{}", text(&engagement["engagement"]))).ok(200);
        let amounts: Vec<&Value> =
            contract["seats"].as_array().unwrap().iter().map(|seat| &seat["amount"]["amount"]).collect();
        assert_eq!(amounts, [&json!(840_000), &json!(560_000)], "seats are paid by the shares that were agreed");
    });
}

#[test]
fn a_plan_that_does_not_fit_names_each_field_and_what_would_be_right() {
    on_both(|network| {
        let Bidding { market, client, ada: (ada_id, ada), bob: (bob_id, _), crew } = Bidding::open(network);
        let (cyd_id, _) = bidder(&market, Draft::of("Cyd", REACT));
        let mut document = two_seats();
        document["seats"][0]["rate_cap"] = json!(7_000);
        let id = post_open(&client, &document);
        let path = format!("/member/briefs/{id}/bids");
        let refused = |plan: Value| ada.post(&path, &json!({ "crew": crew, "plan": plan }));
        let seats = |lead: i64, front: &str| json!([{ "seat": "lead", "member": ada_id, "rate": lead }, { "seat": "front", "member": front, "rate": 4_000 }]);
        assert_eq!(refused(json!({ "seats": seats(7_001, &bob_id) })).fields(), ["seats[0].rate"]);
        assert_eq!(refused(json!({ "seats": seats(6_000, &cyd_id) })).fields(), ["seats[1].member"]);
        assert_eq!(refused(json!({ "seats": seats(6_000, &ada_id) })).fields(), ["seats[1].member"]);
        let others =
            json!([{ "seat": "lead", "member": bob_id, "rate": 1 }, { "seat": "front", "member": bob_id, "rate": 1 }]);
        assert_eq!(refused(json!({ "seats": others })).fields(), ["seats[1].member"]);
        let shares = |ada: i32, bob: i32| json!([{ "member": ada_id, "basis_points": ada }, { "member": bob_id, "basis_points": bob }]);
        let short = refused(json!({ "seats": seats(6_000, &bob_id), "shares": shares(5_000, 4_750) }));
        assert_eq!(short.fields(), ["shares"]);
        assert!(short.text.contains("250 more"), "{}", short.text);
        let lone = json!([{ "seat": "lead", "member": ada_id, "rate": 6_000 }]);
        assert_eq!(refused(json!({ "seats": lone })).fields(), ["seats"]);
        let early = json!({ "seats": seats(6_000, &bob_id), "start": "2026-11-02" });
        assert_eq!(refused(early).fields(), ["start"]);
    });
}

#[test]
fn nobody_but_authors_sees_a_bid_before_the_deadline_and_rivals_never_do() {
    on_both(|network| {
        let Bidding { market, client, ada: (ada_id, ada), bob: (bob_id, bob), crew } = Bidding::open(network);
        let (_, cyd) = bidder(&market, Draft::of("Cyd", RUST));
        let id = post_open(&client, &two_seats());
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        sign(&ada, &bid, 1).ok(200);
        sign(&bob, &bid, 1).ok(200);
        cyd.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 })).ok(200);
        let officials = [
            market.official("Olga", Hat::Operator),
            market.official("Stella", Hat::Steward),
            market.official("Adam", Hat::Admin),
        ];
        for official in &officials {
            assert_eq!(official.get(&format!("/member/bids/{bid}")).refused(403), "forbidden");
            assert_eq!(official.get(&format!("/briefs/{id}/bids")).refused(403), "forbidden");
            assert_eq!(official.get(&format!("/member/briefs/{id}")).refused(403), "forbidden");
        }
        let rival = market.client("Rita");
        assert_eq!(rival.get(&format!("/briefs/{id}/bids")).refused(404), "not-found");
        let sealed = bids(&client, &id);
        assert_eq!((&sealed["sealed"], &sealed["bids"], &sealed["draw"]), (&json!(true), &json!([]), &Value::Null));
        for deadline_passed in [false, true] {
            assert_eq!(cyd.get(&format!("/member/bids/{bid}")).refused(404), "not-found", "{deadline_passed}");
            assert_eq!(cyd.get("/member/bids").ok(200)["items"], json!([]));
            assert_eq!(sign(&cyd, &bid, 1).refused(404), "not-found");
            assert_eq!(
                cyd.put_if(&format!("/member/bids/{bid}"), "\"v1\"", &plan(&ada_id, &bob_id)).refused(404),
                "not-found"
            );
            assert_eq!(cyd.post(&format!("/member/bids/{bid}/withdraw"), &json!({})).refused(404), "not-found");
            pass_deadline(network);
        }
    });
}

#[test]
fn what_comes_late_is_told_the_deadline_and_a_bid_can_be_withdrawn_until_the_award() {
    on_both(|network| {
        let Proposed { client, ada: (ada_id, ada), bob: (bob_id, bob), brief: id, bid } = proposed(network);
        sign(&ada, &bid, 1).ok(200);
        sign(&bob, &bid, 1).ok(200);
        pass_deadline(network);
        let late = bob.put_if(&format!("/member/bids/{bid}"), "\"v1\"", &plan(&ada_id, &bob_id));
        assert_eq!(late.refused(409), "deadline-passed");
        assert!(late.text.contains("2026-11-09T12:00:00Z"), "{}", late.text);
        let late = bob.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "front", "rate": 1 }));
        assert_eq!(late.refused(409), "deadline-passed");
        bob.post(&format!("/member/bids/{bid}/withdraw"), &json!({})).ok(204);
        assert!(network.mails(&client.email).iter().any(|mail| mail.subject.starts_with("A bid was withdrawn")));
        assert!(network.mails(&ada.email).iter().any(|mail| mail.subject.starts_with("Withdrawn")));
        assert_eq!(client.post(&format!("/bids/{bid}/award"), &json!({})).refused(409), "bid-state");
        assert_eq!(bids(&client, &id)["bids"], json!([]));
    });
}

#[test]
fn a_crew_that_did_not_sign_in_time_has_no_bid_and_is_told() {
    on_both(|network| {
        let Proposed { client, ada: (_, ada), bob: (_, bob), brief: id, bid } = proposed(network);
        sign(&ada, &bid, 1).ok(200);
        pass_deadline(network);
        assert_eq!(ada.get(&format!("/member/bids/{bid}")).ok(200)["state"], "failed");
        assert_eq!(client.get(&format!("/briefs/{id}")).ok(200)["state"], "lapsed");
        assert!(network.mails(&ada.email).iter().any(|mail| mail.subject.starts_with("Not complete in time")));
        assert_eq!(sign(&bob, &bid, 1).refused(409), "deadline-passed");
    });
}

#[test]
fn the_award_page_tells_the_whole_waterfall_and_the_record_and_no_space() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let admin = market.official("Adam", Hat::Admin);
        for (kind, rate) in [("network", 500), ("fund", 50), ("tax", 2_000)] {
            let terms = json!({ "kind": kind, "basis_points": rate, "from_day": "2026-11-02" });
            admin.post("/terms", &terms).ok(201);
        }
        let id = post_open(&client, &brief(&[seat("lead", "rust")]));
        let (_, ada) = bidder(&market, Draft::of("Ada", RUST));
        ada.put(&format!("/member/briefs/{id}/offer"), &json!({ "seat": "lead", "rate": 5_000 })).ok(200);
        pass_deadline(network);
        let opened = bids(&client, &id);
        let bid = &opened["bids"][0];
        let amount = |part: &str| bid["waterfall"][part]["amount"].as_i64().unwrap();
        assert_eq!(
            ["members", "spaces", "network", "fund", "price", "tax", "gross"].map(amount),
            [945_000, 0, 50_000, 5_000, 1_000_000, 200_000, 1_200_000]
        );
        assert_eq!((&bid["from"], &bid["until"]), (&json!("2027-01-04"), &json!("2027-03-15")));
        assert_eq!(bid["record"], json!({ "engagements": 0, "seats": 0, "together": 0 }));
        assert!(!opened.to_string().contains("space_"), "{opened}");
        let own = ada.get(&format!("/member/bids/{}", text(&bid["id"]))).ok(200);
        assert_eq!(own["keeps"]["amount"], 945_000, "its author reads what she keeps by the same terms");
        let engagement = client.post(&format!("/bids/{}/award", text(&bid["id"])), &json!({})).ok(201);
        let contract = client.get(&format!("/engagements/{}", text(&engagement["engagement"]))).ok(200);
        assert_eq!(contract["tax_rate"], 2_000, "the tax is frozen at award");
    });
}

#[test]
fn a_price_above_the_budget_is_told_to_its_authors_and_shown_beside_the_others() {
    on_both(|network| {
        let Bidding { client, ada: (ada_id, ada), bob: (bob_id, bob), crew, .. } = Bidding::open(network);
        let mut document = two_seats();
        document["budget"] = json!(1_900_000);
        let id = post_open(&client, &document);
        // 60.00 and 40.00 an hour for 200 hours each are 20,000.00, and the budget is 19,000.00.
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        let above = json!({ "amount": 100_000, "currency": "EUR" });
        assert_eq!(ada.get(&format!("/member/bids/{bid}")).ok(200)["above_budget"], above);
        let asked = network.mails(&bob.email).into_iter().find(|mail| mail.subject.starts_with("To sign off")).unwrap();
        assert!(asked.text.contains("€1,000.00 above the budget"), "{}", asked.text);
        sign(&ada, &bid, 1).ok(200);
        sign(&bob, &bid, 1).ok(200);
        pass_deadline(network);
        let shown = bids(&client, &id)["bids"][0].clone();
        assert_eq!((&shown["above_budget"], shown["score"].is_i64()), (&above, true), "it is scored like any other");
        award(&client, &bid).ok(201);
    });
}

#[test]
fn nobody_bids_for_others_alone_and_whoever_has_no_seat_in_a_bid_does_not_see_it() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let (_, cyd) = bidder(&market, Draft::of("Cyd", REACT));
        let crew = crew(&ada, &[&bob, &cyd]);
        let id = post_open(&client, &two_seats());
        let plan = plan(&ada_id, &bob_id);
        let path = format!("/member/briefs/{id}/bids");
        assert_eq!(cyd.post(&path, &json!({ "crew": crew, "plan": plan })).fields(), ["seats"]);
        let bid = propose(&ada, &id, &crew, &plan);
        // Cyd is in the crew, and may bid with another one.
        assert_eq!(cyd.get(&format!("/member/bids/{bid}")).refused(404), "not-found");
        assert_eq!(cyd.put_if(&format!("/member/bids/{bid}"), "\"v1\"", &plan).refused(404), "not-found");
    });
}

#[test]
fn nothing_that_anybody_else_can_read_before_the_deadline_tells_of_a_bid() {
    on_both(|network| {
        let Bidding { market, client, ada: (ada_id, ada), bob: (bob_id, bob), crew } = Bidding::open(network);
        let (_, cyd) = bidder(&market, Draft::of("Cyd", RUST));
        let id = post_open(&client, &two_seats());
        let mut plan = plan(&ada_id, &bob_id);
        plan["seats"][0]["rate"] = json!(6_173);
        let bid = propose(&ada, &id, &crew, &plan);
        sign(&ada, &bid, 1).ok(200);
        sign(&bob, &bid, 1).ok(200);
        let (_, dan) = bidder(&market, Draft::of("Dan", RUST));
        offer(&dan, &id, "lead", 6_173).ok(200);
        network.work();
        // The rates of a bid and of an offer, and the price: 6,173 and 4,000 times 200.
        let tells = |text: &str| ["6173", "61.73", "2034600", "20,346.00"].into_iter().any(|sum| text.contains(sum));
        assert!(tells(&ada.get(&format!("/member/bids/{bid}")).ok(200).to_string()), "its authors see it");
        let kept: Vec<String> =
            network.db().read(|conn| Ok(audit_entries::table.select(audit_entries::details).load(conn)?)).unwrap();
        assert!(
            !kept.is_empty() && !kept.iter().any(|details| tells(details)),
            "the log can be read before the deadline"
        );
        let others = [
            client,
            cyd,
            market.official("Olga", Hat::Operator),
            market.official("Stella", Hat::Steward),
            market.official("Adam", Hat::Admin),
        ];
        let served = Person::nobody(network).get("/openapi.json").ok(200);
        let paths = served["paths"].as_object().unwrap().iter().filter(|(_, acts)| acts.get("get").is_some());
        let paths: Vec<String> = paths.map(|(path, _)| path.replace("{id}", &id)).collect();
        assert!(paths.len() > 50, "{} paths", paths.len());
        for other in &others {
            for path in paths.iter().filter(|path| !path.contains('{')) {
                let seen = other.get(path);
                assert!(!tells(&seen.text) && !seen.text.contains(&bid), "{path} by {}: {}", other.email, seen.text);
            }
            let mails = network.mails(&other.email);
            assert!(!mails.iter().any(|mail| tells(&mail.text) || mail.text.contains(&bid)), "{mails:?}");
        }
    });
}

#[test]
fn a_crew_that_loses_a_member_to_another_engagement_has_until_the_deadline_to_change_its_bid() {
    on_both(|network| {
        let market = Market::open(network);
        let (client, other) = (market.client("Carla"), market.client("Otto"));
        let (ada_id, ada) = bidder(&market, Draft::of("Ada", RUST));
        let (bob_id, bob) = bidder(&market, Draft::of("Bob", REACT));
        let (cyd_id, cyd) = bidder(&market, Draft::of("Cyd", RUST));
        let crew = crew(&ada, &[&bob, &cyd]);
        let mut sooner = seat("lead", "rust");
        sooner["hours"] = json!(30);
        let first = post_open_until(&other, &brief(&[sooner]), "2026-11-05T12:00:00Z");
        let id = post_open_until(&client, &two_seats(), DEADLINE);
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        sign_overlapping(&ada, &bid, 1).ok(200);
        sign(&bob, &bid, 1).ok(200);
        offer(&ada, &first, "lead", 5_000).ok(200);
        network.wait_hours(24 * 3 + 4);
        award(&other, &text(&bids(&other, &first)["bids"][0]["id"])).ok(201);
        network.work();
        let path = format!("/member/bids/{bid}");
        let now = bob.get(&path).ok(200);
        assert_eq!((&now["state"], &now["revision"], &now["seal"]), (&json!("staffing"), &json!(2), &Value::Null));
        assert!(was_told(&bob, "To change: "));
        assert!(!was_told(&client, "A bid "), "its client is told nothing: it is sealed");
        assert_eq!(sign_overlapping(&ada, &bid, 2).refused(409), "hours-taken");
        bob.put_if(&path, "\"v2\"", &plan(&cyd_id, &bob_id)).ok(200);
        sign(&cyd, &bid, 3).ok(200);
        assert_eq!(sign(&bob, &bid, 3).ok(200)["state"], "complete");
        network.wait_hours(24 * 4);
        assert_eq!(bids(&client, &id)["bids"][0]["id"], json!(bid));
    });
}

#[test]
fn once_bids_are_opened_one_that_lost_a_member_ends_before_its_client_chooses_it() {
    on_both(|network| {
        let Bidding { market, client, ada: (ada_id, ada), bob: (bob_id, bob), crew } = Bidding::open(network);
        let other = market.client("Otto");
        let briefs = [&client, &other].map(|client| {
            let mut document = two_seats();
            document["seats"][0]["hours"] = json!(30);
            post_open(client, &document)
        });
        let [kept, won] = briefs.clone().map(|id| {
            let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
            sign_overlapping(&ada, &bid, 1).ok(200);
            sign_overlapping(&bob, &bid, 1).ok(200);
            bid
        });
        pass_deadline(network);
        assert_eq!(bids(&client, &briefs[0])["bids"][0]["id"], json!(kept));
        award(&other, &won).ok(201);
        network.work();
        assert_eq!(bids(&client, &briefs[0])["bids"], json!([]));
        assert!(was_told(&client, "A bid has ended: ") && was_told(&bob, "Not possible any more: "));
        assert_eq!(award(&client, &kept).refused(409), "bid-state");
    });
}

/// Posts a brief for which Muster forms teams and crews may bid too; answers its id.
fn post_both(client: &Person<'_>) -> String {
    let id = text(&client.post("/briefs", &two_seats()).ok(201)["id"]);
    client.post(&format!("/briefs/{id}/post"), &json!({ "bidding": "both", "deadline": DEADLINE })).ok(200);
    client.network().work();
    id
}

#[test]
fn a_formed_team_that_loses_a_member_is_completed_again_beside_a_crews_bid() {
    on_both(|network| {
        let Bidding { market, client, ada: (ada_id, ada), bob: (bob_id, _), crew } = Bidding::open(network);
        let (_, cyd) = market.member(Draft::of("Cyd", &[("rust", 3, 0)]).at(9_000));
        let id = post_both(&client);
        propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        assert_eq!(answer_all(&ada, "decline"), 1);
        network.work();
        assert_eq!(answer_all(&cyd, "accept"), 1, "the crew's bid is no team of Muster's, and not the same one");
    });
}

#[test]
fn a_member_reads_in_the_list_of_their_bids_what_each_of_them_says_by_itself() {
    on_both(|network| {
        let Bidding { market, client, ada: (ada_id, ada), bob: (bob_id, bob), crew } = Bidding::open(network);
        let single = post_open(&market.client("Otto"), &brief(&[seat("lead", "rust")]));
        let id = post_both(&client);
        assert_eq!((answer_all(&bob, "accept"), answer_all(&ada, "accept")), (1, 1));
        let bid = propose(&ada, &id, &crew, &plan(&ada_id, &bob_id));
        sign_overlapping(&ada, &bid, 1).ok(200);
        offer(&ada, &single, "lead", 5_000).ok(200);
        let listed = ada.get("/member/bids").ok(200)["items"].as_array().unwrap().clone();
        let mut origins: Vec<String> = listed.iter().map(|bid| text(&bid["origin"])).collect();
        origins.sort();
        assert_eq!(origins, ["crew", "formed", "offers"]);
        for bid in listed {
            assert_eq!(ada.get(&format!("/member/bids/{}", text(&bid["id"]))).ok(200), bid);
            let told = match bid["origin"].as_str() {
                Some("formed") => bid["mates"].as_array().unwrap().len(),
                _ => bid["seats"].as_array().unwrap().iter().filter(|seat| seat["signed"] == true).count(),
            };
            assert_eq!(told, 1, "Bob in the formed team; Ada alone signed: {bid}");
        }
    });
}
