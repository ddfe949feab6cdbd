//! Many at once.

use std::{collections::BTreeMap, sync::Barrier};

use serde_json::{Value, json};

use super::{Answer, Network, Person, bidding::text, on_both};

/// How often each race is run, with a network of its own each time; once where it is not said. `scripts/prove-races` says
/// it.
const ROUNDS: &str = "TEST_RACES";

/// Runs a race on both databases, as often as [`ROUNDS`] says: what threads do at once comes in another order each time.
pub fn race(test: impl Fn(&Network)) {
    let rounds = std::env::var(ROUNDS).map_or(1, |rounds| rounds.parse::<u32>().expect("a number of rounds"));
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        on_both(&test);
    }
}

/// Runs `act` for every item at once, each in a thread of its own; answers what they answered, in order. On a slow machine
/// some wait for a connection until they are told to come again (503, nothing changed), and do so.
pub fn together<T: Sync>(items: &[T], act: impl Fn(&T) -> Answer + Sync) -> Vec<Answer> {
    let ready = Barrier::new(items.len());
    std::thread::scope(|scope| {
        let rivals: Vec<_> = items
            .iter()
            .map(|item| {
                let (act, ready) = (&act, &ready);
                scope.spawn(move || {
                    ready.wait();
                    loop {
                        let answer = act(item);
                        if answer.status != 503 {
                            return answer;
                        }
                    }
                })
            })
            .collect();
        rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
    })
}

/// Their access token, for use in a thread.
pub fn token(person: &Person<'_>) -> String {
    text(&person.sign_in()["access_token"])
}

/// Whoever has that token.
pub fn with<'n>(network: &'n Network, token: &str) -> Person<'n> {
    let person = Person::nobody(network);
    person.with_token(token);
    person
}

/// Has everybody do something at the same moment; answers the statuses in order.
pub fn at_once(network: &Network, acts: &[(&Person<'_>, String)]) -> Vec<u16> {
    let acts: Vec<_> = acts.iter().map(|(person, path)| (*person, path.clone(), json!({}))).collect();
    at_once_with(network, &acts)
}

/// The same, each with something to say. Whoever does several things signs in once.
pub fn at_once_with(network: &Network, acts: &[(&Person<'_>, String, Value)]) -> Vec<u16> {
    let mut tokens = BTreeMap::new();
    for (person, ..) in acts {
        tokens.entry(&person.email).or_insert_with(|| token(person));
    }
    let acts: Vec<_> = acts.iter().map(|(person, path, body)| (&tokens[&person.email], path, body)).collect();
    together(&acts, |(token, path, body)| with(network, token).post(path, body))
        .iter()
        .map(|answer| answer.status)
        .collect()
}
