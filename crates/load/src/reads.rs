//! Reads, asked of Muster and of the bare handler in turns.

use std::{net::SocketAddr, rc::Rc, time::Duration};

use muster::identity::Hat;
use serde_json::Value;
use tokio::{
    task::JoinSet,
    time::{Instant, sleep_until},
};

use crate::{
    Failure,
    histogram::{Histogram, micros},
    peer::LISTED,
    person::{Person, text},
    wire::{self, Wire},
};

/// How often each of the two is asked, in turns.
const ROUNDS: usize = 3;
/// Every round begins with so much that is not counted.
const WARM: Duration = Duration::from_secs(1);
/// What is counted of a round.
const COUNTED: Duration = Duration::from_secs(4);
/// What is counted of all rounds, in seconds.
const SECONDS: u64 = ROUNDS as u64 * COUNTED.as_secs();

/// A read, as both are asked for it.
struct Read {
    what: &'static str,
    muster: Vec<Vec<u8>>,
    bare: Vec<Vec<u8>>,
}

impl Read {
    fn new(what: &'static str) -> Self {
        Self { what, muster: Vec::new(), bare: Vec::new() }
    }

    fn ask(&mut self, of: &Person, path: &str, bare: &str) {
        let authorization = of.authorization();
        let headers = [("authorization", authorization.as_str())];
        self.muster.push(wire::request("GET", &format!("/api/v1{path}"), &headers, None));
        self.bare.push(wire::request("GET", bare, &[], None));
    }
}

/// How a read was answered by one of the two.
pub(crate) struct Answered {
    /// How often in a second.
    pub(crate) a_second: u64,
    /// How soon, each time.
    pub(crate) times: Histogram,
}

impl From<Histogram> for Answered {
    fn from(times: Histogram) -> Self {
        Self { a_second: times.total() / SECONDS, times }
    }
}

/// How a read was answered by both.
pub(crate) struct Compared {
    pub(crate) what: &'static str,
    pub(crate) muster: Answered,
    pub(crate) bare: Answered,
}

impl Compared {
    /// Muster's answers a second, of a hundred of the bare handler's.
    pub(crate) fn percent(&self) -> u64 {
        self.muster.a_second * 100 / self.bare.a_second.max(1)
    }
}

/// Asks both for the same reads over as many connections as there are people, after a look whether they answer the same.
pub(crate) async fn compare(
    crowd: &mut [Person],
    muster: SocketAddr,
    bare: SocketAddr,
) -> Result<Vec<Compared>, Failure> {
    let mut compared = Vec::new();
    for read in reads(crowd).await? {
        same(&read, muster, bare).await?;
        let what = read.what;
        let for_muster: Rc<[Vec<u8>]> = read.muster.into();
        let for_bare: Rc<[Vec<u8>]> = read.bare.into();
        let (mut of_muster, mut of_bare) = (Histogram::default(), Histogram::default());
        for _ in 0..ROUNDS {
            of_muster.add(&round(muster, &for_muster, crowd.len()).await?);
            of_bare.add(&round(bare, &for_bare, crowd.len()).await?);
        }
        let both = Compared { what, muster: of_muster.into(), bare: of_bare.into() };
        eprintln!("{what}: {} a second, and {} by the bare handler", both.muster.a_second, both.bare.a_second);
        compared.push(both);
    }
    Ok(compared)
}

/// One brief, a list of briefs, and the week of a member: of many clients and members.
async fn reads(crowd: &mut [Person]) -> Result<[Read; 3], Failure> {
    let [mut brief, mut list, mut week] = ["a brief", "a page of briefs", "a member's week"].map(Read::new);
    for person in crowd {
        let acts_as = person.part.acts_as.clone();
        match person.part.hat {
            Hat::Client => {
                list.ask(person, &format!("/briefs?limit={LISTED}"), &format!("/clients/{acts_as}/briefs"));
                let page = person.get(&format!("/briefs?limit={LISTED}")).await?;
                for one in page["items"].as_array().into_iter().flatten() {
                    let id = text(&one["id"]);
                    brief.ask(person, &format!("/briefs/{id}"), &format!("/clients/{acts_as}/briefs/{id}"));
                }
            }
            Hat::Member => week.ask(person, "/member/availability", &format!("/members/{acts_as}/availability")),
            Hat::Operator | Hat::Steward | Hat::Admin => {}
        }
    }
    Ok([brief, list, week])
}

/// Looks whether both give the same answers.
async fn same(read: &Read, muster: SocketAddr, bare: SocketAddr) -> Result<(), Failure> {
    let (mut one, mut other) = (Wire::new(muster), Wire::new(bare));
    for (of_muster, of_bare) in read.muster.iter().zip(&read.bare) {
        let (one, other) = (answer(&mut one, of_muster).await?, answer(&mut other, of_bare).await?);
        if one != other {
            return Err(Failure::Told(format!("{}: Muster answers {one}, and the bare handler {other}", read.what)));
        }
    }
    if read.muster.is_empty() { Err(Failure::Told(format!("nobody reads {}", read.what))) } else { Ok(()) }
}

async fn answer(wire: &mut Wire, request: &[u8]) -> Result<Value, Failure> {
    let answer = wire.ask(request).await?;
    Ok(serde_json::from_slice(answer.body)?)
}

/// Asks as fast as the answers come, and notes how long those took that come after the beginning.
async fn round(to: SocketAddr, requests: &Rc<[Vec<u8>]>, connections: usize) -> Result<Histogram, Failure> {
    let mut wires = Vec::with_capacity(connections);
    for _ in 0..connections {
        let mut wire = Wire::new(to);
        wire.open().await?;
        wires.push(wire);
    }
    let from = Instant::now() + WARM;
    let until = from + COUNTED;
    let mut asking = JoinSet::new();
    for (number, wire) in wires.into_iter().enumerate() {
        asking.spawn_local(ask(wire, Rc::clone(requests), number, from, until));
    }
    sleep_until(until).await;
    let mut times = Histogram::default();
    while let Some(done) = asking.join_next().await {
        times.add(&done.expect("a client does not panic")?);
    }
    Ok(times)
}

async fn ask(
    mut wire: Wire,
    requests: Rc<[Vec<u8>]>,
    first: usize,
    from: Instant,
    until: Instant,
) -> Result<Histogram, Failure> {
    let mut times = Histogram::default();
    for request in requests.iter().cycle().skip(first % requests.len()) {
        let asked = Instant::now();
        let status = wire.ask(request).await?.status;
        let now = Instant::now();
        if status != 200 {
            return Err(Failure::Told(format!("a read was answered with {status}")));
        }
        if now >= until {
            break;
        }
        if now >= from {
            times.note(micros(now - asked));
        }
    }
    Ok(times)
}
