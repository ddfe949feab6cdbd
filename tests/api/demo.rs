//! The demo network.

use std::net::Ipv4Addr;

use diesel::prelude::*;
use muster::{
    app::App,
    audit,
    clock::Mint,
    db::Conn,
    demo::{self, Demo, Found, SIGN_INS},
    engagements,
    http::Origin,
    identity::{
        Device,
        service::{Entry, SignIn, sign_in},
    },
    schema::chain_links,
    turns,
};

use crate::support::{On, config, database::Scratch};

/// Every hat finds something to try: counts of what there must be at least one of.
fn assert_there_is_something_to_try(conn: &mut Conn) -> muster::error::Result<()> {
    use muster::schema::{
        bank_credits, briefs, calendars, connections, counters, crew_members, disputes, fundings, handovers,
        invitations, offers, payouts, policy_proposals, questions, reviews, standbys, strays, turn_offers,
    };
    let count = |rows: Result<i64, diesel::result::Error>, what: &'static str| {
        assert!(rows.unwrap() > 0, "there is nothing of this to try: {what}");
    };
    let board = briefs::table.filter(briefs::bidding.eq("open")).filter(briefs::state.eq("posted"));
    count(board.count().get_result(conn), "a brief that takes bids");
    let answered = questions::table.filter(questions::answer.is_not_null());
    count(answered.count().get_result(conn), "a question with its answer");
    count(
        questions::table.filter(questions::answer.is_null()).count().get_result(conn),
        "a question without an answer",
    );
    count(crew_members::table.count().get_result(conn), "a crew");
    count(offers::table.count().get_result(conn), "an offer to take a seat");
    count(invitations::table.filter(invitations::state.eq("pending")).count().get_result(conn), "an invitation");
    count(connections::table.filter(connections::state.eq("proposed")).count().get_result(conn), "a connection");
    count(calendars::table.count().get_result(conn), "a calendar");
    count(counters::table.count().get_result(conn), "a counter");
    count(standbys::table.count().get_result(conn), "somebody who is asked to stand by");
    count(disputes::table.count().get_result(conn), "a dispute");
    count(fundings::table.filter(fundings::state.eq("pending")).count().get_result(conn), "a payment that is awaited");
    count(strays::table.filter(strays::state.eq("open")).count().get_result(conn), "money that fits no request");
    count(
        bank_credits::table.filter(bank_credits::claimed_by.is_null()).count().get_result(conn),
        "money that names no request",
    );
    count(handovers::table.count().get_result(conn), "a handover");
    count(reviews::table.count().get_result(conn), "a review");
    count(policy_proposals::table.count().get_result(conn), "a proposed policy");
    count(payouts::table.filter(payouts::state.eq("settled")).count().get_result(conn), "a payout that was booked");
    count(payouts::table.filter(payouts::state.eq("returned")).count().get_result(conn), "a payout that came back");
    count(turn_offers::table.filter(turn_offers::state.eq("settled")).count().get_result(conn), "a turn");
    Ok(())
}

/// Makes a small demo network and answers the last hash of each chain: a network that differs anywhere in its log or in
/// its book has others.
fn made(on: On, seed: u64) -> Vec<(String, i64, String)> {
    let scratch = Scratch::new(on);
    let config = config(&scratch);
    let app = App::open(&config, Mint::system()).unwrap();
    app.db.migrate().unwrap();
    assert_eq!(demo::look(&app).unwrap(), Found::Nothing);
    demo::make(&config, Demo { seed, members: 150, today: "2026-11-20".parse().unwrap() }).unwrap();
    assert_eq!(demo::look(&app).unwrap(), Found::Demo);
    let (log, money) = (audit::verify(&app.db).unwrap(), engagements::recount::verify(&app.db).unwrap());
    assert!(log.faults.is_empty() && money.faults.is_empty(), "{log:?} {money:?}");
    let opportunity = turns::service::verify(&app.db).unwrap();
    assert_eq!(opportunity.all_faults().collect::<Vec<_>>(), Vec::<&str>::new());
    assert!(opportunity.closings > 5, "{opportunity:?}");
    assert_eq!(app.db.read(turns::service::sums).unwrap(), (0, 0));
    app.db.read(assert_there_is_something_to_try).unwrap();
    for (hat, email) in SIGN_INS {
        let request = SignIn { email: email.to_owned(), password: demo::PASSWORD.to_owned(), hat: Some(hat) };
        let Entry::SignedIn(session) =
            sign_in(&app, &request, &Device("a test".to_owned(), Origin::of(Ipv4Addr::LOCALHOST.into()))).unwrap()
        else {
            panic!("a second factor was asked for");
        };
        assert_eq!(session.hat, Some(hat));
    }
    let again = demo::make(&config, Demo { seed, members: 150, today: "2026-11-20".parse().unwrap() });
    assert!(again.is_err(), "a network was written into another one");
    let ends = chain_links::table
        .group_by(chain_links::chain)
        .select((chain_links::chain, diesel::dsl::max(chain_links::position).assume_not_null()));
    app.db
        .read(|conn| {
            let ends: Vec<(String, i64)> = ends.order(chain_links::chain).load(conn)?;
            ends.into_iter()
                .map(|(chain, last)| {
                    let hash = chain_links::table.find((&chain, last)).select(chain_links::hash).first(conn)?;
                    Ok((chain, last, hash))
                })
                .collect()
        })
        .unwrap()
}

#[test]
fn the_same_seed_gives_the_same_network_on_either_database_and_another_seed_another_one() {
    let first = made(On::Sqlite, 1);
    assert_eq!(first.len(), 3, "{first:?}");
    assert!(first.iter().all(|(_, entries, _)| *entries > 10), "{first:?}");
    assert_eq!(made(On::Postgres, 1), first);
    assert_ne!(made(On::Sqlite, 2), first);
}

/// How many works of Carla's are over and wait to be reviewed, and how many handovers of hers a steward confirmed.
fn of_carlas(conn: &mut Conn) -> muster::error::Result<(i64, i64)> {
    use muster::schema::{clients, engagements, handovers, reviews};
    let carlas = engagements::table
        .inner_join(clients::table.on(clients::id.eq(engagements::client_id)))
        .filter(clients::name.eq("Alpenrad GmbH"))
        .select(engagements::id);
    let said = reviews::table.select(reviews::engagement_id);
    let over = carlas.filter(engagements::state.eq("completed")).filter(engagements::id.ne_all(said));
    let confirmed =
        handovers::table.filter(handovers::engagement_id.eq_any(carlas)).filter(handovers::state.ne("asked"));
    Ok((over.count().get_result(conn)?, confirmed.count().get_result(conn)?))
}

#[test]
fn on_each_day_of_a_week_there_is_work_of_carlas_to_be_reviewed_and_a_handover_that_was_confirmed() {
    for day in 16..=22 {
        let scratch = Scratch::new(On::Sqlite);
        let config = config(&scratch);
        let app = App::open(&config, Mint::system()).unwrap();
        app.db.migrate().unwrap();
        let today = format!("2026-11-{day}").parse().unwrap();
        demo::make(&config, Demo { seed: 1, members: 50, today }).unwrap();
        let (over, confirmed) = app.db.read(of_carlas).unwrap();
        assert!(over > 0 && confirmed > 0, "on {today:?}: {over} over, {confirmed} confirmed");
    }
}
