//! Who reaches what: every operation whose path names something, under every hat, for one's own, for somebody else's, and for
//! what there is not. The table is kept as a golden file, and a new operation fails until it is said whose its object is.
//!
//! **The scene** is the demo network, made on each database in a test of its own, so that both are made side by side: the use
//! cases themselves left at least one of everything in it. What it has none of is put in by hand (`objects::missing`). *Own*
//! is asked by the owner as the database has it; *other's* is the very same object, asked by a stranger under the same hat,
//! who owns nothing of its kind; *none* is asked by the stranger too. The table is the same on both.
//!
//! **What changes something** is sent too: a body with what the API's description says that it must have, and no more
//! (`support::operations`), or, where that would be refused for what it says, one that fits (`bodies`), so that the request
//! reaches the question whose it is. A stranger's request changes nothing, or the
//! table shows it. The owner's may do what it asks for, which is why reading comes first, then changing, and deleting last,
//! and within these the order of the paths: what the owner is answered may be that it was done already (409), which is
//! not what is read here.
//!
//! **What must hold** whatever the table says: what a stranger is answered of somebody else's is to the letter what they are
//! answered of what there is not; and whoever wears another hat is turned away alike whether it is there or not. No stranger
//! is refused for what their body says: that would hide whether anybody asked whose it is.

mod bodies;
mod objects;

use std::{cell::OnceCell, collections::BTreeMap, fmt::Write};

use diesel::connection::SimpleConnection;
use muster::identity::Hat;
use serde_json::json;

use self::{
    bodies::Sent,
    objects::{OBJECTS, Object, Of, missing},
};
use crate::support::{
    Answer, Network, On, Person,
    market::{Draft, Market},
    operations::{NOTHING, Operation, description},
};

/// Where a stranger may learn that there is something: the briefs that are open for bids.
const NO_SECRET: [&str; 1] = ["/member/briefs/{id}"];

/// Who asks in a demo for what is the network's.
const PERSONAS: [(&str, &str); 5] = [
    ("client", "carla@demo.example"),
    ("member", "mia@demo.example"),
    ("operator", "otto@demo.example"),
    ("steward", "stella@demo.example"),
    ("admin", "adam@demo.example"),
];

struct Scene<'n> {
    network: &'n Network,
    /// One under each hat, and one without, who own nothing; and nobody.
    strangers: BTreeMap<&'static str, Person<'n>>,
    /// The secret part of the address of somebody's calendar, which stands nowhere in the database.
    link: String,
}

impl<'n> Scene<'n> {
    fn open(network: &'n Network) -> Self {
        let market = Market::beside(network);
        market.share_its_password();
        let member = market.member(Draft::of("Strange Member", &[])).1;
        member.wear("member");
        let (_, any) = market.person("Strange Person", None);
        any.wear_nothing();
        let strangers = BTreeMap::from([
            ("everybody", Person::nobody(network)),
            ("any", any),
            ("client", market.client("Strange Client")),
            ("member", member),
            ("operator", market.official("Strange Operator", Hat::Operator)),
            ("steward", market.official("Strange Steward", Hat::Steward)),
            ("admin", market.official("Strange Admin", Hat::Admin)),
        ]);
        let carla = Person::known(network, PERSONAS[0].1);
        let webhook = carla.wear("client").post("/webhooks", &json!({ "url": "https://hooks.example/muster" })).ok(201);
        carla.post(&format!("/webhooks/{}/test", webhook["webhook"].as_str().unwrap()), &json!({}));
        let mia = Person::known(network, PERSONAS[1].1);
        let made = mia.wear("member").post("/member/calendar-links", &json!({ "tentative": true })).ok(201);
        let link = made["url"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
        network.db().read(|conn| Ok(conn.batch_execute(&missing(network.on))?)).unwrap();
        Self { network, strangers, link }
    }

    /// Whoever has that address, under that hat.
    fn known(&self, email: &str, hat: &str) -> Person<'n> {
        let person = Person::known(self.network, email);
        match hat {
            "everybody" => return Person::nobody(self.network),
            "any" => person.wear_nothing(),
            hat => _ = person.wear(hat),
        }
        person
    }

