//! When the time to answer ends: not in the invitee's night.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use muster_kernel::Instant;

/// From this hour of the evening on an end waits for the morning.
const EVENING: i8 = 21;
/// The hour of the morning that it waits for.
const MORNING: i8 = 9;

/// The end of somebody's time to answer: `end`, or, where that is in the night of their time zone, the next morning, as
/// long as it comes before `before`. A time zone that is not known any more counts as UTC.
pub(super) fn out_of_the_night(end: Instant, zone: &str, before: Option<Instant>) -> Instant {
    let zone = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
    let local = Timestamp::from_microsecond(end.micros()).unwrap_or(Timestamp::MAX).to_zoned(zone.clone());
    let day = match local.hour() {
        hour if hour < MORNING => Ok(local.date()),
        hour if hour >= EVENING => local.date().tomorrow(),
        _ => return end,
    };
    let morning = |day: Date| day.at(MORNING, 0, 0, 0).to_zoned(zone);
    let morning = day.and_then(morning).map(|at| Instant::from_micros(at.timestamp().as_microsecond()));
    // At the end of the calendar there is no next morning.
    morning.ok().filter(|morning| before.is_none_or(|before| *morning < before)).unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moved(end: &str, zone: &str, before: Option<&str>) -> String {
        let before = before.map(|before| before.parse().unwrap());
        out_of_the_night(end.parse().unwrap(), zone, before).to_string()
    }

    #[test]
    fn an_end_in_the_night_waits_for_the_morning() {
        assert_eq!(moved("2026-11-05T02:00:00Z", "Europe/Vienna", None), "2026-11-05T08:00:00Z");
        assert_eq!(moved("2026-11-05T20:00:00Z", "Europe/Vienna", None), "2026-11-06T08:00:00Z");
        assert_eq!(moved("2026-11-05T19:59:00Z", "Europe/Vienna", None), "2026-11-05T19:59:00Z");
        assert_eq!(moved("2026-11-05T02:00:00Z", "Nowhere/Atall", None), "2026-11-05T09:00:00Z");
    }

    #[test]
    fn an_end_stays_in_the_night_where_the_morning_is_too_late() {
        let (end, zone) = ("2026-11-05T02:00:00Z", "Europe/Vienna");
        assert_eq!(moved(end, zone, Some("2026-11-05T08:00:00Z")), end);
        assert_eq!(moved(end, zone, Some("2026-11-05T08:00:01Z")), "2026-11-05T08:00:00Z");
    }

    proptest! {
        #[test]
        fn an_end_is_moved_to_a_waking_hour_of_the_next_half_day_and_a_second_time_not_at_all(
            minutes in 0..(2 * 366 * 24 * 60_i64), zone in prop::sample::select(vec!["UTC", "Europe/Vienna",
            "Pacific/Auckland", "America/St_Johns", "Asia/Kolkata"]),
        ) {
            let end = "2026-01-01T00:00:00Z".parse::<Instant>().unwrap().plus_seconds(minutes * 60);
            let moved = out_of_the_night(end, zone, None);
            // A clock that is set back lengthens one night by an hour.
            prop_assert!((0..=13 * 3600).contains(&(moved.seconds() - end.seconds())));
            prop_assert_eq!(out_of_the_night(moved, zone, None), moved);
        }
    }
}
