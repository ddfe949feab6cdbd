//! Documents that cannot be believed are refused, with the place and what would be right.

use muster_formation::{
    Index, Limit, Request,
    document::{Brief, Pool},
    form, quote, reasons, why,
};
use serde_json::{Value, json};

pub fn pool() -> Value {
    json!({
        "format": "muster-pool/1", "week0": "2026-01-05", "weeks": 4,
        "related": [["baking", "cooking", 500]],
        "distances": { "Hill": { "Moor": 10 } },
        "members": [
            { "id": "a", "skills": { "baking": 3 }, "rate": 10, "free": [[20, 4]], "languages": [] },
            { "id": "b", "skills": { "baking": [4, 70] }, "rate": 10, "free": [[20, 1], [0, 3]], "languages": ["de"] }
        ],
        "ties": [["a", "b", 5]], "blocks": []
    })
}

fn brief() -> Value {
    json!({
        "format": "muster-brief/1", "id": "x",
        "seats": [
            { "id": "one", "skills": [{ "skill": "baking", "level": 2, "weight": 1, "must": true }], "hours": 5,
                "from_week": 0, "weeks": 4, "languages": [] },
            { "id": "two", "skills": [{ "skill": "baking", "level": 2, "weight": 1, "must": true }], "hours": 5,
                "from_week": 0, "weeks": 1, "languages": [], "near": { "place": "Hill", "km": 9 } }
        ],
        "weights": { "fit": 1 }
    })
}

/// What is said about a document in which the value at a pointer was replaced.
fn complaint(mut document: Value, pointer: &str, value: Value) -> String {
    if let Some(spot) = document.pointer_mut(pointer) {
        *spot = value;
    } else {
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        document.pointer_mut(parent).unwrap()[key] = value;
    }
    let refused = if document["format"].as_str().is_some_and(|format| format.starts_with("muster-pool")) {
        serde_json::from_value::<Pool>(document).map_err(|e| e.to_string()).map(|pool| Index::new(&pool).err())
    } else {
        let index = Index::new(&serde_json::from_value(pool()).unwrap()).unwrap();
        let brief = serde_json::from_value::<Brief>(document).map_err(|e| e.to_string());
        brief.map(|brief| Request::new(&index, &brief).err())
    };
    match refused {
        Err(unreadable) => unreadable,
        Ok(Some(refusal)) => refusal.to_string(),
        Ok(None) => "fine".into(),
    }
}