    fn persona(&self, hat: &str) -> Person<'n> {
        let hat = if hat == "any" { "client" } else { hat };
        let email = PERSONAS.iter().find(|(other, _)| *other == hat).map_or("", |(_, email)| *email);
        self.known(email, hat)
    }
}

/// An object with its owner, who signs in once they are needed.
struct Owned<'n> {
    object: &'static Object,
    email: String,
    ids: Vec<String>,
    owner: OnceCell<Person<'n>>,
}

impl<'n> Owned<'n> {
    fn owner(&self, scene: &Scene<'n>) -> &Person<'n> {
        self.owner.get_or_init(|| match self.object.of {
            Of::Network => scene.persona(self.object.hat),
            _ => scene.known(&self.email, self.object.hat),
        })
    }

    /// Ids of the same form that name nothing.
    fn nothing(&self) -> Vec<String> {
        let nothing = |id: &String| match id.split_once('_') {
            Some((prefix, _)) => format!("{prefix}_{NOTHING}"),
            None => "nothing".to_owned(),
        };
        self.ids.iter().map(nothing).collect()
    }
}

/// How a path names its object: up to its last variable part, without what all paths begin with.
fn named(path: &str) -> Option<&str> {
    let end = path.rfind('}')? + 1;
    path[..end].strip_prefix("/api/v1")
}

fn ask(person: &Person<'_>, operation: &Operation<'_>, ids: &[String], sent: Option<&Sent>) -> Answer {
    let mut path = String::new();
    let mut ids = ids.iter();
    for part in operation.path.split('/').skip(1) {
        let part = if part.starts_with('{') { ids.next().unwrap() } else { part };
        write!(path, "/{part}").unwrap();
    }
    let (kind, plainest) = operation.body().unwrap_or(("application/json", json!({})));
    let (query, body) = match sent {
        Some(Sent { query, body }) => ((*query).to_owned(), body.clone()),
        None => (operation.query(), plainest),
    };
    path.push_str(&query);
    let body = (operation.method != "GET" && operation.method != "DELETE").then_some(body);
    person.send(&operation.method, &path, body.as_ref(), &[("if-match", "\"v1\""), ("content-type", kind)])
}

/// Its path without what all begin with.
fn told<'d>(operation: &Operation<'d>) -> &'d str {
    operation.path.trim_start_matches("/api/v1")
}

/// What an answer says, whatever it was asked about.
fn said(answer: &Answer, ids: &[String]) -> (u16, String) {
    // A hat that stands in a path is a word, which an answer may say of whoever asks.
    let ids = ids.iter().filter(|id| id.contains('_'));
    (answer.status, ids.fold(answer.text.clone(), |text, id| text.replace(id.as_str(), "…")))
}

/// Reading comes first, and deleting last.
fn rank(operation: &Operation<'_>) -> usize {
    ["GET", "PUT", "POST", "DELETE"].iter().position(|method| *method == operation.method).unwrap()
}

#[test]
fn whoever_asks_reaches_what_is_theirs_and_learns_of_nothing_else_that_it_is_there_on_sqlite() {
    whoever_asks_reaches_what_is_theirs_and_learns_of_nothing_else_that_it_is_there(On::Sqlite);
}

#[test]
fn whoever_asks_reaches_what_is_theirs_and_learns_of_nothing_else_that_it_is_there_on_postgres() {
    whoever_asks_reaches_what_is_theirs_and_learns_of_nothing_else_that_it_is_there(On::Postgres);
}

