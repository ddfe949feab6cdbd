//! Two servers on one PostgreSQL: whoever signed in at one is signed in at the other, what is to be done later is done
//! once, and where one is killed amidst its work the other goes on with it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::PathBuf,
    process::{Output, Stdio},
    thread,
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use serde_json::{Value, json};

use super::{
    place::Place,
    server::{Server, eventually},
};

/// The names of the mails that each address got, from all of those servers together.
fn mails(folders: &[&PathBuf]) -> BTreeMap<String, Vec<String>> {
    let mut mails: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in folders {
        for file in fs::read_dir(folder.join("mail")).unwrap() {
            let text = fs::read_to_string(file.unwrap().path()).unwrap();
            let header = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned);
            // One that is being written has no address yet.
            let (Some(to), Some(id)) = (header("To: "), header("Message-ID: ")) else { continue };
            mails.entry(to).or_default().push(id);
        }
    }
    mails
}

/// Whether everybody who signed up here got one mail. One that a server sent and did not live to note is sent again by
/// another one, under the same name.
fn is_one_each(mails: &BTreeMap<String, Vec<String>>) -> bool {
    let mut new = mails.iter().filter(|(to, _)| to.contains("@example."));
    new.all(|(_, names)| names.iter().collect::<BTreeSet<&String>>().len() == 1)
}

/// Four people sign up again and again, two at each server, and one of them kills the first server amidst that. Answers
/// the addresses to which a mail was promised.
fn sign_ups_while_one_is_killed(one: &Server, other: &Server) -> Vec<String> {
    thread::scope(|scope| {
        let sign_up_again_and_again = |who: usize| {
            let server = if who.is_multiple_of(2) { one } else { other };
            scope.spawn(move || {
                let mut promised = Vec::new();
                for nth in 0..20 {
                    if (who, nth) == (0, 10) {
                        server.signal("KILL");
                    }
                    let email = format!("p{who}.{nth}@example.net");
                    if server.promises_a_mail(&email) {
                        promised.push(email);
                    }
                }
                promised
            })
        };
        let running = [0, 1, 2, 3].map(sign_up_again_and_again);
        running.into_iter().flat_map(|person| person.join().unwrap()).collect()
    })
}

/// Has what a server held that was killed be free now, as it is by itself after two minutes.
fn end_leases(place: &Place) {
    let mut conn = PgConnection::establish(&place.url).unwrap();
    conn.batch_execute("UPDATE jobs SET lease_until = 0 WHERE state = 'waiting' AND lease_until > 0").unwrap();
}

/// How many migrations a command that ended well says it ran.
#[track_caller]
fn migrations_of(output: &Output) -> usize {
    assert!(output.status.success(), "{output:?}");
    let told = String::from_utf8(output.stdout.clone()).unwrap();
    let many = told.trim_end().strip_suffix(" migrations ran").and_then(|told| told.rsplit(' ').next());
    many.unwrap_or_else(|| panic!("{told}")).parse().unwrap()
}

#[test]
fn of_two_that_migrate_at_once_one_runs_every_migration_and_the_other_none() {
    let place = Place::on_postgres();
    let begun =
        [(), ()].map(|()| place.command(&["migrate"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap());
    let mut ran = begun.map(|process| migrations_of(&process.wait_with_output().unwrap()));
    ran.sort_unstable();
    let all = fs::read_dir("migrations/postgres").unwrap().count();
    assert_eq!(ran, [0, all]);
}

#[test]
fn two_servers_are_one_network_and_one_that_is_killed_is_not_missed() {
    let place = Place::on_postgres();
    place.done(&["demo", "--members", "50"]);
    fs::create_dir(place.file("secrets")).unwrap();
    // Both find an empty place for the keys at the same time.
    let (one, other) = (Server::start(&place, "one"), Server::start(&place, "other"));
    one.until_ready();
    other.until_ready();

    let carla = json!({"email": "carla@demo.example", "password": "muster demo network"});
    let (status, session) = one.ask("POST", "/sessions", None, &carla);
    assert_eq!(status, 201, "{session}");
    let token = session["access_token"].as_str();
    assert!(token.is_some(), "{session}");
    for server in [&one, &other] {
        assert_eq!(server.ask("GET", "/me", token, &Value::Null).0, 200, "{}", server.url);
    }

    (0..20).for_each(|number| if number % 2 == 0 { one.sign_up(number) } else { other.sign_up(number) });
    let (first, second) = (one.data.clone(), other.data.clone());
    let new = |at: &str| mails(&[&first, &second]).keys().filter(|to| to.ends_with(at)).count();
    eventually("everybody got a mail", || new("@example.org") == 20);
    assert!(mails(&[&first, &second]).values().all(|names| names.len() == 1));

    let promised = sign_ups_while_one_is_killed(&one, &other);
    let at_the_first = promised.iter().filter(|to| to.starts_with("p0.")).count();
    assert!((10..20).contains(&at_the_first), "it was not killed amidst sign-ups: {promised:?}");
    drop(one);
    (20..30).for_each(|number| other.sign_up(number));
    assert_eq!(other.ask("GET", "/me", token, &Value::Null).0, 200);
    eventually("everybody got the mail that they were promised, from whichever is left", || {
        let there = mails(&[&first, &second]);
        let is_so = new("@example.org") == 30 && promised.iter().all(|to| there.contains_key(to));
        if !is_so {
            end_leases(&place);
        }
        is_so
    });
    assert!(is_one_each(&mails(&[&first, &second])), "{:#?}", mails(&[&first, &second]));
}