#[test]
fn a_pool_that_cannot_be_believed_is_refused_with_the_place() {
    let cases = [
        ("/week0", json!("2026-01-06"), "week0: 2026-01-06 is refused; right would be a Monday, such as 2026-01-05"),
        ("/weeks", json!(105), "weeks: 105 is refused; right would be a whole number from 1 to 104"),
        ("/related/0/2", json!(1000), "related[0][2]: 1000 is refused; right would be a whole number from 1 to 999"),
        (
            "/related/0/1",
            json!("baking"),
            "related[0][1]: \"baking\" is refused; right would be another skill than the first",
        ),
        (
            "/related",
            json!([["x", "y", 5], ["y", "x", 6]]),
            "related[1][2]: 6 is refused; right would be 5, as this pair was given before",
        ),
        (
            "/distances/Hill/Moor",
            json!(-1),
            "distances.Hill.Moor: -1 is refused; right would be a whole number, at least 0",
        ),
        (
            "/distances/Hill/Hill",
            json!(3),
            "distances.Hill.Hill: 3 is refused; right would be 0, since a place is 0 km from itself",
        ),
        (
            "/distances/Moor",
            json!({ "Hill": 11 }),
            "distances.Moor.Hill: 11 is refused; right would be 10, as distances.Hill.Moor says, or only one of the two",
        ),
        (
            "/members/1/id",
            json!("a"),
            "members[1].id: \"a\" is refused; right would be an id that is not that of members[0]",
        ),
        (
            "/members/0/skills/baking",
            json!(6),
            "members[0].skills.baking: 6 is refused; right would be a whole number from 1 to 5",
        ),
        (
            "/members/0/skills/baking",
            json!([1, 1001]),
            "members[0].skills.baking[1]: 1001 is refused; right would be a whole number from 0 to 1000",
        ),
        (
            "/members/0/skills/baking",
            json!("much"),
            "invalid type: string \"much\", expected a level, or [level, evidence]",
        ),
        ("/members/0/skills/baking", json!([1]), "invalid length 1, expected a level, or [level, evidence]"),
        ("/members/0/skills/baking", json!([1, 2, 3]), "invalid length 3, expected a level, or [level, evidence]"),
        (
            "/members/0/rate",
            json!(-5),
            "members[0].rate: -5 is refused; right would be a whole number from 0 to 1000000000000",
        ),
        (
            "/members/0/free",
            json!([[20, 3]]),
            "members[0].free: runs that add up to 3 weeks is refused; right would be runs that add up to 4 weeks",
        ),
        (
            "/members/1/free/1/0",
            json!(81),
            "members[1].free[1][0]: 81 is refused; right would be a whole number from 0 to 80",
        ),
        (
            "/members/1/free/1/1",
            json!(-3),
            "members[1].free[1][1]: -3 is refused; right would be a whole number from 0 to 104",
        ),
        (
            "/members/1/turn",
            json!(1001),
            "members[1].turn: 1001 is refused; right would be a whole number from 0 to 1000",
        ),
        (
            "/members/1/name",
            json!("Ann"),
            "unknown field `name`, expected one of `id`, `skills`, `rate`, `free`, `place`, `languages`, `turn`, `onsite`",
        ),
        ("/ties/0/2", json!(0), "ties[0][2]: 0 is refused; right would be a whole number from 1 to 1000"),
        ("/ties/0/0", json!("c"), "ties[0][0]: \"c\" is refused; right would be the id of a member of the pool"),
        (
            "/ties/0/1",
            json!("a"),
            "ties[0][1]: \"a\" is refused; right would be the id of another member than the first",
        ),
        (
            "/ties",
            json!([["a", "b", 1], ["b", "a", 1]]),
            "ties[1]: [\"b\", \"a\"] is refused; right would be a pair that is not that of ties[0]",
        ),
        (
            "/blocks",
            json!([["a", "c"]]),
            "blocks[0][1]: \"c\" is refused; right would be the id of a member of the pool",
        ),
        ("/format", json!("muster-pool/2"), "unknown variant `muster-pool/2`, expected `muster-pool/1`"),
    ];
    for (pointer, value, expected) in cases {
        assert_eq!(complaint(pool(), pointer, value), expected, "{pointer}");
    }
    assert_eq!(complaint(pool(), "/weeks", json!(4)), "fine");
}

#[test]
fn a_brief_that_cannot_be_believed_is_refused_with_the_place() {
    let cases = [
        ("/seats", json!([]), "seats: 0 is refused; right would be 1 to 16 seats"),
        (
            "/seats/1/id",
            json!("one"),
            "seats[1].id: \"one\" is refused; right would be an id that is not that of seats[0]",
        ),
        ("/seats/0/skills", json!([]), "seats[0].skills: [] is refused; right would be at least one skill"),
        (
            "/seats/0/skills",
            json!([{ "skill": "s", "level": 1, "weight": 1, "must": true }, { "skill": "s", "level": 2, "weight": 1, "must": true }]),
            "seats[0].skills[1].skill: \"s\" is refused; right would be a skill that this seat does not ask for already",
        ),
        (
            "/seats/0/skills/0/level",
            json!(0),
            "seats[0].skills[0].level: 0 is refused; right would be a whole number from 1 to 5",
        ),
        (
            "/seats/0/skills/0/weight",
            json!(11),
            "seats[0].skills[0].weight: 11 is refused; right would be a whole number from 1 to 10",
        ),
        ("/seats/0/hours", json!(81), "seats[0].hours: 81 is refused; right would be a whole number from 1 to 80"),
        ("/seats/0/from_week", json!(4), "seats[0].from_week: 4 is refused; right would be a whole number from 0 to 3"),
        ("/seats/0/weeks", json!(5), "seats[0].weeks: 5 is refused; right would be a whole number from 1 to 4"),
        ("/seats/0/rate_cap", json!(0), "seats[0].rate_cap: 0 is refused; right would be a whole number, at least 1"),
        ("/seats/1/near/km", json!(0), "seats[1].near.km: 0 is refused; right would be a whole number, at least 1"),
        ("/budget", json!(-1), "budget: -1 is refused; right would be a whole number, at least 0"),
        ("/budget", json!(1.5), "invalid type: floating point `1.5`, expected i64"),
        (
            "/locked",
            json!({ "three": "a" }),
            "locked.three: \"three\" is refused; right would be the id of a seat of this brief",
        ),
        (
            "/locked",
            json!({ "one": "c" }),
            "locked.one: \"c\" is refused; right would be the id of a member of the pool",
        ),
        (
            "/locked",
            json!({ "one": "a", "two": "a" }),
            "locked.two: \"a\" is refused; right would be a member who is not locked into another seat",
        ),
        ("/weights/turn", json!(1001), "weights.turn: 1001 is refused; right would be a whole number from 0 to 1000"),
        (
            "/weights/luck",
            json!(1),
            "unknown field `luck`, expected one of `fit`, `proof`, `turn`, `thrift`, `near`, `cohesion`",
        ),
        ("/teams", json!(11), "teams: 11 is refused; right would be a whole number from 1 to 10"),
        ("/min_difference", json!(0), "min_difference: 0 is refused; right would be a whole number, at least 1"),
    ];
    for (pointer, value, expected) in cases {
        assert_eq!(complaint(brief(), pointer, value), expected, "{pointer}");
    }
    assert_eq!(complaint(brief(), "/excluded", json!(["gone", "gone"])), "fine");
}

