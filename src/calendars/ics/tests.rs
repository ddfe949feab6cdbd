//! Calendars as people have them, and as nobody should.

use proptest::prelude::*;

use super::*;

/// Two weeks from Monday, 2 November 2026, by a clock in Vienna with an eight-hour day.
fn vienna() -> Clock {
    Clock { zone: "Europe/Vienna".to_owned(), from: 9, to: 17 }
}

fn framed(clock: &Clock, first: &str, days: u16) -> Frame<'static> {
    let clock: &'static Clock = Box::leak(Box::new(clock.clone()));
    Frame { clock, first: first.parse().unwrap(), days }
}

fn calendar(parts: &str) -> String {
    let parts = parts.trim().lines().map(str::trim).collect::<Vec<_>>().join("\r\n");
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Test//EN\r\n{parts}\r\nEND:VCALENDAR\r\n")
}

fn event(lines: &str) -> String {
    format!("BEGIN:VEVENT\nUID:one\n{}\nEND:VEVENT\n", lines.trim())
}

fn reading(parts: &str) -> Reading {
    read(calendar(parts).as_bytes(), framed(&vienna(), "2026-11-02", 14)).unwrap()
}

/// The days on which something is said: the day, the busy hours, the open hours.
fn days(reading: &Reading) -> Vec<(String, u8, Option<u8>)> {
    reading.days.iter().map(|told| (told.day.to_string()[5..].to_owned(), told.busy_hours, told.open_hours)).collect()
}

fn busy(parts: &str) -> Vec<(String, u8)> {
    days(&reading(parts)).into_iter().map(|(day, busy, _)| (day, busy)).collect()
}

fn on<const N: usize>(expected: [(&str, u8); N]) -> Vec<(String, u8)> {
    expected.into_iter().map(|(day, hours)| (day.to_owned(), hours)).collect()
}

#[test]
fn begun_hours_count_as_whole_ones_within_the_working_day() {
    let meeting = event("DTSTART;TZID=Europe/Vienna:20261103T083000\nDTEND;TZID=Europe/Vienna:20261103T101000");
    // Of 8:30 to 10:10, 70 minutes lie within the working day.
    assert_eq!(busy(&meeting), on([("11-03", 2)]));
    let dinner = event("DTSTART;TZID=Europe/Vienna:20261103T190000\nDTEND;TZID=Europe/Vienna:20261103T230000");
    assert_eq!(busy(&dinner), []);
}

#[test]
fn two_meetings_at_once_count_once() {
    let one = event("DTSTART:20261104T090000\nDURATION:PT2H");
    let other = event("DTSTART:20261104T100000\nDURATION:PT2H");
    assert_eq!(busy(&format!("{one}{other}")), on([("11-04", 3)]));
}

#[test]
fn what_repeats_does_so_without_its_exceptions_and_with_its_changes() {
    let parts = "BEGIN:VEVENT\nUID:weekly\nSEQUENCE:0\nDTSTART;TZID=Europe/Vienna:20261001T100000
        DURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=TU,TH,FR\nEXDATE;TZID=Europe/Vienna:20261105T100000\nEND:VEVENT
        BEGIN:VEVENT\nUID:weekly\nSEQUENCE:7\nRECURRENCE-ID:20261110T090000Z
        DTSTART;TZID=Europe/Vienna:20261111T130000\nDURATION:PT3H\nEND:VEVENT
        BEGIN:VEVENT\nUID:weekly\nSEQUENCE:2\nSTATUS:CANCELLED\nRECURRENCE-ID;TZID=Europe/Vienna:20261112T100000
        DTSTART;TZID=Europe/Vienna:20261112T100000\nDURATION:PT1H\nEND:VEVENT
        BEGIN:VEVENT\nUID:another\nRECURRENCE-ID:20261113T090000Z\nDTSTART:20261114T090000Z\nDURATION:PT1H\nEND:VEVENT";
    let expected = on([("11-03", 1), ("11-06", 1), ("11-11", 3), ("11-13", 1), ("11-14", 1)]);
    assert_eq!(busy(parts), expected);
}

