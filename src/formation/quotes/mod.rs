//! Live quotes: what a brief would get, told while it is being typed, to anybody.
//!
//! A quote says how many members may take each seat, whether a team exists, how good it is, what it costs, when it could
//! begin, and which wishes, loosened, would help. It names nobody, counts nobody below three (see `told`), keeps nothing
//! and invites nobody. With a client's token the client's own people are left out, as in the run that would follow.
//!
//! **Warm.** Every server keeps an index for each currency and follows the feed of [`crate::changes`] before each quote
//! and once in a while. So a quote holds everything that was committed before it was asked, on whichever server. Of those
//! who ask at once, one looks for all who came before the look began.
//!
//! **Bounded.** The engine stops after a number of nodes, so that a quote always ends quickly and is the same on every
//! machine; whoever asks too often is told when to come again, by person where they are signed in and by address where
//! they are not; so many are quoted at once, a few wait, and the others are sent away.

pub mod routes;
pub mod service;
mod told;
mod warm;

use std::{
    collections::HashMap,
    num::NonZeroU32,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use muster_kernel::Currency;

pub use self::told::Heads;
pub(super) use self::told::{are_few, up};
use self::warm::{Follower, News, Warm};
use crate::{
    app::App,
    clock::Mint,
    error::{Error, Result},
    http::{Gate, Origin, Rate},
    identity::{Caller, PersonId},
};

/// How many quotes may be asked for.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// By somebody who is signed in, a minute.
    pub signed_in: NonZeroU32,
    /// From one address, by whoever is not signed in, a minute.
    pub anonymous: NonZeroU32,
    /// By all together, at once.
    pub at_once: usize,
}

/// What a server keeps for quotes.
pub struct Quotes {
    kept: Mutex<HashMap<Currency, Arc<Kept>>>,
    gate: Gate,
    people: Rate<PersonId>,
    origins: Rate<Origin>,
}

/// The index of a currency. Who follows the feed holds the follower, so that news are taken in their order; meanwhile
/// others go on asking the index as it was.
#[derive(Default)]
struct Kept {
    /// How many have asked.
    asked: AtomicU64,
    following: Mutex<Following>,
    warm: RwLock<Option<Warm>>,
}

/// What the feed is followed with.
#[derive(Default)]
struct Following {
    follower: Option<Follower>,
    /// How many had asked when the last look began that went well: it serves them all.
    served: u64,
}

impl Quotes {
    /// Nothing is kept yet: an index is made when its currency is first asked for.
    pub fn new(limits: Limits, mint: &Mint) -> Self {
        Self {
            kept: Mutex::default(),
            gate: Gate::new(limits.at_once),
            people: Rate::a_minute(limits.signed_in, mint),
            origins: Rate::a_minute(limits.anonymous, mint),
        }
    }

    /// Where whoever computes for long goes in.
    pub fn gate(&self) -> &Gate {
        &self.gate
    }

    /// Fine, or when to ask again.
    fn check_rate(&self, who: &Caller, origin: Origin) -> Result<()> {
        match who.person {
            Some(person) => self.people.check(&person),
            None => self.origins.check(&origin),
        }
    }

    /// Asks the index of a currency, which is up to date.
    fn ask<T>(&self, app: &App, currency: Currency, ask: impl FnOnce(&Warm) -> T) -> Result<T> {
        let kept = Arc::clone(lock(&self.kept).entry(currency).or_default());
        kept.follow(app, currency)?;
        let warm = kept.warm.read().unwrap_or_else(PoisonError::into_inner);
        warm.as_ref().map(ask).ok_or(Error::Overloaded)
    }

    /// Brings every index up to date that is kept, and forgets who has not asked for long.
    fn tend(&self, app: &App) -> Result<()> {
        self.people.tidy();
        self.origins.tidy();
        let kept: Vec<(Currency, Arc<Kept>)> =
            lock(&self.kept).iter().map(|(currency, kept)| (*currency, Arc::clone(kept))).collect();
        kept.iter().try_for_each(|(currency, kept)| kept.follow(app, *currency))
    }
}

impl Kept {
    /// Sees to it that the index holds everything that was committed before.
    fn follow(&self, app: &App, currency: Currency) -> Result<()> {
        let before = self.asked.fetch_add(1, Ordering::SeqCst);
        let mut following = lock(&self.following);
        if following.served > before {
            return Ok(());
        }
        let asked = self.asked.load(Ordering::SeqCst);
        if !self.is_current(app, &mut following.follower)? {
            self.catch_up(app, currency, &mut following.follower)?;
        }
        following.served = asked;
        Ok(())
    }

    fn is_current(&self, app: &App, follower: &mut Option<Follower>) -> Result<bool> {
        let warm = self.warm.read().unwrap_or_else(PoisonError::into_inner);
        let (Some(warm), Some(follower)) = (warm.as_ref(), follower.as_mut()) else { return Ok(false) };
        app.db.read(|conn| warm.is_current(conn, follower, app.now()))
    }

    /// Reads what is new and takes it in. Where that fails, the next one begins anew.
    fn catch_up(&self, app: &App, currency: Currency, follower: &mut Option<Follower>) -> Result<()> {
        let now = app.now();
        let news = app.db.snapshot(|conn| {
            let warm = self.warm.read().unwrap_or_else(PoisonError::into_inner);
            if let (Some(warm), Some(follower)) = (warm.as_ref(), follower.as_mut()) {
                return warm.look(conn, follower, now);
            }
            let (all, at_end) = Warm::read(conn, currency, now)?;
            *follower = Some(at_end);
            Ok(News::All(Box::new(all)))
        })?;
        if matches!(news, News::None) {
            return Ok(());
        }
        let mut warm = self.warm.write().unwrap_or_else(PoisonError::into_inner);
        let before = warm.take();
        *warm = match (news, before) {
            (News::All(all), _) => Some(*all),
            (News::Some(update), Some(before)) => Some(before.take(*update)?),
            (_, before) => before,
        };
        Ok(())
    }
}

/// A panic elsewhere leaves what is locked whole, or empty and to be made anew.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
