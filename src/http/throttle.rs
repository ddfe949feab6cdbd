//! How often somebody may ask, and how many may ask at once.
//!
//! [`Rate`] counts each asker on their own: somebody signed in by who they are, anybody else by the address they come
//! from. [`Gate`] lets so many in at once; a few others wait a moment at the door, and whoever comes then is sent away
//! at once, so that nothing ever piles up. Both say when to try again.

use std::{
    fmt,
    future::{Ready, ready},
    hash::Hash,
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    ops::Add,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, Reference},
    middleware::NoOpMiddleware,
    nanos::Nanos,
    state::keyed::HashMapStateStore,
};
use muster_kernel::Instant;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::timeout,
};

use crate::{
    app::App,
    clock::Mint,
    error::{Error, Result},
};

/// How long somebody waits at a gate.
const PATIENCE: Duration = Duration::from_millis(400);
/// How many wait for each who is let in.
const WAITING: usize = 4;

/// Where somebody comes from: one address, or, as one household has so many of them, the first half of an IPv6 one.
/// Behind a proxy that the settings name, the address is the one that the proxy saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Origin(IpAddr);

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl Origin {
    /// Where whoever has this address comes from.
    pub fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(long) => {
                let [a, b, c, d, ..] = long.segments();
                Self(IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0)))
            }
            short @ IpAddr::V4(_) => Self(short),
        }
    }

    fn of_request(request: &HttpRequest, behind_proxy: bool) -> Self {
        let peer = request.peer_addr().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.ip());
        // What stands before the last address was said by whoever asks, and may be made up.
        let said = || request.headers().get_all("x-forwarded-for").next_back();
        let forwarded = || said()?.to_str().ok()?.rsplit(',').next()?.trim().parse().ok();
        Self::of(if behind_proxy { forwarded().unwrap_or(peer) } else { peer })
    }
}

impl FromRequest for Origin {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let app = request.app_data::<web::Data<App>>().expect("the server is built with its App");
        ready(Ok(Self::of_request(request, app.behind_proxy)))
    }
}

/// Our clock, as the limiter reads it: it never goes back. Whoever asked before a machine's clock was set back an hour would
/// be sent away for that hour.
#[derive(Clone)]
struct MintClock {
    mint: Mint,
    steady: Arc<Mutex<Steady>>,
}

/// How far the limiter's clock is ahead of ours, in microseconds: as far as ours went back since the start.
#[derive(Default)]
struct Steady {
    seen: i64,
    ahead: i64,
}

/// A point in time, as the limiter compares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Point(Instant);

impl Clock for MintClock {
    type Instant = Point;
    fn now(&self) -> Point {
        // A panic elsewhere leaves both numbers whole.
        let mut steady = self.steady.lock().unwrap_or_else(PoisonError::into_inner);
        let micros = self.mint.now().micros();
        steady.ahead += steady.seen.saturating_sub(micros).max(0);
        steady.seen = micros;
        Point(Instant::from_micros(micros.saturating_add(steady.ahead)))
    }
}

impl Reference for Point {
    fn duration_since(&self, earlier: Self) -> Nanos {
        let micros = u64::try_from(self.0.micros().saturating_sub(earlier.0.micros())).unwrap_or_default();
        micros.saturating_mul(1_000).into()
    }

    fn saturating_sub(&self, duration: Nanos) -> Self {
        Self(Instant::from_micros(self.0.micros().saturating_sub(micros(duration))))
    }
}

impl Add<Nanos> for Point {
    type Output = Self;
    fn add(self, duration: Nanos) -> Self {
        Self(Instant::from_micros(self.0.micros().saturating_add(micros(duration))))
    }
}

fn micros(duration: Nanos) -> i64 {
    i64::try_from(duration.as_u64() / 1_000).unwrap_or(i64::MAX)
}

/// How often each of many may ask.
pub struct Rate<K: Clone + Eq + Hash> {
    limiter: RateLimiter<K, HashMapStateStore<K>, MintClock, NoOpMiddleware<Point>>,
    clock: MintClock,
}

impl<K: Clone + Eq + Hash> Rate<K> {
    /// So many times a minute, a quarter of them at once.
    pub fn a_minute(times: NonZeroU32, mint: &Mint) -> Self {
        let burst = NonZeroU32::new(times.get() / 4).unwrap_or(NonZeroU32::MIN);
        let clock = MintClock { mint: mint.clone(), steady: Arc::default() };
        let quota = Quota::per_minute(times).allow_burst(burst);
        Self { limiter: RateLimiter::new(quota, HashMapStateStore::default(), clock.clone()), clock }
    }

    /// Fine, or when to ask again.
    pub fn check(&self, asker: &K) -> Result<()> {
        self.limiter.check_key(asker).map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            Error::TooMany { seconds: wait.as_secs() + 1 }
        })
    }

    /// Forgets those who have not asked for so long that it makes no difference.
    pub fn tidy(&self) {
        self.limiter.retain_recent();
        self.limiter.shrink_to_fit();
    }
}

/// Lets so many do something at once.
pub struct Gate {
    inside: Arc<Semaphore>,
    door: Arc<Semaphore>,
}