#[test]
fn a_change_of_an_instance_and_all_later_ones_moves_them_all() {
    let parts = "BEGIN:VEVENT\nUID:daily\nDTSTART;TZID=Europe/Vienna:20261026T100000\nDURATION:PT1H
        RRULE:FREQ=DAILY;UNTIL=20261106T230000Z\nEND:VEVENT
        BEGIN:VEVENT\nUID:daily\nRECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Vienna:20261104T100000
        DTSTART;TZID=Europe/Vienna:20261105T140000\nDURATION:PT2H\nEND:VEVENT";
    // Monday and Tuesday as they were; from Wednesday's on a day later and longer.
    assert_eq!(busy(parts), on([("11-02", 1), ("11-03", 1), ("11-05", 2), ("11-06", 2), ("11-07", 2)]));
}

#[test]
fn further_dates_and_periods_are_added() {
    let parts = event(
        "DTSTART;TZID=Europe/Vienna:20261103T100000\nDURATION:PT1H\nRDATE;TZID=Europe/Vienna:20261105T100000\n\
         RDATE;VALUE=PERIOD:20261106T080000Z/20261106T110000Z,20261109T080000Z/PT4H\n\
         EXDATE;VALUE=DATE:20261103",
    );
    assert_eq!(busy(&parts), on([("11-05", 1), ("11-06", 3), ("11-09", 4)]));
}

#[test]
fn whole_days_are_days_of_the_members_own_clock() {
    let away = event("DTSTART;VALUE=DATE:20261103\nDTEND;VALUE=DATE:20261105");
    assert_eq!(busy(&away), on([("11-03", 8), ("11-04", 8)]));
    assert_eq!(busy(&event("DTSTART;VALUE=DATE:20261103")), on([("11-03", 8)]));
    let samoa = Clock { zone: "Pacific/Apia".to_owned(), ..vienna() };
    let read = read(calendar(&away).as_bytes(), framed(&samoa, "2026-11-02", 14)).unwrap();
    assert_eq!(days(&read).len(), 2);
}

#[test]
fn an_event_over_night_and_one_over_weeks_reach_into_every_day() {
    let night = Clock { from: 0, to: 24, ..vienna() };
    let parts = event("DTSTART;TZID=Europe/Vienna:20261103T220000\nDTEND;TZID=Europe/Vienna:20261104T063000");
    let read_by = |parts: &str| read(calendar(parts).as_bytes(), framed(&night, "2026-11-02", 14)).unwrap();
    assert_eq!(days(&read_by(&parts)), [("11-03".to_owned(), 2, None), ("11-04".to_owned(), 7, None)]);
    let leave = event("DTSTART;VALUE=DATE:20260901\nDTEND;VALUE=DATE:20270901");
    assert_eq!(read_by(&leave).days.len(), 14);
    let yearly = event("DTSTART;VALUE=DATE:20201020\nDURATION:P3W\nRRULE:FREQ=YEARLY");
    assert_eq!(read_by(&yearly).days.len(), 8, "20 October and three weeks end with 9 November");
}

#[test]
fn what_is_called_off_see_through_or_ours_takes_no_time() {
    let lines = "DTSTART:20261103T100000\nDURATION:PT1H";
    assert_eq!(busy(&event(&format!("{lines}\nTRANSP:TRANSPARENT"))), []);
    assert_eq!(busy(&event(&format!("{lines}\nSTATUS:CANCELLED"))), []);
    assert_eq!(busy(&event(&format!("{lines}\nSTATUS:TENTATIVE"))), on([("11-03", 1)]));
    let own = format!("BEGIN:VEVENT\nUID:booking_1{}\n{lines}\nEND:VEVENT", super::super::OWN_EVENTS);
    assert_eq!(busy(&own), []);
}

