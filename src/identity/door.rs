//! The door: how often somebody may knock whom nobody knows yet.
//!
//! Whoever comes from one place may ask so often in a minute, which each server counts for itself. Sign-ins that fail one
//! after the other make an address wait, for a moment at first and a quarter of an hour at last, wherever they come from;
//! an address that nobody has waits alike, so that nobody learns who is here. Codes of a second factor are counted apart, in
//! the same way: neither a right password nor a link by mail ends that wait. And an address is sent a few mails a day
//! that nobody signed in asked for. Passwords are hashed behind a gate, because each one takes memory.
//!
//! Whoever guesses elsewhere locks nobody out. From where an address signed in before, and from where a link by mail was
//! followed, is counted apart, and so is who is signed in and tells their password again.

use std::num::NonZeroU32;

use actix_web::web;
use muster_kernel::Instant;

use super::{
    model::{ApiKeyId, Knock},
    store,
};
use crate::{
    app::App,
    clock::Mint,
    db::Tx,
    error::{Error, Result},
    hash,
    http::{Gate, Inside, Origin, Rate, blocking},
};

/// Sign-ins that may fail in a row before an address waits.
pub(super) const FREE_FAILURES: i32 = 5;
/// The longest that it waits.
const LONGEST_PAUSE: i64 = 15 * 60;
/// Mails that an address is sent in a day.
const MAILS_A_DAY: i32 = 5;
/// How many wait for somebody else's provider at once.
const PROVIDERS_AT_ONCE: usize = 8;
/// How often a key of a client is used in a minute.
const KEY_A_MINUTE: NonZeroU32 = NonZeroU32::new(600).expect("it is not zero");
/// What is longer ago does not count.
const DAY: i64 = 24 * 3600;

/// What stands between the street and everything that takes a password or sends a mail.
pub struct Door {
    origins: Rate<Origin>,
    keys: Rate<ApiKeyId>,
    gate: Gate,
    providers: Gate,
}

impl Door {
    /// A door at which each place may knock so often in a minute.
    pub fn new(a_minute: NonZeroU32, mint: &Mint) -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let (origins, keys) = (Rate::a_minute(a_minute, mint), Rate::a_minute(KEY_A_MINUTE, mint));
        Self { origins, keys, gate: Gate::new(2 * cores), providers: Gate::new(PROVIDERS_AT_ONCE) }
    }

    /// Fine where a key is not used too often.
    pub(super) fn check_key(&self, key: ApiKeyId) -> Result<()> {
        self.keys.check(&key)
    }

    /// Lets somebody in, until what is answered is dropped.
    ///
    /// # Errors
    /// [`Error::TooMany`] where they came too often, [`Error::Overloaded`] where too many are inside.
    pub async fn enter(&self, origin: Origin) -> Result<Inside> {
        self.origins.check(&origin)?;
        self.gate.enter().await
    }

    /// Lets somebody in who signs in at their organisation's provider. By a gate of its own: a provider that is slow holds up
    /// nobody who comes with a password.
    ///
    /// # Errors
    /// As [`Self::enter`].
    pub async fn enter_by_provider(&self, origin: Origin) -> Result<Inside> {
        self.origins.check(&origin)?;
        self.providers.enter().await
    }
}

/// Lets somebody in, and does `work` for them where waiting holds up nobody else. They are inside until it is done.
///
/// # Errors
/// Those of [`Door::enter`], and of `work`.
pub async fn let_in<T: Send + 'static>(
    app: web::Data<App>,
    from: Origin,
    work: impl FnOnce(&App) -> Result<T> + Send + 'static,
) -> Result<T> {
    let inside = app.door.enter(from).await?;
    blocking(move || inside.during(|| work(&app))).await
}

/// The same for whoever comes by their organisation's provider.
///
/// # Errors
/// Those of [`Door::enter_by_provider`], and of `work`.
pub(super) async fn let_in_by_provider<T: Send + 'static>(
    app: web::Data<App>,
    from: Origin,
    work: impl FnOnce(&App) -> Result<T> + Send + 'static,
) -> Result<T> {
    let inside = app.door.enter_by_provider(from).await?;
    blocking(move || inside.during(|| work(&app))).await
}

/// Forgets who has not come for so long that it makes no difference.
pub fn tidy(door: &Door, tx: &mut Tx<'_>) -> Result<()> {
    door.origins.tidy();
    door.keys.tidy();
    let day_ago = tx.now().plus_seconds(-DAY);
    store::forget_knocks(tx, day_ago)
}

/// Counts a sign-in to `email` from there as failed, before its password is looked at: guesses side by side are counted as
/// well.
///
/// # Errors
/// [`Error::TooMany`] as long as the address has to wait there.
pub(super) fn try_sign_in(tx: &mut Tx<'_>, email: &str, from: Origin) -> Result<()> {
    let key = key_from(tx, email, from)?;
    knock(tx, &key, Knock::SignIn, |times, last| last.plus_seconds(pause(times))).map(drop)
}

