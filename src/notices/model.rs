//! What is told, how it may be told, and when.

use std::fmt::Display;

use jiff::{
    Timestamp, ToSpan, Zoned,
    civil::{Time, Weekday},
    tz::TimeZone,
};
use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    audit::By,
    error::Check,
    identity::{PersonId, service::known_zone},
    letters::Letter,
};

crate::words! {
    /// What a notice is about; each kind can be switched on its own.
    #[schema(as = NoticeKind)]
    pub enum Kind {
        /// A seat that you are offered.
        Invitation = "invitation",
        /// A brief that you may bid on.
        Opportunity = "opportunity",
        /// A crew that you are in or asked into.
        Crew = "crew",
        /// A bid that you are part of.
        Bid = "bid",
        /// A brief of yours.
        Brief = "brief",
        /// A question about a brief, or its answer.
        Question = "question",
        /// An engagement of yours: awarded, funded, submitted, released, completed.
        Engagement = "engagement",
        /// An invoice or a credit note.
        Invoice = "invoice",
        /// A seat that changes hands.
        Handover = "handover",
        /// A disputed milestone.
        Dispute = "dispute",
        /// What both sides say of each other.
        Review = "review",
        /// An introduction, advice or support that you are asked to confirm.
        Connection = "connection",
        /// A calendar of yours that cannot be read.
        Calendar = "calendar",
        /// A month of your earnings that is closed.
        Statement = "statement",
        /// Money that was paid out to you, or came back.
        Payout = "payout",
        /// A rate of your space or of the network.
        Terms = "terms",
        /// The policy of formation.
        Policy = "policy",
        /// A webhook of yours that does not answer.
        Webhook = "webhook",
        /// Something that an admin or a steward has to look at.
        Desk = "desk",
    }
}

crate::words! {
    /// How a kind of notice is mailed.
    pub enum MailChoice {
        /// As soon as it happens, outside of quiet hours.
        Soon = "soon",
        /// Together with others, once a day or a week.
        Digest = "digest",
        /// Not at all.
        Off = "off",
    }
}

crate::words! {
    /// How often a digest leaves.
    pub enum DigestEvery {
        /// Every day.
        Day = "day",
        /// Every Monday.
        Week = "week",
    }
}

/// Something that somebody is told.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What it is about.
    pub kind: Kind,
    /// What happened, for programs: a thing and a past participle, such as `milestone.funded`.
    pub event: &'static str,
    /// The id of what it happened to.
    pub about: String,
    /// What is said of it.
    pub letter: Letter,
    /// The path of the page where more is seen, such as `/briefs/brief_…`.
    pub link: String,
    /// When it is too late to act, if it ever is: such a mail does not wait beyond it.
    pub by: Option<Instant>,
    /// Whose act it tells of, if it is somebody's: whoever acted knows.
    pub actor: Option<PersonId>,
}

impl Notice {
    /// A notice of `event`, which happened to `about`.
    pub fn new(kind: Kind, event: &'static str, about: impl Display, letter: Letter) -> Self {
        Self { kind, event, about: about.to_string(), letter, link: "/".to_owned(), by: None, actor: None }
    }

    /// The same, with the path of the page where more is seen.
    #[must_use]
    pub fn at(self, link: String) -> Self {
        Self { link, ..self }
    }

    /// The same, to be acted on before `by`.
    #[must_use]
    pub fn by(self, by: Instant) -> Self {
        Self { by: Some(by), ..self }
    }

    /// The same, of what somebody did, who is not told of it. What a program did, its person may not know of.
    #[must_use]
    pub fn act_of(self, by: By) -> Self {
        let actor = match by {
            By::Person(person, _) => Some(person),
            By::Key(..) | By::Muster => None,
        };
        Self { actor, ..self }
    }
}

/// What somebody chose for one kind of notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The kind.
    pub kind: Kind,
    /// Whether it is shown in the app.
    pub app: bool,
    /// How it is mailed.
    pub mail: MailChoice,
}

impl Choice {
    /// What holds for somebody who chose nothing.
    pub fn usual(kind: Kind) -> Self {
        Self { kind, app: true, mail: MailChoice::Soon }
    }
}

/// Hours in which no mail comes, of the person's own day. They may pass midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct QuietHours {
    /// From this minute of the day on, 0 to 1439.
    pub from: i32,
    /// To this minute of the day, which is not quiet any more, 0 to 1439.
    pub to: i32,
}

/// When mail may come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rhythm {
    /// The time zone that the hours are told in, such as `Europe/Vienna`.
    pub time_zone: String,
    /// When no mail comes, if ever.
    pub quiet: Option<QuietHours>,
    /// How often a digest leaves.
    pub digest_every: DigestEvery,
    /// At which minute of the day it leaves, 0 to 1439.
    pub digest_at: i32,
}

impl Default for Rhythm {
    /// No quiet hours; a digest every morning at eight.
    fn default() -> Self {
        Self { time_zone: "UTC".to_owned(), quiet: None, digest_every: DigestEvery::Day, digest_at: 8 * 60 }
    }
}

impl Rhythm {
    /// Whether it can be kept.
    pub fn check(&self, check: &mut Check) {
        let minute = |minute: i32| (0..1440).contains(&minute);
        let right = "0 to 1439, a minute of the day";
        check.that(
            known_zone(&self.time_zone).is_some(),
            "time_zone",
            &self.time_zone,
            "a name of the IANA database such as Europe/Vienna",
        );
        if let Some(QuietHours { from, to }) = self.quiet {
            check.that(minute(from), "quiet.from", from, right);
            check.that(minute(to) && to != from, "quiet.to", to, format!("{right}, and not `from`"));
        }
        check.that(minute(self.digest_at), "digest_at", self.digest_at, right);
    }

