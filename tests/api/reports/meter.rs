//! What steering would have been worth to a space.

use diesel::prelude::*;
use muster::{engagements::EngagementId, schema::seat_reaches};
use serde_json::json;

use super::go_to;
use crate::support::{
    Person,
    market::{Draft, answer_all, brief, post, seat},
    on_both, paying,
    scene::Scene,
};

#[test]
fn a_space_hears_what_it_missed_in_sums_and_that_it_steered_nothing() {
    on_both(|network| {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 2_000));
        let (olga, otto) = (scene.operator("Olga", hill), scene.operator("Otto", lake));
        let member = |name: &str, skills: &[(&str, i32, i32)], rate, home| {
            let (id, person) = scene.market.member(Draft::of(name, skills).at(rate));
            scene.belongs(id, home, "2026-01-01", None);
            person
        };
        let hired =
            ["rust", "react", "sql"].map(|skill| member(&format!("Hill {skill}"), &[(skill, 5, 900)], 5_000, hill));
        // Lea of the lake knows it all, and costs more.
        member("Lea", &[("rust", 3, 0), ("react", 3, 0), ("sql", 3, 0)], 9_000, lake);
        let seats = [seat("lead", "rust"), seat("front", "react"), seat("data", "sql")];
        let brief = post(&scene.client, &brief(&seats));
        hired.iter().for_each(|member| assert!(answer_all(member, "accept") > 0));
        network.wait_hours(24 * 7 + 4);
        let bids = scene.client.get(&format!("/briefs/{brief}/bids")).ok(200);
        let bid = bids["bids"][0]["id"].as_str().unwrap();
        let whole = json!({ "milestones": [{ "title": "All", "due": "2027-03-12", "amount": 3_000_000 }] });
        let awarded = scene.client.post(&format!("/bids/{bid}/award"), &whole).ok(201);
        network.work();
        let reach = || -> Vec<(String, String)> {
            let rows = seat_reaches::table.order((seat_reaches::seat, seat_reaches::space_id));
            let select = rows.select((seat_reaches::seat, seat_reaches::space_id));
            network.db().read(|conn| Ok(select.load(conn)?)).unwrap()
        };
        let (of_hill, of_lake) = (hill.to_string(), lake.to_string());
        let both = |seat: &str| [(seat.to_owned(), of_hill.clone()), (seat.to_owned(), of_lake.clone())];
        let mut expected = [both("data"), both("front"), both("lead")].concat();
        expected.sort();
        assert_eq!(reach(), expected);
        let engagement: EngagementId = awarded["engagement"].as_str().unwrap().parse().unwrap();
        let milestone = scene.milestones(engagement)[0].clone();
        paying::fund(&scene.client, &milestone);
        hired[0].post(&format!("/milestones/{milestone}/submit"), &json!({})).ok(204);
        scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
        go_to(network, "2026-12-01");
        let meter = |operator: &Person<'_>, space| {
            let path = format!("/spaces/{space}/report?from=2026-11&to=2026-11&by=month");
            operator.get(&path).ok(200)["meter"].clone()
        };
        let line = |did: i64, could: Option<i64>| json!([{ "currency": "EUR", "did_gain_minor": did, "could_have_gained_minor": could, "steered_minor": 0 }]);
        // 30 000.00 at the lake's twenty per cent; the hill had every seat that it could have had.
        assert_eq!(meter(&otto, lake)["lines"], line(0, Some(600_000)));
        assert_eq!(meter(&olga, hill)["lines"], line(300_000, None));
        let told = meter(&olga, hill);
        assert_eq!((&told["certificates"], &told["unequal"]), (&json!(1), &json!(0)));
        assert!(told["why"].as_str().unwrap().contains("each of the 1 runs of this span has a signed certificate"));
        assert!(!meter(&otto, lake).to_string().contains("engagement_"));
    });
}