/// A sign-in did not fail: from there, the address is known from now on.
pub(super) fn signed_in(tx: &mut Tx<'_>, email: &str, from: Origin) -> Result<()> {
    let key_there = key_from(tx, email, from)?;
    store::forget_knock(tx, &key_there, Knock::SignIn)?;
    store::note_place(tx, &place(email, from), &key(email))
}

/// Whoever followed a link by mail owns the address: it waits nowhere, and is known from there.
pub(super) fn followed_link(tx: &mut Tx<'_>, email: &str, from: Origin) -> Result<()> {
    let places = store::places(tx, &key(email))?;
    for key in places.iter().chain(&[key(email), inside(email)]) {
        store::forget_knock(tx, key, Knock::SignIn)?;
    }
    store::note_place(tx, &place(email, from), &key(email))
}

/// Counts a password that somebody who is signed in tells again as wrong, before it is looked at.
///
/// # Errors
/// [`Error::TooMany`] as long as they have to wait.
pub(super) fn try_again(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    knock(tx, &inside(email), Knock::SignIn, |times, last| last.plus_seconds(pause(times))).map(drop)
}

/// The password that was told again was right.
pub(super) fn was_right(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    store::forget_knock(tx, &inside(email), Knock::SignIn)
}

/// Counts a code for whoever has `email` as wrong, before it is looked at; answers how many were wrong in a row, with it.
///
/// # Errors
/// [`Error::TooMany`] as long as the address has to wait.
pub(super) fn try_code(tx: &mut Tx<'_>, email: &str) -> Result<i32> {
    knock(tx, &key(email), Knock::Code, |times, last| last.plus_seconds(pause(times)))
}

/// A code was right.
pub(super) fn code_was_right(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    store::forget_knock(tx, &key(email), Knock::Code)
}

/// Counts a mail to `email` that nobody signed in asked for.
///
/// # Errors
/// [`Error::TooMany`] where the address was sent enough of them within a day.
pub(super) fn ask_for_mail(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    knock(tx, &key(email), Knock::Mail, |times, last| if times < MAILS_A_DAY { last } else { last.plus_seconds(DAY) })
        .map(drop)
}

/// Forgets that an address was ever tried, and from where it signed in.
pub(super) fn forget(tx: &mut Tx<'_>, email: &str) -> Result<()> {
    let places = store::places(tx, &key(email))?;
    for key in places.iter().chain(&[key(email), inside(email)]) {
        Knock::ALL.iter().try_for_each(|purpose| store::forget_knock(tx, key, *purpose))?;
    }
    store::forget_places(tx, &key(email))
}

/// Counts a knock; answers how many there were in a row, with it.
fn knock(tx: &mut Tx<'_>, key: &str, purpose: Knock, free_at: impl Fn(i32, Instant) -> Instant) -> Result<i32> {
    let now = tx.now();
    let before = match store::knock(tx, key, purpose)? {
        Some((times, last)) if last.plus_seconds(DAY) > now => {
            let wait = free_at(times, last).micros() - now.micros();
            if wait > 0 {
                return Err(Error::TooMany { seconds: u64::try_from(wait / 1_000_000 + 1).unwrap_or(1) });
            }
            times
        }
        _ => {
            store::forget_knock(tx, key, purpose)?;
            0
        }
    };
    store::count_knock(tx, key, purpose)?;
    Ok(before + 1)
}

/// What an address is counted by, wherever it is not known.
fn key(email: &str) -> String {
    hash::sha256(email.as_bytes())
}

/// What it is counted by there.
fn key_from(tx: &mut Tx<'_>, email: &str, from: Origin) -> Result<String> {
    let place = place(email, from);
    Ok(if store::is_known_place(tx, &place)? { place } else { key(email) })
}

/// A place, for that address alone. No address holds the end of a line.
fn place(email: &str, from: Origin) -> String {
    hash::sha256(format!("{email}\n{from}").as_bytes())
}

/// What is counted of those who are signed in.
fn inside(email: &str) -> String {
    hash::sha256(format!("{email}\ninside").as_bytes())
}

/// How many seconds an address waits after so many failures.
fn pause(failures: i32) -> i64 {
    match failures - FREE_FAILURES {
        ..0 => 0,
        more @ 0..10 => (1 << more).min(LONGEST_PAUSE),
        10.. => LONGEST_PAUSE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_slips_cost_nothing_and_a_day_of_guessing_yields_about_a_hundred() {
        assert_eq!((0..FREE_FAILURES).map(pause).sum::<i64>(), 0);
        assert!((0..100).map(pause).is_sorted());
        let guesses = (0..).scan(0, |waited, failures| {
            *waited += pause(failures);
            Some(*waited)
        });
        let in_a_day = guesses.take_while(|waited| *waited < DAY).count();
        assert!((90..120).contains(&in_a_day), "{in_a_day}");
    }
}
