//! Turns: what is offered, settled and reversed, and that saying no costs nothing.

use diesel::{connection::SimpleConnection, prelude::*};
use muster::{
    formation::service::Trial,
    identity::{Hat, MemberId},
    schema::{turn_balances, turn_closings, turn_groups, turn_offers},
    turns::{self, Offer},
};
use muster_kernel::{Currency, Id};
use serde_json::{Value, json};

use crate::support::{
    Network, On, Person,
    bidding::{REACT, RUST},
    market::{Draft, Market, answer_all, brief, pending, seat},
    on_both,
    rush::race,
};

/// Posts a brief with a deadline in ten days for two seats of `hours` a week for ten weeks. Where one member alone knows
/// React, there is one team, and who takes the lead is decided by what they cost and by their turns.
fn post(client: &Person<'_>, hours: i32) -> String {
    let mut seats = [seat("lead", "rust"), seat("front", "react")];
    seats.iter_mut().for_each(|seat| seat["hours"] = json!(hours));
    seats[0]["rate_cap"] = json!(10_000);
    let id = client.post("/briefs", &brief(&seats)).ok(201)["id"].as_str().unwrap().to_owned();
    let deadline = client.network().now().plus_seconds(10 * 24 * 3600);
    client.post(&format!("/briefs/{id}/post"), &json!({ "bidding": "formed", "deadline": deadline })).ok(200);
    client.network().work();
    id
}

/// Waits for the deadline and awards the best bid.
fn award(client: &Person<'_>, brief: &str) {
    client.network().wait_hours(24 * 10 + 1);
    let bids = client.get(&format!("/briefs/{brief}/bids")).ok(200);
    client.post(&format!("/bids/{}/award", bids["bids"][0]["id"].as_str().unwrap()), &json!({})).ok(201);
    client.network().work();
}

fn balance(network: &Network, member: MemberId) -> i64 {
    assert_eq!(network.db().read(turns::service::sums).unwrap(), (0, 0), "the balances do not sum to zero");
    network.db().read(turns::service::balances).unwrap().get(&member).copied().unwrap_or_default()
}

fn assert_whole(network: &Network) {
    let found = turns::service::verify(network.db()).unwrap();
    assert_eq!(found.all_faults().collect::<Vec<_>>(), Vec::<&str>::new());
}

fn own(member: &Person<'_>) -> Value {
    member.wear("member").get("/member/turns").ok(200)
}

#[test]
fn a_member_sees_their_own_offers_and_of_others_only_what_was_settled() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = market.member(Draft::of("Ada", RUST));
        let (bob_id, bob) = market.member(Draft::of("Bob", RUST).at(6_000));
        let (_, rea) = market.member(Draft::of("Rea", REACT));
        let (_, cyd) = market.member(Draft::of("Cyd", &[("css", 4, 0)]));
        let declined = post(&client, 20);
        answer_all(&rea, "accept");
        assert_eq!((balance(network, ada_id), balance(network, bob_id)), (-100_000, 100_000));
        assert_eq!((&own(&ada)["balance"], &own(&ada)["settled"]), (&json!(-100_000), &json!(0)));
        assert_eq!(own(&bob)["balance"], 100_000);
        assert_eq!(own(&bob)["entries"]["items"], json!([]), "an open offer to somebody else is shown");
        answer_all(&ada, "decline");
        network.work();
        // Ada could have taken it, so she is due her share of the offer to Bob.
        assert_eq!((balance(network, ada_id), balance(network, bob_id)), (100_000, -100_000));
        answer_all(&bob, "accept");
        award(&client, &declined);
        assert_eq!((balance(network, ada_id), balance(network, bob_id)), (100_000, -100_000));
        let adas = own(&ada);
        assert_eq!(
            (&adas["balance"], &adas["settled"], &adas["points"]),
            (&json!(100_000), &json!(100_000), &json!(700))
        );
        let lines: Vec<_> = adas["entries"]["items"].as_array().unwrap().iter().collect();
        let told = |line: &Value| (line["cause"].clone(), line["state"].clone(), line["milli_offers"].clone());
        assert_eq!(told(lines[0]), (json!("share"), json!("settled"), json!(100_000)));
        assert_eq!((&lines[0]["category"], &lines[0]["title"]), (&json!("web"), &json!(null)));
        assert_eq!(told(lines[1]), (json!("offer"), json!("reversed"), json!(-100_000)));
        assert_eq!(lines[1]["title"], "A shop for bicycles");
        let bobs = own(&bob);
        assert_eq!(bobs["entries"]["items"].as_array().unwrap().len(), 1, "Ada's decline is shown to Bob: {bobs}");
        assert_eq!(own(&cyd), json!({ "balance": 0, "settled": 0, "points": 500, "entries": { "items": [] } }));
        // Page by page it is the same.
        let first = ada.get("/member/turns?limit=1").ok(200)["entries"].clone();
        let second = ada.get(&format!("/member/turns?limit=1&after={}", first["next"].as_str().unwrap())).ok(200);
        assert_eq!((&first["items"][0], &second["entries"]["items"][0]), (lines[0], lines[1]));
        assert_eq!(ada.get("/member/turns?after=x").fields(), ["after"]);
        assert_whole(network);
    });
}

