//! What all clients share: what there is to be used up, how fast it may be, and what briefs look like.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
    time::Duration,
};

use muster::{clock::Mint, identity::Hat};
use muster_instances::Random;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    Failure,
    person::{Person, text},
    prepare::TITLE,
};

/// A client posts so often.
const POSTED_EVERY: Duration = Duration::from_secs(1);
/// What is posted takes bids for so long.
const OPEN_SECONDS: i64 = 3 * 24 * 3600;
/// So many briefs serve as patterns for others.
const PATTERNS: usize = 24;

/// What all clients share.
pub(crate) struct World {
    /// Until when what they post takes bids.
    pub(crate) deadline: String,
    patterns: Vec<Value>,
    /// The bids that wait to be awarded, by who may award them.
    bids: RefCell<HashMap<String, Vec<String>>>,
    awards: RefCell<Turnstile>,
    posts: RefCell<Turnstile>,
    keys: Cell<u64>,
}

impl World {
    /// Looks through the briefs of every client for what may be used up, within `time`.
    pub(crate) async fn look(crowd: &mut [Person], time: Duration) -> Result<Self, Failure> {
        let (mut patterns, mut bids): (Vec<Value>, HashMap<String, Vec<String>>) = Default::default();
        for person in crowd.iter_mut().filter(|person| person.part.hat == Hat::Client) {
            if bids.contains_key(&person.part.email) {
                continue;
            }
            let decided = decided(person).await?;
            let own = bids.entry(person.part.email.clone()).or_default();
            for brief in decided {
                if patterns.len() < PATTERNS {
                    patterns.push(person.get(&format!("/briefs/{brief}")).await?["document"].take());
                }
                let opened = person.get(&format!("/briefs/{brief}/bids")).await?;
                let best =
                    opened["bids"].as_array().and_then(|bids| bids.iter().find(|bid| bid["state"] == "complete"));
                own.extend(best.map(|bid| text(&bid["id"])));
            }
        }
        let many = bids.values().map(Vec::len).sum::<usize>();
        if many == 0 {
            return Err(Failure::Told("no bid waits to be awarded: muster-load prepare comes first".to_owned()));
        }
        eprintln!("{many} bids wait to be awarded");
        Ok(Self {
            deadline: Mint::system().now().plus_seconds(OPEN_SECONDS).to_string(),
            patterns,
            bids: RefCell::new(bids),
            awards: RefCell::new(Turnstile::new(time / u32::try_from(many).unwrap_or(u32::MAX))),
            posts: RefCell::new(Turnstile::new(POSTED_EVERY)),
            keys: Cell::default(),
        })
    }

    /// Whether somebody has a bid to award, and it is time for one.
    pub(crate) fn may_award(&self, email: &str) -> bool {
        let has_one = self.bids.borrow().get(email).is_some_and(|bids| !bids.is_empty());
        has_one && self.awards.borrow_mut().lets_in(Instant::now())
    }

    /// Whether it is time to post another brief.
    pub(crate) fn may_post(&self) -> bool {
        self.posts.borrow_mut().lets_in(Instant::now())
    }

    /// A bid that somebody awards: nobody else does.
    pub(crate) fn take_bid(&self, email: &str) -> Option<String> {
        self.bids.borrow_mut().get_mut(email)?.pop()
    }

    /// A key that no other request has.
    pub(crate) fn key(&self) -> String {
        self.keys.set(self.keys.get() + 1);
        format!("load {}", self.keys.get())
    }

    /// A brief to be posted.
    pub(crate) fn document(&self, random: &mut Random) -> Value {
        self.patterns[random.position(self.patterns.len())].clone()
    }

    /// A brief as it is while somebody types: with no words yet, and some of its seats.
    pub(crate) fn typed(&self, random: &mut Random) -> Value {
        let mut document = self.document(random);
        document["title"] = json!("");
        if let Some(seats) = document["seats"].as_array_mut() {
            seats.truncate(1 + random.position(seats.len().max(1)));
            for seat in seats {
                seat["hours"] = json!(random.between(1, 24));
                seat["weeks"] = json!(random.between(1, 12));
                seat["skills"][0]["level"] = json!(random.between(1, 4));
            }
        }
        document
    }
}

/// A client's own briefs that may be awarded.
async fn decided(person: &mut Person) -> Result<Vec<String>, Failure> {
    let (mut briefs, mut after) = (Vec::new(), String::new());
    loop {
        let page = person.get(&format!("/briefs?limit=100{after}")).await?;
        let items = page["items"].as_array().map(Vec::as_slice).unwrap_or_default();
        let ours = items.iter().filter(|brief| brief["title"] == TITLE && brief["state"] == "decided");
        briefs.extend(ours.map(|brief| text(&brief["id"])));
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return Ok(briefs),
        }
    }
}

/// Lets one in after the other, with a time between them.
struct Turnstile {
    next: Option<Instant>,
    every: Duration,
}

impl Turnstile {
    fn new(every: Duration) -> Self {
        Self { next: None, every }
    }

    fn lets_in(&mut self, now: Instant) -> bool {
        let is_open = self.next.is_none_or(|next| next <= now);
        if is_open {
            let latest = now.checked_sub(self.every).unwrap_or(now);
            self.next = Some(self.next.map_or(now, |next| next.max(latest)) + self.every);
        }
        is_open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world() -> World {
        let seat = json!({ "id": "a", "hours": 1, "weeks": 2, "skills": [{ "skill": "sql", "level": 2 }] });
        World {
            deadline: String::new(),
            patterns: vec![json!({ "title": TITLE, "seats": [seat.clone(), seat] })],
            bids: RefCell::new(HashMap::from([("carla".to_owned(), vec!["bid".to_owned()])])),
            awards: RefCell::new(Turnstile::new(Duration::ZERO)),
            posts: RefCell::new(Turnstile::new(Duration::ZERO)),
            keys: Cell::default(),
        }
    }

    #[test]
    fn a_bid_is_awarded_once_and_only_by_whose_it_is() {
        let world = world();
        assert!(world.may_award("carla") && !world.may_award("client"));
        assert_eq!(world.take_bid("carla").as_deref(), Some("bid"));
        assert!(!world.may_award("carla") && world.take_bid("carla").is_none());
        assert_ne!(world.key(), world.key());
    }

    #[test]
    fn what_is_typed_has_a_seat_at_least_and_its_pattern_stays() {
        let (world, mut random) = (world(), Random::keyed(5, &[]));
        for _ in 0..100 {
            let typed = world.typed(&mut random);
            let seats = typed["seats"].as_array().unwrap();
            assert!((1..=2).contains(&seats.len()) && typed["title"] == "");
            assert!(seats.iter().all(|seat| (1..=4).contains(&seat["skills"][0]["level"].as_u64().unwrap())));
        }
        assert_eq!(world.document(&mut random)["title"], TITLE);
    }

    #[test]
    fn a_turnstile_lets_one_in_at_a_time_and_does_not_make_up_for_a_long_silence() {
        let (begun, second) = (Instant::now(), Duration::from_secs(1));
        let mut turnstile = Turnstile::new(second);
        let mut in_all =
            |from: u32, to: u32| (from..to).filter(|tenth| turnstile.lets_in(begun + second * *tenth / 10)).count();
        assert_eq!(in_all(0, 100), 10);
        assert!(in_all(1_000, 1_010) <= 2);
    }
}
