//! What is looked through once a night, and the alarm where something is wrong.

use muster_kernel::{Day, Instant};

use crate::{
    audit::{self, By},
    db::Tx,
    error::Result,
    identity::Hat,
    letters::Letter,
    notices::{Kind, Notice, service::tell_all},
};

/// From this hour of the day on (UTC) it is night enough.
const FROM_HOUR: i64 = 2;

/// The day whose round is due, where `last` was the day of the last one.
pub fn due(now: Instant, last: Option<Day>) -> Option<Day> {
    let day = now.day();
    let is_late_enough = now.seconds() - day.midnight().seconds() >= FROM_HOUR * 3600;
    (is_late_enough && last.is_none_or(|last| last < day)).then_some(day)
}

/// Something that was found wrong.
pub struct Alarm<'a> {
    /// The act in the audit log, and the event of the notice.
    pub event: &'static str,
    /// In which night.
    pub day: Day,
    /// How many faults.
    pub faults: i32,
    /// The first of them.
    pub fault: &'a str,
    /// The letter that admins are sent.
    pub letter: &'static str,
    /// The page where more is seen.
    pub page: &'static str,
}

impl Alarm<'_> {
    /// Notes it in the audit log, and tells every admin.
    pub fn raise(&self, tx: &mut Tx<'_>) -> Result<()> {
        let Self { event, day, faults, fault, letter, page } = *self;
        audit::record(tx, By::Muster, event, day.to_string(), &(faults, fault))?;
        let letter = Letter::new(letter).with("count", faults).with("day", day).with("fault", fault);
        let notice = Notice::new(Kind::Desk, event, day, letter);
        tell_all(tx, Hat::Admin, &notice.at(page.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_due_once_a_day_from_two_oclock_on() {
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let day = |text: &str| text.parse::<Day>().unwrap();
        let (night, next) = (day("2026-11-02"), day("2026-11-03"));
        assert_eq!(due(at("2026-11-02T01:59:59Z"), None), None);
        assert_eq!(due(at("2026-11-02T02:00:00Z"), None), Some(night));
        assert_eq!(due(at("2026-11-02T23:00:00Z"), Some(night)), None);
        assert_eq!(due(at("2026-11-03T01:00:00Z"), Some(night)), None);
        assert_eq!(due(at("2026-11-03T09:00:00Z"), Some(night)), Some(next));
    }
}