#[test]
fn what_cannot_be_formed_cannot_be_asked_about_either() {
    let index = Index::new(&serde_json::from_value(pool()).unwrap()).unwrap();
    let mut brief: Brief = serde_json::from_value(brief()).unwrap();
    brief.teams = 11;
    let limit = &mut Limit::none();
    let refusal = form(&index, &brief, limit).unwrap_err();
    assert_eq!(quote(&index, &brief, limit).unwrap_err(), refusal);
    assert_eq!(reasons(&index, &brief, 0, limit).unwrap_err(), refusal);
    assert_eq!(why(&index, &brief, "a", limit).unwrap_err(), refusal);
}

#[test]
fn a_key_may_stand_only_once() {
    let text = pool().to_string().replacen("\"baking\":3", "\"baking\":3,\"baking\":4", 1);
    let error = serde_json::from_str::<Pool>(&text).unwrap_err().to_string();
    assert!(error.starts_with("key `baking` is given twice, it may stand once"), "{error}");
}

#[test]
fn the_largest_numbers_a_document_may_hold_do_not_overflow() {
    let mut pool = pool();
    for member in pool["members"].as_array_mut().unwrap() {
        member["rate"] = json!(1_000_000_000_000_i64);
        member["free"] = json!([[80, 104]]);
    }
    pool["weeks"] = json!(104);
    pool["distances"]["Hill"]["Moor"] = json!(i64::MAX - 1);
    pool["members"][0]["place"] = json!("Moor");
    let mut brief = brief();
    brief["budget"] = json!(i64::MAX);
    brief["min_difference"] = json!(i64::MAX);
    brief["weights"] =
        json!({ "fit": 1000, "proof": 1000, "turn": 1000, "thrift": 1000, "near": 1000, "cohesion": 1000 });
    for seat in brief["seats"].as_array_mut().unwrap() {
        seat["hours"] = json!(80);
        seat["weeks"] = json!(104);
        seat["near"] = json!({ "place": "Moor", "km": i64::MAX });
        seat["rate_cap"] = json!(i64::MAX);
    }
    pool["members"][1]["place"] = json!("Hill");
    let (pool, brief): (Pool, Brief) = (serde_json::from_value(pool).unwrap(), serde_json::from_value(brief).unwrap());
    let answer = crate::truth::solve(&crate::scenes::Scene { pool: pool.clone(), brief: brief.clone() });
    assert_eq!(serde_json::to_value(&answer).unwrap(), crate::naive::Naive::new(&pool, &brief).answer());
    assert_eq!(answer.teams[0].cost, 2 * 80 * 104 * 1_000_000_000_000);
}