impl Gate {
    /// At most `many` at once, and four times as many who wait.
    pub fn new(many: usize) -> Self {
        let room = |many: usize| Arc::new(Semaphore::new(many));
        Self { inside: room(many), door: room(many.saturating_mul(1 + WAITING)) }
    }

    /// Goes in as soon as there is room. Take what is answered to where the work is done: the place is free once it is
    /// dropped, and work on another thread goes on when nobody waits for it any more.
    ///
    /// # Errors
    /// [`Error::Overloaded`] where too many wait already, or there was no room for a moment.
    pub async fn enter(&self) -> Result<Inside> {
        let door = Arc::clone(&self.door).try_acquire_owned().map_err(|_| Error::Overloaded)?;
        let inside =
            timeout(PATIENCE, Arc::clone(&self.inside).acquire_owned()).await.map_err(|_| Error::Overloaded)?;
        Ok(Inside { _inside: inside.expect("a gate is never closed"), _door: door })
    }
}

/// Somebody who was let in, until it is dropped.
pub struct Inside {
    _inside: OwnedSemaphorePermit,
    _door: OwnedSemaphorePermit,
}

impl Inside {
    /// Does `work` inside, and leaves.
    pub fn during<T>(self, work: impl FnOnce() -> T) -> T {
        work()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOUR: NonZeroU32 = NonZeroU32::new(4).unwrap();

    fn mint() -> Mint {
        Mint::seeded(1, Instant::from_micros(1_000_000))
    }

    #[test]
    fn whoever_asked_too_often_is_told_when_to_come_again_and_others_are_not_held_up() {
        let mint = mint();
        let rate = Rate::a_minute(FOUR, &mint);
        rate.check(&"ada").unwrap();
        let Err(Error::TooMany { seconds }) = rate.check(&"ada") else {
            panic!("a second one at once was let through")
        };
        assert_eq!(seconds, 16);
        rate.check(&"bob").unwrap();
        mint.set_now(mint.now().plus_seconds(15));
        rate.check(&"ada").unwrap();
    }

    #[test]
    fn nobody_waits_longer_because_the_clock_was_set_back() {
        let mint = mint();
        let start = mint.now();
        let rate = Rate::a_minute(FOUR, &mint);
        mint.set_now(start.plus_seconds(3_600));
        rate.check(&"ada").unwrap();
        mint.set_now(start);
        let Err(Error::TooMany { seconds }) = rate.check(&"ada") else {
            panic!("a second one at once was let through")
        };
        assert_eq!(seconds, 16);
        mint.set_now(start.plus_seconds(15));
        rate.check(&"ada").unwrap();
    }

    #[test]
    fn whoever_has_not_asked_for_long_is_forgotten() {
        let mint = mint();
        let rate = Rate::a_minute(FOUR, &mint);
        rate.check(&"ada").unwrap();
        rate.tidy();
        assert_eq!(rate.limiter.len(), 1);
        mint.set_now(mint.now().plus_seconds(3_600));
        rate.tidy();
        assert_eq!(rate.limiter.len(), 0);
    }

    #[test]
    fn a_household_is_one_origin() {
        let origin = |text: &str| Origin::of(text.parse().unwrap());
        assert_eq!(origin("2001:db8:1:2::3"), origin("2001:db8:1:2:ffff::"));
        assert_ne!(origin("2001:db8:1:2::3"), origin("2001:db8:1:3::3"));
        assert_eq!(origin("::ffff:192.0.2.1"), origin("192.0.2.1"));
        assert_ne!(origin("192.0.2.1"), origin("192.0.2.2"));
    }

    #[test]
    fn only_the_address_that_the_proxy_added_counts_and_only_behind_a_proxy() {
        let request = actix_web::test::TestRequest::default()
            .peer_addr("192.0.2.9:1".parse().unwrap())
            .insert_header(("x-forwarded-for", "198.51.100.7, 203.0.113.5"))
            .to_http_request();
        let origin = |text: &str| Origin::of(text.parse().unwrap());
        assert_eq!(Origin::of_request(&request, true), origin("203.0.113.5"));
        assert_eq!(Origin::of_request(&request, false), origin("192.0.2.9"));
        // Some proxies add a line of their own.
        let request = actix_web::test::TestRequest::default()
            .peer_addr("192.0.2.9:1".parse().unwrap())
            .append_header(("x-forwarded-for", "198.51.100.7"))
            .append_header(("x-forwarded-for", "203.0.113.5"))
            .to_http_request();
        assert_eq!(Origin::of_request(&request, true), origin("203.0.113.5"));
    }

    #[tokio::test]
    async fn a_gate_lets_so_many_in_has_a_few_wait_and_sends_the_others_away_at_once() {
        let gate = Gate::new(1);
        let first = gate.enter().await.unwrap();
        let mut waiting: Vec<_> = (0..WAITING).map(|_| Box::pin(gate.enter())).collect();
        assert!(waiting.iter_mut().all(|enter| poll_once(enter).is_none()), "somebody did not wait");
        assert!(matches!(poll_once(&mut Box::pin(gate.enter())), Some(Err(Error::Overloaded))));
        drop(first);
        poll_once(&mut waiting[0]).expect("there is room").unwrap();
    }

    fn poll_once<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::Pin::new(future).poll(&mut context) {
            std::task::Poll::Ready(value) => Some(value),
            std::task::Poll::Pending => None,
        }
    }
}