#[test]
fn balances_shrink_once_a_month_also_after_a_pause_and_however_many_workers_there_are() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let (ada_id, ada) = market.member(Draft::of("Ada", RUST));
        let (bob_id, bob) = market.member(Draft::of("Bob", RUST).at(6_000));
        let (_, rea) = market.member(Draft::of("Rea", REACT));
        let taken = post(&client, 20);
        assert_eq!((answer_all(&ada, "accept"), answer_all(&rea, "accept")), (1, 1));
        award(&client, &taken);
        // An open offer does not shrink: it stands when the month ends, and is reversed whole later.
        let open = post(&client, 20);
        let answered = [&ada, &bob, &rea].map(|member| answer_all(member, "accept"));
        assert_eq!(answered.iter().sum::<usize>(), 2);
        network.wait_hours(24 * 25);
        assert!(
            [-10_000, 190_000].contains(&balance(network, bob_id)),
            "an open offer shrank, or a settled one did not"
        );
        client.post(&format!("/briefs/{open}/withdraw"), &json!({})).ok(204);
        assert_eq!((balance(network, ada_id), balance(network, bob_id)), (-90_000, 90_000));
        // Nobody works until March; then three instances start at once.
        network.app.mint.set_now("2027-03-05T09:00:00Z".parse().unwrap());
        std::thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| turns::service::keep_up(&network.app).unwrap());
            }
        });
        network.work();
        assert_eq!((balance(network, ada_id), balance(network, bob_id)), (-65_610, 65_610), "nine tenths, four times");
        let months = turn_closings::table.filter(turn_closings::month.is_not_null()).order(turn_closings::position);
        let months: Vec<Option<i32>> =
            network.db().read(|conn| Ok(months.select(turn_closings::month).load(conn)?)).unwrap();
        assert_eq!(months, [202_611, 202_612, 202_701, 202_702].map(Some));
        let line = own(&bob)["entries"]["items"][0].clone();
        assert_eq!(
            (&line["cause"], &line["month"], &line["milli_offers"]),
            (&json!("decay"), &json!("2027-02"), &json!(-7_290))
        );
        assert_whole(network);
    });
}

/// What becomes of a brief.
#[derive(Clone, Copy, Debug)]
enum Fate {
    /// Whoever is asked first takes the seat, and the bid is awarded.
    Taken,
    /// Whoever is asked first declines; the next takes the seat.
    TakenAfterDecline,
    /// Whoever is asked first lets it lapse; the next takes the seat.
    TakenAfterLapse,
    /// Everybody declines.
    Declined,
    /// Nobody answers.
    Lapsed,
    /// It is never posted.
    Nothing,
}

