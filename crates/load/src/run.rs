//! The walk: everybody signs in, reads are compared, as much as possible is asked, and then half of it for a while.

use std::{fs, io, net::SocketAddr, path::PathBuf, process::ExitCode, rc::Rc, time::Duration};

use clap::Args;
use muster_instances::Random;
use tokio::{
    task::{JoinSet, LocalSet},
    time::{Instant, sleep, sleep_until},
};

use crate::{
    Failure, cast,
    cast::Part,
    histogram::micros,
    memory::{self, Course},
    pace::Pace,
    person::Person,
    reads,
    report::{Found, Memory},
    tally::{Outcome, Tally},
    world::World,
};

/// Before anything is counted of what is asked at once.
const WARM: Duration = Duration::from_secs(5);
/// How long is asked at once.
const SATURATED: Duration = Duration::from_secs(20);
/// Jobs that were put off may catch up.
const REST: Duration = Duration::from_secs(10);
/// How long whoever is late may be late at the end.
const GRACE: Duration = Duration::from_secs(10);
/// The same people do the same each time.
const SEED: u64 = 1;

#[derive(Args)]
pub(crate) struct Options {
    /// Where Muster is.
    #[arg(long)]
    muster: SocketAddr,
    /// Where the bare handler is.
    #[arg(long)]
    peer: SocketAddr,
    /// The process whose memory is looked at: Muster's.
    #[arg(long)]
    process: u32,
    /// Who takes part, as `muster-load prepare` printed it.
    #[arg(long)]
    people: PathBuf,
    /// The database, for the tables.
    #[arg(long)]
    database: String,
    /// For how many seconds half of the most is asked.
    #[arg(long, default_value_t = 150, value_parser = clap::value_parser!(u64).range(10..=86_400))]
    seconds: u64,
    /// How many clients are open at once.
    #[arg(long, default_value_t = 500, value_parser = clap::value_parser!(u16).range(50..=5_000))]
    clients: u16,
}

/// Measures, and prints what was found. Fails where something was not answered as it should be.
pub(crate) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let found = runtime.block_on(LocalSet::new().run_until(measure(options)))?;
    println!("{found}");
    found.faults().iter().for_each(|fault| eprintln!("  {fault}"));
    Ok(if found.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn measure(options: &Options) -> Result<Found, Failure> {
    let mut crowd = sign_in(options).await?;
    let steady_for = Duration::from_secs(options.seconds);
    let world = Rc::new(World::look(&mut crowd, WARM + SATURATED + steady_for).await?);
    let reads = reads::compare(&mut crowd, options.muster, options.peer).await?;

    let from = Instant::now() + WARM;
    let until = from + SATURATED;
    let (crowd, saturated) = all(crowd, &world, |_| When::AtOnce { from, until }).await;
    // To be turned away is soon done: whoever was is not among what the server can carry.
    let a_second = saturated.all().times.total().saturating_sub(saturated.turned_away) / SATURATED.as_secs();
    eprintln!("{a_second} requests a second at once");
    sleep(REST).await;

    let (half, many) = ((a_second / 2).max(1), crowd.len());
    let mut random = Random::keyed(SEED, &[u64::MAX]);
    let start = Instant::now();
    let end = start + steady_for;
    let when = |_| When::ByPace { start, pace: Pace::new(many, half, steady_for, &mut random), until: end + GRACE };
    let (samples, (_, steady)) = tokio::join!(memory::watch(options.process, end), all(crowd, &world, when));
    let memory = match samples {
        Ok(samples) => Memory {
            own: Course::of(&samples, |sample| sample.own),
            resident: Course::of(&samples, |sample| sample.resident),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            eprintln!(
                "MEMORY IS NOT LOOKED AT: {error}; this system does not tell it under /proc, or the server is gone"
            );
            Memory { own: None, resident: None }
        }
        Err(error) => return Err(error.into()),
    };
    let (database, clients, seconds) = (options.database.clone(), many, options.seconds);
    Ok(Found { database, clients, seconds, reads, a_second, half, saturated, steady, memory })
}

/// Everybody, one after the other: passwords are hashed slowly on purpose.
async fn sign_in(options: &Options) -> Result<Vec<Person>, Failure> {
    let text = fs::read_to_string(&options.people)?;
    let people: Vec<Part> = text.lines().map(str::parse).collect::<Result<_, String>>().map_err(Failure::Told)?;
    let parts = cast::crowd(&people, usize::from(options.clients));
    let mut crowd = Vec::with_capacity(parts.len());
    for (number, part) in (0..).zip(parts) {
        crowd.push(Person::sign_in(part, options.muster, Random::keyed(SEED, &[number])).await?);
    }
    eprintln!("{} people are signed in", crowd.len());
    Ok(crowd)
}

/// When somebody asks.
enum When {
    /// As soon as there is an answer; what is answered within that time counts, and every fault does.
    AtOnce { from: Instant, until: Instant },
    /// When it is due, whether or not there is an answer; what was not sent by then is not sent any more.
    ByPace { start: Instant, pace: Pace, until: Instant },
}

/// Everybody does what they do, all at the same time.
async fn all(crowd: Vec<Person>, world: &Rc<World>, mut when: impl FnMut(usize) -> When) -> (Vec<Person>, Tally) {
    let mut living = JoinSet::new();
    for (number, person) in crowd.into_iter().enumerate() {
        living.spawn_local(live(person, Rc::clone(world), when(number)));
    }
    let (mut crowd, mut tally) = (Vec::new(), Tally::default());
    while let Some(done) = living.join_next().await {
        let (person, own) = done.expect("a client does not panic");
        crowd.push(person);
        tally.add(own);
    }
    (crowd, tally)
}

async fn live(mut person: Person, world: Rc<World>, when: When) -> (Person, Tally) {
    let mut tally = Tally::default();
    match when {
        When::AtOnce { from, until } => {
            while Instant::now() < until {
                let (asked, act) = (Instant::now(), person.choose(&world));
                let (outcome, answered) = person.act(act, &world).await;
                match outcome {
                    outcome if (from..until).contains(&answered) => tally.note(act, micros(answered - asked), outcome),
                    Outcome::Fault(words) => tally.fault(words),
                    _ => {}
                }
            }
        }
        When::ByPace { start, pace, until } => {
            for offset in pace {
                let due = start + offset;
                sleep_until(due).await;
                if Instant::now() >= until {
                    tally.unsent += 1;
                    continue;
                }
                let act = person.choose(&world);
                let (outcome, answered) = person.act(act, &world).await;
                // From when it was due, not from when it could be sent: whoever waits behind a slow answer waits as well.
                tally.note(act, micros(answered.saturating_duration_since(due)), outcome);
            }
        }
    }
    (person, tally)
}