#[test]
fn zones_are_known_by_their_names_or_explained_by_the_file() {
    let named = event("DTSTART;TZID=W. Europe Standard Time:20261103T100000\nDURATION:PT1H");
    assert_eq!(busy(&named), on([("11-03", 1)]));
    let far = event("DTSTART;TZID=America/New_York:20261103T030000\nDURATION:PT1H");
    assert_eq!(busy(&far), on([("11-03", 1)]), "three in New York is nine in Vienna");
    // Nobody knows this zone but the file: 15 hours ahead in summer (until the first Sunday of November), then 14.
    let zone =
        "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:20001105T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        TZOFFSETFROM:+1500\nTZOFFSETTO:+1400\nEND:STANDARD\nBEGIN:DAYLIGHT\nDTSTART:20000402T020000
        RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU\nTZOFFSETFROM:+1400\nTZOFFSETTO:+1500\nEND:DAYLIGHT\nEND:VTIMEZONE\n";
    // 22:00 there on the 3rd is 8:00 UTC and 9:00 in Vienna.
    let own = event("DTSTART;TZID=Mine:20261103T220000\nDURATION:PT1H");
    assert_eq!(busy(&format!("{zone}{own}")), on([("11-03", 1)]));
    let before = event("DTSTART;TZID=Mine:20261103T212000\nDURATION:PT20M");
    assert_eq!(busy(&format!("{zone}{before}")), [], "8:20 to 8:40 is before the working day");
}

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn utc(zone: &Zone, text: &str) -> String {
    chrono::DateTime::from_timestamp(zone.instant(local(text)), 0).unwrap().format("%dT%H:%M").to_string()
}

#[test]
fn an_hour_that_a_clock_skips_counts_on_and_one_that_comes_twice_is_the_first() {
    let zone = Zone::Known(chrono_tz::Europe::Vienna);
    assert_eq!(utc(&zone, "2027-03-28T01:59:00"), "28T00:59");
    assert_eq!(utc(&zone, "2027-03-28T02:30:00"), "28T01:30", "shown as 3:30");
    assert_eq!(utc(&zone, "2027-03-28T03:00:00"), "28T01:00");
    assert_eq!(utc(&zone, "2026-10-25T02:30:00"), "25T00:30", "still summer time");
    assert_eq!(utc(&zone, "2026-10-25T03:00:00"), "25T02:00");
    // Samoa left out a whole day.
    assert_eq!(utc(&Zone::Known(chrono_tz::Pacific::Apia), "2011-12-30T12:00:00"), "30T22:00");
}

#[test]
fn a_zone_that_a_file_explains_behaves_like_the_one_that_everybody_knows() {
    let text = calendar(
        "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:DAYLIGHT\nDTSTART:19960331T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nBEGIN:STANDARD\nDTSTART:19961027T030000
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE",
    );
    let files = files(&text).unwrap();
    let zones = Zones::of(&files[0], chrono_tz::UTC, &mut Budget::of_file()).unwrap();
    let moment = |text: &str| {
        let mut value = calcard::common::PartialDateTime::from_naive_timestamp(local(text).and_utc().timestamp());
        (value.tz_hour, value.tz_minute) = (None, None);
        zones.moment(&value, Some("Mine")).unwrap()
    };
    let known = Zone::Known(chrono_tz::Europe::Vienna);
    for text in ["2026-07-01T12:00:00", "2026-12-01T12:00:00", "2027-03-28T01:59:00", "2027-03-28T02:30:00"] {
        assert_eq!(moment(text).at, known.instant(local(text)), "{text}");
    }
    for text in ["2027-03-28T03:00:00", "2026-10-25T01:30:00", "2026-10-25T02:30:00", "2026-10-25T03:00:00"] {
        let moment = moment(text);
        assert_eq!(moment.at, known.instant(local(text)), "{text}");
        assert_eq!(moment.zone.local(moment.at), known.local(moment.at), "{text}");
    }
}

#[test]
fn a_meeting_at_ten_is_at_ten_in_summer_and_in_winter() {
    let clock = Clock { from: 10, to: 11, ..vienna() };
    let parts = event("DTSTART;TZID=Europe/Vienna:20260105T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY");
    let read = read(calendar(&parts).as_bytes(), framed(&clock, "2026-01-05", 365)).unwrap();
    assert_eq!(read.days.len(), 365);
    assert!(read.days.iter().all(|told| told.busy_hours == 1));
}

