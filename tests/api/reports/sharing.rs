//! Lines that members show to their space, each their own.

use diesel::prelude::*;
use muster::{schema::audit_entries, spaces::SpaceId};
use serde_json::{Value, json};

use super::{Hill, LAW, WEB, go_to, rows, total};
use crate::support::{Person, on_both, scene::eur};

/// Name and cents of the lines that a space is shown.
fn shown(operator: &Person<'_>, space: SpaceId) -> Vec<(String, i64)> {
    let page = operator.get(&format!("/spaces/{space}/shared-lines")).ok(200);
    let line = |line: &Value| (line["name"].as_str().unwrap().to_owned(), line["amount"]["amount"].as_i64().unwrap());
    page["items"].as_array().unwrap().iter().map(line).collect()
}

#[test]
fn a_member_shows_their_own_lines_from_now_on_and_takes_it_back_at_once() {
    on_both(|network| {
        let hill = Hill::open(network);
        let (_, ada) = &hill.members[0];
        let text = str::to_owned;
        hill.pay(1, 100, WEB);
        go_to(network, "2026-11-03");
        assert_eq!(ada.get("/member/sharing").ok(200), json!({ "space": null, "since": null }));
        let sharing = ada.put("/member/sharing", &json!({})).ok(200);
        assert_eq!(sharing, json!({ "space": hill.space, "since": "2026-11-03T09:00:00Z" }));
        assert_eq!(shown(&hill.olga, hill.space), [], "what came before stays in sums");
        go_to(network, "2026-11-04");
        hill.pay(1, 200, WEB);
        hill.pay(2, 300, WEB);
        assert_eq!(ada.put("/member/sharing", &json!({})).ok(200), sharing, "she does already");
        assert_eq!(shown(&hill.olga, hill.space), [(text("Member 1"), 200)]);
        hill.pay(1, 250, LAW);
        let page = hill.olga.get(&format!("/spaces/{}/shared-lines?limit=1", hill.space)).ok(200);
        assert_eq!(page["items"][0]["amount"], eur(250), "the newest first");
        let next = format!("/spaces/{}/shared-lines?limit=1&after={}", hill.space, page["next"].as_str().unwrap());
        assert_eq!(hill.olga.get(&next).ok(200)["items"][0]["amount"], eur(200));
        assert_eq!(hill.olga.get(&format!("/spaces/{}/shared-lines?after=x", hill.space)).fields(), ["after"]);
        for _ in 0..2 {
            ada.delete("/member/sharing").ok(204);
            assert_eq!(shown(&hill.olga, hill.space), []);
        }
        // Whoever begins anew begins at that moment.
        go_to(network, "2026-11-05");
        ada.put("/member/sharing", &json!({})).ok(200);
        assert_eq!(shown(&hill.olga, hill.space), []);
        hill.pay(1, 400, WEB);
        // She moves: what the old space is still paid for her is hers again.
        ada.put("/member/home-space", &json!({ "space": null, "from": "2026-11-08" })).ok(200);
        go_to(network, "2026-11-09");
        hill.pay(1, 600, WEB);
        assert_eq!(shown(&hill.olga, hill.space), [(text("Member 1"), 400)]);
        ada.delete("/member/sharing").ok(204);
        assert_eq!(ada.put("/member/sharing", &json!({})).refused(409), "no-home-space");
        let acts: Vec<String> = network
            .db()
            .read(|conn| {
                let acts = audit_entries::table.filter(audit_entries::act.like("member.%-lines"));
                Ok(acts.order(audit_entries::id).select(audit_entries::act).load(conn)?)
            })
            .unwrap();
        let (shows, hides) = ("member.shows-lines", "member.hides-lines");
        assert_eq!(acts, [shows, hides, shows, hides]);
    });
}

#[test]
fn whoever_shows_their_lines_hides_nobody_else() {
    on_both(|network| {
        let hill = Hill::open(network);
        let (_, ada) = &hill.members[0];
        ada.put("/member/sharing", &json!({})).ok(200);
        go_to(network, "2026-11-03");
        (1..=3).for_each(|member| hill.pay(member, 100, WEB));
        // Taken back within the month: what was to be seen stays to be known.
        ada.delete("/member/sharing").ok(204);
        go_to(network, "2026-12-01");
        let november = hill.report("2026-11", "2026-11", "category");
        assert_eq!((rows(&november), total(&november)), (vec![], (300, 300, None)));
        (1..=3).for_each(|member| hill.pay(member, 100, WEB));
        go_to(network, "2027-01-01");
        assert_eq!(rows(&hill.report("2026-11", "2026-12", "category")), [("web", 300, 3)]);
        // Showing lines later opens nothing that is closed.
        ada.put("/member/sharing", &json!({})).ok(200);
        assert_eq!(shown(&hill.olga, hill.space), []);
        assert_eq!(rows(&hill.report("2026-11", "2026-12", "category")), [("web", 300, 3)]);
    });
}
