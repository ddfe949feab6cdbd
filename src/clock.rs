//! Where time, ids and secrets come from. Everything else is handed them, so that a test or a seeded network decides
//! what time it is and which ids are given.

use std::sync::{Arc, Mutex, PoisonError};

use muster_kernel::{Id, Instant, id::Kind};
use rand::{Rng, RngExt, SeedableRng, rngs::SysRng};
use rand_chacha::ChaCha12Rng;

/// The bits of an id below its 48 bits of milliseconds.
const RANDOM_BITS: u32 = 80;

/// The id that whatever was made at that instant or later has at least: ids begin with their time.
pub fn first_id<K: Kind>(at: Instant) -> Id<K> {
    let millis = u128::try_from(at.micros().div_euclid(1_000)).unwrap_or_default();
    Id::from_bits(millis << RANDOM_BITS)
}

/// Tells the time and makes ids and secrets. Clones share one source.
#[derive(Clone)]
pub struct Mint {
    shared: Arc<Shared>,
}

struct Shared {
    time: Time,
    source: Mutex<Source>,
}

enum Time {
    System,
    Set(Mutex<Instant>),
}

struct Source {
    random: ChaCha12Rng,
    last_id: u128,
}

impl Mint {
    /// The machine's clock and randomness.
    pub fn system() -> Self {
        let random = ChaCha12Rng::try_from_rng(&mut SysRng).expect("the operating system gives random numbers");
        Self::new(Time::System, random)
    }

    /// A clock that stands at `start` until it is set, and the same ids each time for the same `seed`.
    pub fn seeded(seed: u64, start: Instant) -> Self {
        Self::new(Time::Set(Mutex::new(start)), ChaCha12Rng::seed_from_u64(seed))
    }

    fn new(time: Time, random: ChaCha12Rng) -> Self {
        Self { shared: Arc::new(Shared { time, source: Mutex::new(Source { random, last_id: 0 }) }) }
    }

    /// The time.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn now(&self) -> Instant {
        match &self.shared.time {
            Time::System => Instant::from_micros(jiff::Timestamp::now().as_microsecond()),
            Time::Set(instant) => *instant.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Sets a clock that was made to be set. The machine's clock stays as it is.
    pub fn set_now(&self, to: Instant) {
        if let Time::Set(instant) = &self.shared.time {
            *instant.lock().unwrap_or_else(PoisonError::into_inner) = to;
        }
    }

    /// A new id: later ids sort after earlier ones, also within one millisecond.
    pub fn id<K: Kind>(&self) -> Id<K> {
        let millis = u128::try_from(self.now().micros().div_euclid(1_000)).unwrap_or_default();
        self.with_source(|source| {
            let fresh = (millis << RANDOM_BITS) | (source.random.random::<u128>() >> (128 - RANDOM_BITS));
            source.last_id = fresh.max(source.last_id + 1);
            Id::from_bits(source.last_id)
        })
    }

    /// 32 random bytes, for a token or a key.
    pub fn secret(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.with_source(|source| source.random.fill_bytes(&mut bytes));
        bytes
    }

    /// A random number from 0 to below `ceiling` (0 where the ceiling is 0).
    pub fn below(&self, ceiling: u64) -> u64 {
        if ceiling == 0 { 0 } else { self.with_source(|source| source.random.random_range(0..ceiling)) }
    }

    fn with_source<T>(&self, draw: impl FnOnce(&mut Source) -> T) -> T {
        // A panic elsewhere leaves the source whole: every draw ends in a valid state.
        draw(&mut self.shared.source.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