    /// When a mail that is written `now` may leave: at once, or when the quiet hours end. One that must be acted on
    /// before that leaves at once.
    pub fn leaves(&self, now: Instant, by: Option<Instant>) -> Instant {
        let Some(quiet) = self.quiet else { return now };
        let local = self.local(now);
        let minute = minute_of(&local);
        let into = |from: i32, to: i32| (to - from).rem_euclid(1440);
        if into(quiet.from, minute) >= into(quiet.from, quiet.to) {
            return now;
        }
        let end = next_at(&local, quiet.to, |_| true);
        if by.is_some_and(|by| by <= end) { now } else { end }
    }

    /// When the next digest leaves, after `now`.
    pub fn next_digest(&self, now: Instant) -> Instant {
        let is_day = |day: &Zoned| self.digest_every == DigestEvery::Day || day.weekday() == Weekday::Monday;
        next_at(&self.local(now), self.digest_at, is_day)
    }

    fn local(&self, now: Instant) -> Zoned {
        Timestamp::from_microsecond(now.micros()).unwrap_or(Timestamp::MAX).to_zoned(self.zone())
    }

    /// The time zone; one that is not known any more counts as UTC.
    pub(super) fn zone(&self) -> TimeZone {
        TimeZone::get(&self.time_zone).unwrap_or(TimeZone::UTC)
    }
}

fn minute_of(local: &Zoned) -> i32 {
    i32::from(local.hour()) * 60 + i32::from(local.minute())
}

/// The first instant after `local` at that minute of a day that `fits`; within eight days there is one. A minute that a
/// clock change leaves out is the one that the clock shows instead.
fn next_at(local: &Zoned, minute: i32, fits: impl Fn(&Zoned) -> bool) -> Instant {
    let at = |part: i32| i8::try_from(part).unwrap_or_default();
    let time = Time::constant(at(minute / 60), at(minute % 60), 0, 0);
    let days = (0..=8).filter_map(|days| local.checked_add(days.days()).ok());
    let hours = days.filter(fits).filter_map(|day| day.with().time(time).build().ok());
    let found = hours.into_iter().find(|at| at > local).unwrap_or_else(|| local.clone());
    Instant::from_micros(found.timestamp().as_microsecond())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn vienna(from: i32, to: i32) -> Rhythm {
        Rhythm {
            time_zone: "Europe/Vienna".to_owned(),
            quiet: Some(QuietHours { from: from * 60, to: to * 60 }),
            ..Rhythm::default()
        }
    }

    #[test]
    fn a_mail_of_the_night_comes_in_the_morning() {
        let night = vienna(22, 7);
        let leaves = |now: &str| night.leaves(at(now), None).to_string();
        assert_eq!(leaves("2026-11-02T21:30:00Z"), "2026-11-03T06:00:00Z", "half past ten in the evening in Vienna");
        assert_eq!(leaves("2026-11-03T05:59:00Z"), "2026-11-03T06:00:00Z");
        assert_eq!(leaves("2026-11-03T06:00:00Z"), "2026-11-03T06:00:00Z", "seven is not quiet any more");
        assert_eq!(leaves("2026-11-03T12:00:00Z"), "2026-11-03T12:00:00Z");
    }

    #[test]
    fn a_night_in_which_the_clock_changes_ends_at_the_hour_that_the_clock_shows() {
        assert_eq!(vienna(22, 7).leaves(at("2026-10-24T22:00:00Z"), None), at("2026-10-25T06:00:00Z"));
        assert_eq!(vienna(22, 7).leaves(at("2026-03-28T22:00:00Z"), None), at("2026-03-29T05:00:00Z"));
    }

    #[test]
    fn what_must_be_answered_in_the_night_does_not_wait() {
        let now = at("2026-11-02T23:00:00Z");
        assert_eq!(vienna(22, 7).leaves(now, Some(at("2026-11-03T05:00:00Z"))), now);
        assert_eq!(vienna(22, 7).leaves(now, Some(at("2026-11-03T12:00:00Z"))), at("2026-11-03T06:00:00Z"));
    }

    #[test]
    fn a_digest_leaves_each_morning_or_each_monday() {
        let daily = Rhythm::default();
        assert_eq!(daily.next_digest(at("2026-11-04T07:59:00Z")), at("2026-11-04T08:00:00Z"));
        assert_eq!(daily.next_digest(at("2026-11-04T08:00:00Z")), at("2026-11-05T08:00:00Z"));
        let weekly = Rhythm { digest_every: DigestEvery::Week, ..Rhythm::default() };
        assert_eq!(weekly.next_digest(at("2026-11-04T09:00:00Z")), at("2026-11-09T08:00:00Z"));
        assert_eq!(weekly.next_digest(at("2026-11-09T08:00:00Z")), at("2026-11-16T08:00:00Z"));
    }

    proptest! {
        #[test]
        fn no_mail_leaves_in_quiet_hours_nor_earlier_than_it_was_written(
            seconds in 1_700_000_000..1_900_000_000_i64, from in 0..1440, length in 1..1440,
        ) {
            let quiet = QuietHours { from, to: (from + length) % 1440 };
            let zone = "Europe/Vienna".to_owned();
            let rhythm = Rhythm { time_zone: zone, quiet: Some(quiet), ..Rhythm::default() };
            let now = Instant::from_micros(seconds * 1_000_000);
            let leaves = rhythm.leaves(now, None);
            prop_assert!(leaves >= now);
            prop_assert_eq!(rhythm.leaves(leaves, None), leaves);
        }
    }
}