#[test]
fn rules_of_every_kind_are_followed_to_their_ends() {
    let rule = |start: &str, rule: &str| busy(&event(&format!("DTSTART:{start}\nDURATION:PT1H\nRRULE:{rule}")));
    assert_eq!(rule("20261102T090000", "FREQ=DAILY;COUNT=2"), on([("11-02", 1), ("11-03", 1)]));
    assert_eq!(rule("20261001T090000", "FREQ=DAILY;COUNT=34"), on([("11-02", 1), ("11-03", 1)]));
    assert_eq!(rule("20261101T090000", "FREQ=DAILY;INTERVAL=5;UNTIL=20261106"), on([("11-06", 1)]));
    assert_eq!(rule("20200106T090000", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"), on([("11-02", 1)]));
    assert_eq!(rule("20150101T090000", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=2"), on([("11-03", 1)]));
    assert_eq!(rule("20150113T090000", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"), on([("11-13", 1)]));
    assert_eq!(rule("19700101T090000", "FREQ=YEARLY;BYMONTH=11;BYDAY=1TH"), on([("11-05", 1)]));
    assert_eq!(rule("20261103T090000", "FREQ=HOURLY;INTERVAL=2;COUNT=3"), on([("11-03", 3)]));
    assert_eq!(rule("20000101T090000", "FREQ=HOURLY;INTERVAL=24;BYDAY=WE"), on([("11-04", 1), ("11-11", 1)]));
    // The start counts even where the rule would not name it.
    assert_eq!(rule("20261103T090000", "FREQ=WEEKLY;BYDAY=TH"), on([("11-03", 1), ("11-05", 1), ("11-12", 1)]));
}

#[test]
fn periods_of_busy_time_count_and_free_ones_do_not() {
    let parts =
        "BEGIN:VFREEBUSY\nUID:f\nFREEBUSY;FBTYPE=BUSY-TENTATIVE:20261103T080000Z/PT1H,20261104T080000Z/20261104T110000Z
        FREEBUSY;FBTYPE=FREE:20261105T080000Z/PT8H\nEND:VFREEBUSY";
    assert_eq!(busy(parts), on([("11-03", 1), ("11-04", 3)]));
}

const OFFICE_HOURS: &str = "BEGIN:VAVAILABILITY\nUID:a\nDTSTART;TZID=Europe/Vienna:20261101T000000
    BEGIN:AVAILABLE\nUID:b\nDTSTART;TZID=Europe/Vienna:20261102T100000\nDTEND;TZID=Europe/Vienna:20261102T153000
    RRULE:FREQ=WEEKLY;BYDAY=MO,WE\nEND:AVAILABLE\nEND:VAVAILABILITY";

fn open(parts: &str) -> Vec<(String, u8, Option<u8>)> {
    days(&reading(parts)).into_iter().filter(|(_, busy, open)| *busy > 0 || *open != Some(0)).collect()
}

#[test]
fn hours_of_availability_take_the_place_of_the_working_day() {
    let on = |day: &str, busy, open| (day.to_owned(), busy, Some(open));
    // Half an hour that is not whole is not told; two weeks have four such days, and all others are closed.
    let expected = [on("11-02", 0, 5), on("11-04", 0, 5), on("11-09", 0, 5), on("11-11", 0, 5)];
    assert_eq!(open(OFFICE_HOURS), expected);
    assert_eq!(reading(OFFICE_HOURS).days.len(), 14);
    // A meeting at nine lies before the hours of that day, one at ten within them.
    let nine = event("DTSTART;TZID=Europe/Vienna:20261102T090000\nDURATION:PT1H");
    assert_eq!(open(&format!("{OFFICE_HOURS}\n{nine}"))[0], on("11-02", 0, 5));
    let ten = event("DTSTART;TZID=Europe/Vienna:20261102T100000\nDURATION:PT1H");
    assert_eq!(open(&format!("{OFFICE_HOURS}\n{ten}"))[0], on("11-02", 1, 5));
}

#[test]
fn availability_of_a_higher_priority_overrules_within_its_range() {
    let travel = "BEGIN:VAVAILABILITY\nUID:c\nPRIORITY:1\nBUSYTYPE:BUSY\nDTSTART;TZID=Europe/Vienna:20261104T000000
        DTEND;TZID=Europe/Vienna:20261105T000000\nBEGIN:AVAILABLE\nUID:d\nDTSTART;TZID=Europe/Vienna:20261104T180000
        DURATION:PT2H\nEND:AVAILABLE\nEND:VAVAILABILITY";
    let told = |parts: String| open(&parts).into_iter().map(|(day, _, open)| (day, open.unwrap())).collect::<Vec<_>>();
    let expected = on([("11-02", 5), ("11-04", 2), ("11-09", 5), ("11-11", 5)]);
    assert_eq!(told(format!("{OFFICE_HOURS}\n{travel}")), expected);
    assert_eq!(told(format!("{travel}\n{OFFICE_HOURS}")), expected, "whichever comes first in the file");
    // Days of which nobody speaks stay as they are.
    assert_eq!(days(&reading(travel)).len(), 1);
}

fn refused(text: &str) -> String {
    read(text.as_bytes(), framed(&vienna(), "2026-11-02", 14)).unwrap_err().to_string()
}

#[test]
fn files_that_are_no_calendars_are_refused_in_a_sentence() {
    let is_none = "The file is no calendar: a calendar begins with BEGIN:VCALENDAR.";
    for text in ["", "\u{feff}", "<html><body>Sign in</body></html>", "hello\r\nworld", "{}", "\0\0\0"] {
        assert_eq!(refused(text), is_none, "{text:?}");
    }
    assert_eq!(refused("BEGIN:VCARD\nFN:Ada\nEND:VCARD"), is_none);
    let cut = calendar(&event("DTSTART:20261103T100000Z")).replace("END:VEVENT\r\nEND:VCALENDAR\r\n", "");
    assert!(refused(&cut).contains("breaks off"), "{}", refused(&cut));
    let many = "BEGIN:VEVENT\nEND:VEVENT\n".repeat(60_000);
    assert!(refused(&many).contains("50,000"));
}

#[test]
fn single_events_that_cannot_be_read_are_left_out_and_told() {
    let good = event("DTSTART:20261103T100000\nDURATION:PT1H");
    let read = |parts: &str| {
        let read = reading(&format!("{good}{parts}"));
        assert_eq!(days(&read), [("11-03".to_owned(), 1, None)]);
        assert_eq!(read.events, 1);
        read.note.unwrap()
    };
    let no_start = "BEGIN:VEVENT\nUID:x\nEND:VEVENT\n";
    assert_eq!(read(no_start), "One event was left out: it has no DTSTART that can be read.");
    assert!(read(&no_start.repeat(3)).starts_with("3 events were left out; the first of them has no DTSTART"));
    assert!(read("BEGIN:VEVENT\nUID:x\nDTSTART:20261399T990000\nEND:VEVENT").contains("no DTSTART"));
    assert!(read("BEGIN:VEVENT\nUID:x\nDTSTART:20261104T100000\nRRULE:EVERY DAY\nEND:VEVENT").contains("RRULE"));
}

#[test]
fn rules_that_would_never_end_are_left_out_or_refused() {
    let repeating = |rule: &str| event(&format!("DTSTART:20261103T100000\nDURATION:PT1M\nRRULE:{rule}"));
    assert!(reading(&repeating("FREQ=SECONDLY")).note.unwrap().contains("every minute or second"));
    assert!(reading(&repeating("FREQ=MINUTELY;BYSECOND=0,1,2")).note.unwrap().contains("every minute or second"));
    let never = reading(&repeating("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"));
    assert_eq!(days(&never).len(), 1, "the start alone");
    let hours = (0..24).map(|hour| hour.to_string()).collect::<Vec<_>>().join(",");
    let minutes = (0..60).map(|minute| minute.to_string()).collect::<Vec<_>>().join(",");
    let often = repeating(&format!("FREQ=DAILY;BYHOUR={hours};BYMINUTE={minutes};BYSECOND={minutes}"));
    // A month has one last Monday and no second one, and each of these is looked for through many thousand years.
    let in_vain = repeating("FREQ=MONTHLY;BYDAY=-1MO;BYSETPOS=2;UNTIL=20301231T000000Z").repeat(3);
    let zone =
        "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:20001105T020000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100
        RRULE:FREQ=MONTHLY;BYDAY=-1MO;BYSETPOS=2\nEND:STANDARD\nEND:VTIMEZONE\n";
    for too_much in [often, in_vain, zone.repeat(3)] {
        let refused = read(calendar(&too_much).as_bytes(), framed(&vienna(), "2026-11-02", 700)).unwrap_err();
        assert_eq!(refused.to_string(), "The file holds events that repeat too often to be followed.");
    }
}

#[test]
fn a_rule_is_followed_alike_from_its_start_and_from_nearby() {
    let from = local("2026-11-02T00:00:00");
    for rule in [
        "FREQ=DAILY;INTERVAL=3",
        "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,SU;WKST=SU",
        "FREQ=HOURLY;INTERVAL=7",
        "FREQ=DAILY;BYDAY=MO;BYHOUR=9,11",
    ] {
        let text = calendar(&event(&format!("DTSTART:20200217T090000\nRRULE:{rule}")));
        let files = files(&text).unwrap();
        let entry = files[0].components[1].property(&ICalendarProperty::Rrule).unwrap();
        let calcard::icalendar::ICalendarValue::RecurrenceRule(rule) = &entry.values[0] else { panic!("no rule") };
        let start = local("2020-02-17T09:00:00");
        let unrolled = |from| {
            let window = from..local("2027-11-02T00:00:00");
            repeats::locals(rule, start, None, &window, &mut Budget::of_file()).unwrap()
        };
        let whole: Vec<NaiveDateTime> = unrolled(start).into_iter().filter(|local| *local >= from).collect();
        assert_eq!(unrolled(from), whole, "{rule}");
        assert!(whole.len() > 30);
    }
}

/// A file with a little of everything, to be broken.
fn rich() -> String {
    let weekly = "BEGIN:VEVENT\nUID:w\nDTSTART;TZID=Europe/Vienna:20261001T100000\nDURATION:PT1H\nRRULE:FREQ=WEEKLY;BYDAY=TU,FR;UNTIL=20271105T090000Z
        EXDATE;TZID=Europe/Vienna:20261106T100000\nRDATE;VALUE=PERIOD:20261106T080000Z/PT3H\nSUMMARY:Ä \\, long one that goes on\n END:VEVENT";
    let zone =
        "BEGIN:VTIMEZONE\nTZID:Mine\nBEGIN:STANDARD\nDTSTART:20001105T020000\nRRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        TZOFFSETFROM:+1500\nTZOFFSETTO:+1400\nEND:STANDARD\nEND:VTIMEZONE\n";
    let other = event(
        "DTSTART;TZID=Mine:20261104T220000\nDTEND;TZID=Mine:20261105T010000\nRECURRENCE-ID;RANGE=THISANDFUTURE:20261104T220000",
    );
    let whole = event("DTSTART;VALUE=DATE:20261104\nRRULE:FREQ=MONTHLY;BYDAY=-1MO;BYSETPOS=1;COUNT=30");
    let free = "BEGIN:VFREEBUSY\nFREEBUSY;FBTYPE=BUSY:20261103T080000Z/PT1H,20261104T080000Z/20261104T110000Z\nEND:VFREEBUSY\n";
    calendar(&format!("{zone}{}\n{other}{whole}{free}{OFFICE_HOURS}", weekly.replace("\n END", "\nEND")))
}

#[test]
fn a_file_with_a_little_of_everything_is_read_whole() {
    let read = read(rich().as_bytes(), framed(&vienna(), "2026-11-02", 14)).unwrap();
    assert_eq!((read.events, read.note), (3, None));
    assert_eq!(read.days.len(), 14);
}

#[test]
fn what_the_fuzzer_begins_with_is_refused_or_read() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/calendars");
    let files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 4);
    for file in files {
        anything::judge(&std::fs::read(&file).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn broken_files_give_an_answer_and_never_a_panic(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[ -~\r\n]{0,12}|\\PC{0,6}"), 0..12),
    ) {
        let mut bytes = rich().into_bytes();
        for (place, gone, instead) in cuts {
            let from = place.index(bytes.len().max(1)).min(bytes.len());
            let to = (from + gone).min(bytes.len());
            bytes.splice(from..to, instead.into_bytes());
        }
        anything::judge(&bytes);
    }

    #[test]
    fn bytes_of_any_kind_give_an_answer(
        head in prop::sample::select(vec!["", "BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\nUID:x\nDTSTART", "BEGIN:VTIMEZONE\nTZID:x\n"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
        tail in prop::sample::select(vec!["", "\nEND:VCALENDAR", "\nEND:VEVENT\n", "\nEND:VTIMEZONE\nEND:VCALENDAR\n"]),
    ) {
        anything::judge(&[head.as_bytes(), &bytes, tail.as_bytes()].concat());
    }

    #[test]
    fn lines_of_calendars_in_any_order_give_an_answer(order in Just(rich()).prop_flat_map(|text| {
        Just(text.lines().map(str::to_owned).collect::<Vec<_>>()).prop_shuffle()
    })) {
        anything::judge(order.join("\r\n").as_bytes());
    }
}
