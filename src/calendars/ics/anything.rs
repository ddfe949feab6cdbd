//! Whatever bytes a calendar file is made of: it is refused in a sentence, or read as what can be. For the tests, and for the
//! fuzzer (`fuzz/`).

use muster_kernel::Day;

use super::{Frame, read};
use crate::availability::Clock;

/// Reads bytes for a member in Vienna, and panics where the reader does, or where what it says cannot be.
pub fn judge(bytes: &[u8]) {
    let clock = Clock { zone: "Europe/Vienna".to_owned(), from: 9, to: 17 };
    let first = Day::new(2026, 11, 2).expect("a day of the calendar");
    let frame = Frame { clock: &clock, first, days: 60 };
    let outcome = read(bytes, frame);
    match &outcome {
        Ok(reading) => {
            let within = |hours: u8| hours <= 24;
            assert!(reading.days.iter().all(|told| within(told.busy_hours) && told.open_hours.is_none_or(within)));
            assert!(reading.days.windows(2).all(|pair| pair[0].day < pair[1].day), "days in order, each once");
            assert!(
                reading.days.iter().all(|told| (0..60).contains(&first.days_until(told.day))),
                "days that were asked for"
            );
        }
        Err(refused) => assert!(refused.to_string().len() < 200, "a refusal tells what one can read"),
    }
    assert_eq!(read(bytes, frame), outcome, "the same bytes, read twice");
}