/// Plays one brief every seventeen days, and answers pool and teams as they are in the end, as bytes, and everybody's
/// balance.
fn play(on: On, fates: &[Fate]) -> (String, String, Vec<i64>) {
    let network = Network::start(on);
    let market = Market::open(&network);
    let client = market.client("Carla");
    let mut members: Vec<(MemberId, Person<'_>)> =
        (0..4).map(|n: i64| market.member(Draft::of(&format!("Member {n}"), RUST).at(5_000 + 200 * n))).collect();
    members.push(market.member(Draft::of("Rea", REACT)));
    let start = network.now();
    for (number, fate) in (1..).zip(fates) {
        if !matches!(fate, Fate::Nothing) {
            meet(&client, &members, *fate);
        }
        network.app.mint.set_now(start.plus_seconds(number * 17 * 24 * 3600));
        network.work();
    }
    assert_whole(&network);
    let trial = Trial::open(&network.app, Currency::EUR).unwrap();
    let document = serde_json::from_value(brief(&[seat("lead", "rust"), seat("second", "rust")])).unwrap();
    let teams = trial.form(Id::from_bits(1), &document).unwrap();
    let balances = members.iter().map(|(id, _)| balance(&network, *id)).collect();
    (serde_json::to_string(trial.pool()).unwrap(), serde_json::to_string(&teams).unwrap(), balances)
}

/// Posts a brief and has it meet its fate.
fn meet(client: &Person<'_>, members: &[(MemberId, Person<'_>)], fate: Fate) {
    let network = client.network();
    let answer_first = |answer: &str| {
        let asked = members.iter().find(|(_, member)| pending(member.wear("member")).is_some());
        assert_eq!(answer_all(&asked.unwrap().1, answer), 1);
        network.work();
    };
    let id = post(client, 5);
    let deadline = network.now().plus_seconds(10 * 24 * 3600);
    if !matches!(fate, Fate::Lapsed) {
        answer_all(&members[4].1, "accept");
    }
    match fate {
        Fate::TakenAfterDecline => answer_first("decline"),
        Fate::TakenAfterLapse => network.wait_hours(73),
        Fate::Declined => (0..4).for_each(|_| answer_first("decline")),
        Fate::Taken | Fate::Lapsed | Fate::Nothing => {}
    }
    let is_taken = matches!(fate, Fate::Taken | Fate::TakenAfterDecline | Fate::TakenAfterLapse);
    if is_taken {
        answer_first("accept");
    }
    network.app.mint.set_now(deadline.plus_seconds(60));
    network.work();
    if is_taken {
        let bids = client.get(&format!("/briefs/{id}/bids")).ok(200);
        client.post(&format!("/bids/{}/award", bids["bids"][0]["id"].as_str().unwrap()), &json!({})).ok(201);
    }
}

#[test]
fn histories_that_differ_only_in_declines_and_lapses_give_the_same_pool_and_the_same_teams_to_the_byte() {
    use Fate::{Declined, Lapsed, Nothing, Taken, TakenAfterDecline, TakenAfterLapse};
    for on in [On::Sqlite, On::Postgres] {
        let without = play(on, &[Taken, Nothing, Taken]);
        assert!(without.2.iter().any(|balance| *balance != 0), "nothing was ever offered");
        assert_eq!(play(on, &[Taken, Declined, Taken]), without, "on {on:?}");
        assert_eq!(play(on, &[Taken, Lapsed, Taken]), without, "on {on:?}");
        let declined = play(on, &[TakenAfterDecline, Taken, Nothing]);
        assert_eq!(play(on, &[TakenAfterLapse, Taken, Declined]), declined, "on {on:?}");
        assert_ne!(declined.0, without.0, "the comparison would not notice who took a seat");
    }
}

/// An offer that nothing else in a test refers to.
fn made_up(number: u128, to: MemberId, eligible: &[MemberId]) -> Offer<'_> {
    let (invitation, brief, run) = (Id::from_bits(number), Id::from_bits(number / 4), Id::from_bits(number / 4));
    Offer { invitation, brief, run, seat: "lead", to, eligible, hours: 10, weeks: 3 }
}

#[test]
fn offers_to_a_large_pool_write_a_row_each_and_one_group_for_each_seat() {
    on_both(|network| {
        let eligible: Vec<MemberId> = (0..4_000).map(Id::from_bits).collect();
        network
            .db()
            .write(|tx| {
                (0..48).try_for_each(|number: u128| {
                    let to = eligible[usize::try_from(number * 7).unwrap()];
                    let offer = made_up(number, to, &eligible[usize::try_from(number / 4).unwrap()..]);
                    turns::service::offer(tx, &offer)
                })
            })
            .unwrap();
        let rows: (i64, i64, i64) = network
            .db()
            .read(|conn| {
                let groups = turn_groups::table.count().get_result(conn)?;
                let offers = turn_offers::table.count().get_result(conn)?;
                Ok((offers, groups, turn_balances::table.count().get_result(conn)?))
            })
            .unwrap();
        assert_eq!(rows, (48, 12, 4_001));
        let share = |heads: i64| 4 * (30_000 / heads);
        assert_eq!(balance(network, eligible[3_999]), (0..12).map(|seat| share(4_000 - seat)).sum::<i64>());
        assert_whole(network);
    });
}

