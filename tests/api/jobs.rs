//! Work that is done later: what fails is tried again with patience, and what is given up waits for an admin.

use std::{sync::Arc, time::Duration};

use diesel::prelude::*;
use muster::{
    identity::Hat,
    jobs::{self, Job, Stop},
    letters::Language,
    mail::Mail,
    schema::jobs as rows,
};
use serde_json::Value;

use crate::support::{Network, Person, market::Market, on_both};

fn mail(to: &str, subject: &str) -> Job {
    let (to, subject, text) = (to.to_owned(), subject.to_owned(), "Hello.".to_owned());
    Job::Mail(Mail { to, language: Language::English, subject, text, link: None })
}

/// Lets hours pass, and does what falls due, whatever fails.
fn wait(network: &Network, hours: i64) {
    network.app.mint.set_now(network.now().plus_seconds(hours * 3600));
    jobs::run_due(&network.app).unwrap();
}

fn list(admin: &Person<'_>, state: &str) -> Vec<Value> {
    admin.get(&format!("/jobs?state={state}")).ok(200)["items"].as_array().unwrap().clone()
}

#[test]
fn mail_that_cannot_leave_is_tried_for_three_days_and_then_an_admin_decides() {
    on_both(|network| {
        let market = Market::open(network);
        let admin = market.official("Adam", Hat::Admin);
        network.db().write(|tx| jobs::soon(tx, &mail("no address", "One"))).unwrap();
        network.db().write(|tx| jobs::soon(tx, &mail("no address", "Two"))).unwrap();
        let mut hours = 0;
        while list(&admin, "dead").len() < 2 {
            assert!(hours < 5 * 24, "it is tried for ever");
            wait(network, 1);
            hours += 1;
        }
        assert!(hours > 3 * 24, "it was given up after {hours} hours");
        let notices = admin.get("/notices").ok(200);
        let told = |notice: &&Value| notice["subject"] == "Work was given up";
        assert_eq!(notices["items"].as_array().unwrap().iter().filter(told).count(), 1, "{notices:#}");

        let [two, one] = &list(&admin, "dead")[..] else { panic!("there are two") };
        assert_eq!((&one["kind"], &one["lane"], &one["attempts"]), (&"mail".into(), &"mail".into(), &30.into()));
        assert!(one["last_error"].as_str().unwrap().contains("address"), "{one:#}");
        assert!(!one.to_string().contains("Hello."), "what the mail says is nobody's business");

        let (one, two) = (one["id"].as_str().unwrap(), two["id"].as_str().unwrap());
        admin.post(&format!("/jobs/{one}/retries"), &Value::Null).ok(204);
        jobs::run_due(&network.app).unwrap();
        let again = &list(&admin, "waiting")[0];
        assert_eq!((&again["id"], &again["attempts"]), (&one.into(), &1.into()));
        admin.delete(&format!("/jobs/{one}")).refused(404);
        admin.delete(&format!("/jobs/{two}")).ok(204);
        admin.delete(&format!("/jobs/{two}")).refused(404);
        assert!(list(&admin, "dead").is_empty());
    });
}

#[test]
fn what_is_done_holds_nothing_any_more_and_is_forgotten_after_a_month() {
    on_both(|network| {
        let admin = Market::open(network).official("Adam", Hat::Admin);
        network.db().write(|tx| jobs::soon(tx, &mail("ada@example.org", "A link"))).unwrap();
        assert_eq!(network.mails("ada@example.org").len(), 1);
        assert!(!list(&admin, "done").is_empty());
        let left: Vec<String> = network
            .db()
            .read(|conn| Ok(rows::table.filter(rows::state.eq("done")).select(rows::payload).load(conn)?))
            .unwrap();
        assert!(left.iter().all(|payload| payload == "{}"), "{left:?}");
        wait(network, 31 * 24);
        wait(network, 0);
        assert!(list(&admin, "done").iter().all(|job| job["subject"] != "A link"));
        assert_eq!(list(&admin, "done").iter().filter(|job| job["kind"] == "mail").count(), 0);
    });
}

#[test]
fn a_job_from_which_no_worker_comes_back_is_given_up() {
    on_both(|network| {
        let admin = Market::open(network).official("Adam", Hat::Admin);
        let sent = || list(&admin, "done").iter().filter(|job| job["kind"] == "mail").count();
        let before = sent();
        network.db().write(|tx| jobs::soon(tx, &mail("ada@example.org", "Deadly"))).unwrap();
        let claimed_by_those_who_died = rows::attempts.eq(30);
        let waiting = rows::table.filter(rows::state.eq("waiting")).filter(rows::kind.eq("mail"));
        let changed = network
            .db()
            .write(|tx| Ok(diesel::update(waiting).set(claimed_by_those_who_died).execute(&mut **tx)?))
            .unwrap();
        assert_eq!(changed, 1);
        wait(network, 0);
        assert!(list(&admin, "dead")[0]["last_error"].as_str().unwrap().contains("came back"));
        // The one that tells the admin.
        assert_eq!(sent(), before + 1);
    });
}

#[test]
fn workers_do_what_is_due_until_they_are_told_to_stop() {
    on_both(|network| {
        // Workers do nothing by a clock that is not the database's.
        if let Some(clocks) = network.app.db.clocks(&network.app.mint).unwrap() {
            network.app.mint.set_now(clocks.there);
        }
        let stop = Stop::default();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let workers = runtime.spawn(jobs::work(Arc::clone(&network.app), stop.clone()));
        network.db().write(|tx| jobs::soon(tx, &mail("ada@example.org", "Soon"))).unwrap();
        let count = |state: &str| {
            let mails = rows::table.filter(rows::state.eq(state)).filter(rows::kind.eq("mail"));
            network.db().read(|conn| Ok(mails.count().get_result::<i64>(conn)?)).unwrap()
        };
        while count("done") == 0 {
            std::thread::sleep(Duration::from_millis(20));
        }
        stop.now();
        runtime.block_on(workers).unwrap();
        network.db().write(|tx| jobs::soon(tx, &mail("ada@example.org", "Too late"))).unwrap();
        assert_eq!((count("done"), count("waiting")), (1, 1));
    });
}

#[test]
fn a_server_whose_clock_is_not_the_databases_does_no_job_and_is_not_ready() {
    on_both(|network| {
        let app = &network.app;
        let is_ready = || ureq::get(format!("{}/ready", network.url)).call().is_ok();
        network.db().write(|tx| jobs::soon(tx, &mail("carla@example.com", "One"))).unwrap();
        // The clock of a test stands on a day of its own.
        jobs::compare_clocks(app).unwrap();
        if let Some(clocks) = app.db.clocks(&app.mint).unwrap() {
            assert!(clocks.apart_micros() > 3600 * 1_000_000, "{clocks:?}");
            assert_eq!((jobs::run_due(app).unwrap(), is_ready()), (0, false));
            app.mint.set_now(clocks.there);
            jobs::compare_clocks(app).unwrap();
        }
        assert!(jobs::run_due(app).unwrap() > 0, "the mail leaves");
        assert!(is_ready());
    });
}