fn whoever_asks_reaches_what_is_theirs_and_learns_of_nothing_else_that_it_is_there(on: On) {
    let network = Network::demo(on, 150);
    let scene = Scene::open(&network);
    let description = description();
    let mut operations = Operation::all(&description);
    operations.retain(|operation| named(operation.path).is_some());
    operations.sort_by_key(|operation| (rank(operation), operation.path));
    let mut owned: BTreeMap<(&str, &str), Owned<'_>> = BTreeMap::new();
    let mut absent = Vec::new();
    for object in OBJECTS {
        match object.one(&network) {
            Some((email, mut ids)) => {
                if object.path == "/calendars/{link}" {
                    ids = vec![scene.link.clone()];
                }
                owned.insert((object.path, object.hat), Owned { object, email, ids, owner: OnceCell::new() });
            }
            None => absent.push(format!("{} of {}", object.path, object.hat)),
        }
    }
    assert!(absent.is_empty(), "the scene has none of these: {absent:#?}");

    let (mut rows, mut unclassified, mut told_apart, mut hidden) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for operation in &operations {
        let path = named(operation.path).unwrap();
        let hats = if operation.hats().is_empty() { vec!["everybody"] } else { operation.hats() };
        for hat in &hats {
            let Some(object) = owned.get(&(path, *hat)) else {
                unclassified.push(format!("{} {} for {hat}: whose is {path}?", operation.method, operation.path));
                continue;
            };
            let (stranger, nothing) = (&scene.strangers[*hat], object.nothing());
            let sent = bodies::sent(&network, &format!("{} {}", operation.method, told(operation)), hat, &object.ids);
            let sent = sent.as_ref();
            let none = ask(stranger, operation, &nothing, sent);
            let others = (object.object.of != Of::Network).then(|| ask(stranger, operation, &object.ids, sent));
            let own = ask(object.owner(&scene), operation, &object.ids, sent);
            let of_the_body =
                [&none].into_iter().chain(&others).find(|one| matches!(one.status, 400 | 415 | 422 | 428));
            hidden
                .extend(of_the_body.map(|one| format!("{} {} by a {hat}: {one:?}", operation.method, operation.path)));
            for answer in [&own, &none].into_iter().chain(&others) {
                assert!(answer.status < 500, "{} {} by a {hat}: {answer:?}", operation.method, operation.path);
            }
            let remark = match &others {
                Some(others) if said(others, &object.ids) != said(&none, &nothing) => {
                    if !NO_SECRET.contains(&path) {
                        told_apart
                            .push(format!("{} {} by a {hat}: {others:?} {none:?}", operation.method, operation.path));
                    }
                    "no secret"
                }
                Some(_) if own.status == none.status => "refused alike",
                _ => "",
            };
            let others = others.map_or_else(|| "-".to_owned(), |others| others.status.to_string());
            let (method, path) = (&operation.method, told(operation));
            let row = format!("{method:<7}{path:<52}{hat:<10}{:<5}{others:<5}{:<5}{remark}", own.status, none.status);
            rows.push((operation.path, rank(operation), row));
        }
        check_the_door(&scene, operation, &hats, owned.get(&(path, hats[0])));
    }
    assert!(unclassified.is_empty(), "say in reach/objects.rs: {unclassified:#?}");
    assert!(told_apart.is_empty(), "a stranger can tell that these are there: {told_apart:#?}");
    assert!(hidden.is_empty(), "say in reach/bodies.rs what fits, so that it is looked whose it is: {hidden:#?}");
    rows.sort();
    let head = format!("{:<7}{:<52}{:<10}{:<5}{:<5}none", "method", "path", "hat", "own", "oth.");
    let table: String = rows.iter().map(|(_, _, row)| format!("{}\n", row.trim_end())).collect();
    insta::assert_snapshot!("reach", format!("{head}\n{table}"));
}

/// Whoever wears another hat, or is not signed in, is turned away before anything is looked up.
fn check_the_door(scene: &Scene<'_>, operation: &Operation<'_>, hats: &[&str], object: Option<&Owned<'_>>) {
    let Some(object) = object else { return };
    let nothing = object.nothing();
    for (hat, stranger) in &scene.strangers {
        let is_let_in = hats.contains(hat) || hats == ["everybody"] || (hats == ["any"] && *hat != "everybody");
        if is_let_in {
            continue;
        }
        let (there, none) = (ask(stranger, operation, &object.ids, None), ask(stranger, operation, &nothing, None));
        assert!(matches!(there.status, 401 | 403), "{} {} as {hat}: {there:?}", operation.method, operation.path);
        assert_eq!(
            said(&there, &object.ids),
            said(&none, &nothing),
            "{} {} as {hat}",
            operation.method,
            operation.path
        );
    }
}
