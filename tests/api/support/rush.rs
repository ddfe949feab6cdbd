//! Many at once.

use std::sync::Barrier;

use serde_json::{Value, json};

use super::{Network, Person, on_both};

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

/// Has everybody do something at the same moment; answers the statuses in order.
pub fn at_once(network: &Network, acts: &[(&Person<'_>, String)]) -> Vec<u16> {
    let acts: Vec<_> = acts.iter().map(|(person, path)| (*person, path.clone(), json!({}))).collect();
    at_once_with(network, &acts)
}

/// The same, each with something to say.
pub fn at_once_with(network: &Network, acts: &[(&Person<'_>, String, Value)]) -> Vec<u16> {
    let barrier = Barrier::new(acts.len());
    let tokens: Vec<String> =
        acts.iter().map(|(person, ..)| person.sign_in()["access_token"].as_str().unwrap().to_owned()).collect();
    std::thread::scope(|scope| {
        let rivals: Vec<_> = acts
            .iter()
            .zip(&tokens)
            .map(|((_, path, body), token)| {
                let barrier = &barrier;
                scope.spawn(move || {
                    let person = Person::nobody(network);
                    person.with_token(token);
                    barrier.wait();
                    person.post(path, body).status
                })
            })
            .collect();
        rivals.into_iter().map(|rival| rival.join().unwrap()).collect()
    })
}