#[test]
fn of_many_who_open_accounts_and_end_offers_at_once_each_offer_ends_once_and_all_sums_to_zero() {
    race(|network| {
        let members: Vec<MemberId> = (0..60).map(Id::from_bits).collect();
        std::thread::scope(|scope| {
            for number in 0..24_u128 {
                let members = &members;
                scope.spawn(move || {
                    let few = usize::try_from(number).unwrap();
                    let offer = made_up(number * 4, members[few], &members[few..few + 30]);
                    network.db().write(|tx| turns::service::offer(tx, &offer)).unwrap();
                });
            }
        });
        std::thread::scope(|scope| {
            for number in 0..24_u128 {
                scope.spawn(move || {
                    network.db().write(|tx| turns::service::take_back(tx, Id::from_bits(number * 4))).unwrap();
                });
                scope.spawn(move || {
                    let won = [Id::from_bits(number * 4)];
                    network.db().write(|tx| turns::service::award(tx, Id::from_bits(number), &won)).unwrap();
                });
                scope.spawn(|| turns::service::keep_up(&network.app).unwrap());
            }
        });
        turns::service::keep_up(&network.app).unwrap();
        let ends =
            turn_offers::table.group_by(turn_offers::state).select((turn_offers::state, diesel::dsl::count_star()));
        let ends: Vec<(String, i64)> = network.db().read(|conn| Ok(ends.load(conn)?)).unwrap();
        assert_eq!(ends.iter().map(|(_, count)| count).sum::<i64>(), 24);
        assert!(ends.iter().all(|(state, _)| state != "open"), "{ends:?}");
        balance(network, members[0]);
        assert_whole(network);
    });
}

#[test]
fn a_seat_on_new_terms_weighs_what_the_new_terms_say() {
    on_both(|network| {
        let members: Vec<MemberId> = (0..4).map(Id::from_bits).collect();
        let offer = made_up(1, members[0], &members);
        network.db().write(|tx| turns::service::offer(tx, &offer)).unwrap();
        assert_eq!(balance(network, members[0]), 7_500 - 30_000);
        network.db().write(|tx| turns::service::reweigh(tx, offer.invitation, 4, 3)).unwrap();
        assert_eq!(balance(network, members[0]), 3_000 - 12_000);
        network.db().write(|tx| turns::service::settle(tx, offer.invitation)).unwrap();
        network.work();
        assert_eq!((balance(network, members[0]), balance(network, members[1])), (-9_000, 3_000));
        assert_whole(network);
    });
}

#[test]
fn the_database_itself_refuses_parts_that_do_not_add_up_and_any_change_to_what_was_posted() {
    on_both(|network| {
        let members: Vec<MemberId> = (0..4).map(Id::from_bits).collect();
        let offer = made_up(1, members[0], &members);
        network.db().write(|tx| turns::service::offer(tx, &offer)).unwrap();
        network.db().write(|tx| turns::service::settle(tx, offer.invitation)).unwrap();
        network.work();
        let change = |statement: &str| network.db().write(|tx| Ok(tx.batch_execute(statement)?));
        for statement in [
            "UPDATE turn_offers SET weight_milli = weight_milli + 1",
            "UPDATE turn_offers SET state = 'reversed', counted_in = NULL",
            "DELETE FROM turn_offers",
            "UPDATE turn_groups SET heads = 3",
            "UPDATE turn_closings SET offers = 0",
            "DELETE FROM turn_closings",
            "INSERT INTO turn_offers SELECT 'turn_x', 'x', brief_id, run_id, seat, member_id, group_hash, heads, \
             weight_milli, share_milli + 1, network_milli, 'open', posted_at, NULL, NULL FROM turn_offers",
            "INSERT INTO turn_offers SELECT 'turn_x', 'x', brief_id, run_id, seat, member_id, group_hash, heads - 1, \
             weight_milli, share_milli, network_milli + share_milli, 'open', posted_at, NULL, NULL FROM turn_offers",
            "UPDATE turn_balances SET milli_offers = milli_offers + 1 WHERE number = 0; \
             INSERT INTO turn_closings SELECT 9, 'turn_y', kind, month, keep_permille, policy_version, offers, shrunk, \
             posted_at FROM turn_closings",
        ] {
            assert!(change(statement).is_err(), "{statement} was taken");
        }
        assert_whole(network);
    });
}

#[test]
fn what_was_changed_behind_the_ledgers_back_is_found() {
    on_both(|network| {
        let members: Vec<MemberId> = (0..4).map(Id::from_bits).collect();
        let offer = made_up(1, members[0], &members);
        network.db().write(|tx| turns::service::offer(tx, &offer)).unwrap();
        network.db().write(|tx| turns::service::settle(tx, offer.invitation)).unwrap();
        network.wait_hours(24 * 30);
        assert_whole(network);
        let unguarded = |table: &str, statement: &str| match network.on {
            On::Postgres => {
                format!("ALTER TABLE {table} DISABLE TRIGGER ALL; {statement}; ALTER TABLE {table} ENABLE TRIGGER ALL")
            }
            On::Sqlite => {
                let triggers = ["move_on", "are_kept_update", "are_kept_delete"];
                let drops = triggers.map(|trigger| format!("DROP TRIGGER IF EXISTS {table}_{trigger};"));
                format!("{} {statement}", drops.concat())
            }
        };
        for (table, statement, fault) in [
            ("turn_balances", "UPDATE turn_balances SET milli_offers = milli_offers + 5 WHERE number = 1", "sum to 5"),
            (
                "turn_closings",
                "UPDATE turn_closings SET keep_permille = 1000 WHERE month IS NOT NULL",
                "is not the decay",
            ),
            ("turn_offers", "UPDATE turn_offers SET member_id = 'member_00000000000000000000000003'", "was changed"),
            (
                "turn_balances",
                "UPDATE turn_balances SET account = account || '0' WHERE number = 2",
                "is not who its name says",
            ),
        ] {
            network.db().write(|tx| Ok(tx.batch_execute(&unguarded(table, statement))?)).unwrap();
            let found = turns::service::verify(network.db()).unwrap();
            assert!(found.all_faults().any(|told| told.contains(fault)), "{statement}: {found:?}");
        }
    });
}

#[test]
fn nobody_but_a_member_has_turns_of_their_own() {
    on_both(|network| {
        let market = Market::open(network);
        assert_eq!(market.client("Carla").get("/member/turns").refused(403), "forbidden");
        assert_eq!(market.official("Olga", Hat::Operator).get("/member/turns").refused(403), "forbidden");
        assert_eq!(Person::nobody(network).get("/member/turns").refused(401), "unauthenticated");
    });
}

#[test]
fn stewards_see_how_turns_are_spread_and_nobodys_own() {
    on_both(|network| {
        let market = Market::open(network);
        let client = market.client("Carla");
        let stella = market.official("Stella", Hat::Steward);
        let members: Vec<(MemberId, Person<'_>)> =
            (0..4).map(|n: i64| market.member(Draft::of(&format!("Member {n}"), RUST).at(5_000 + 200 * n))).collect();
        let (_, rea) = market.member(Draft::of("Rea", REACT));
        assert_eq!(stella.get("/turns/distribution").ok(200), json!({ "bins": [], "all": null, "by_place": [] }));
        let taken = post(&client, 20);
        assert_eq!((answer_all(&members[0].1, "accept"), answer_all(&rea, "accept")), (1, 1));
        award(&client, &taken);
        let told = stella.get("/turns/distribution").ok(200);
        // Of four who were due fifty hours each, one took all 200; Rea was due all that she took. Shares 4, 0, 0, 0 and 1.
        let all = json!({ "members": 5, "gini": 720, "jain": 294, "never": 600, "top_hundredth": 500 });
        assert_eq!(told["all"], all);
        assert_eq!(told["by_place"][0]["place"], json!(null));
        let counts: Vec<i64> = told["bins"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|bin| bin["members"].as_i64())
            .filter(|n| *n > 0)
            .collect();
        assert_eq!(counts.iter().sum::<i64>(), 5);
        assert!(counts.iter().all(|count| *count >= 3), "{told:#}");
        assert!(!told.to_string().contains("member_"), "{told}");
        assert_eq!(rea.get("/turns/distribution").refused(403), "forbidden");
    });
}
