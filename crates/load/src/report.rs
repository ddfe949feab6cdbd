//! What was found, as tables.

use std::fmt;

use crate::{
    histogram::Histogram,
    memory::Course,
    reads::Compared,
    tally::{Line, Tally},
};

/// Of a hundred answers of the bare handler Muster gives so many at least.
const READS_PERCENT: u64 = 60;
/// At half of the most, 99 of 100 answers take so many microseconds at most.
const P99_MICROS: u64 = 25_000;
/// Memory is flat where its last quarter lies so many per mille above its first at most.
const FLAT_PER_MILLE: i64 = 50;

/// The memory of the server while half of the most was asked; nothing where the system does not tell it.
pub(crate) struct Memory {
    /// What it asked for itself.
    pub(crate) own: Option<Course>,
    /// That and pages of mapped files.
    pub(crate) resident: Option<Course>,
}

/// What was found on one database.
pub(crate) struct Found {
    pub(crate) database: String,
    pub(crate) clients: usize,
    pub(crate) seconds: u64,
    pub(crate) reads: Vec<Compared>,
    /// The most that was answered in a second.
    pub(crate) a_second: u64,
    pub(crate) half: u64,
    pub(crate) saturated: Tally,
    pub(crate) steady: Tally,
    pub(crate) memory: Memory,
}

impl Found {
    /// Whether everything was answered as it should be. At saturation somebody may be turned away.
    pub(crate) fn is_clean(&self) -> bool {
        self.steady.is_clean() && self.saturated.faults == 0
    }

    /// What was not, in words.
    pub(crate) fn faults(&self) -> Vec<&String> {
        self.saturated.told.iter().chain(&self.steady.told).collect()
    }

    fn targets(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { database, clients, seconds, steady, saturated, .. } = self;
        writeln!(f, "| {database}, {clients} clients | found | target | |\n| --- | --- | --- | --- |")?;
        let least = self.reads.iter().map(|read| read.percent()).min().unwrap_or_default();
        let holds = verdict(least >= READS_PERCENT);
        writeln!(
            f,
            "| reads, the least of them beside the bare handler | {least} % | {READS_PERCENT} % at least | {holds} |"
        )?;
        writeln!(f, "| most requests a second, all at once | {} | | |", thousands(self.a_second))?;
        writeln!(f, "| turned away meanwhile | {} | | |", thousands(saturated.turned_away))?;
        writeln!(f, "| half of it, for {seconds} s | {} | | |", thousands(self.half))?;
        let p99 = steady.all().times.within(990).unwrap_or_default();
        let holds = verdict(p99 <= P99_MICROS);
        writeln!(f, "| p99 at half | {} ms | {} ms at most | {holds} |", millis(p99), P99_MICROS / 1_000)?;
        self.memory(f)?;
        let strange = saturated.faults + steady.faults + steady.turned_away + steady.unsent;
        writeln!(f, "| not answered as they should be | {strange} | 0 | {} |", verdict(self.is_clean()))
    }

    fn memory(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Some(own), Some(resident)) = (self.memory.own, self.memory.resident) else {
            return writeln!(f, "| memory at half | not told by this system | flat | |");
        };
        let holds = verdict(own.growth() <= FLAT_PER_MILLE);
        let flat = format!("flat: {} at most", signed_percent(FLAT_PER_MILLE));
        let row = |what, course: Course| {
            format!(
                "| {what} | {} → {} MiB, {}, {:+} KiB a minute |",
                course.first / 1_024,
                course.last / 1_024,
                signed_percent(course.growth()),
                course.a_minute
            )
        };
        writeln!(f, "{} {flat} | {holds} |", row("memory of its own at half, first → last quarter", own))?;
        writeln!(f, "{} | |", row("the same with pages of mapped files", resident))
    }

    fn comparison(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "| {}: reads a second | Muster | bare | of it ", self.database)?;
        writeln!(f, "| Muster: p50 ms | p99 ms | p99.9 ms | bare: p50 ms | p99 ms | p99.9 ms |")?;
        writeln!(f, "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")?;
        for read in &self.reads {
            let Compared { what, muster, bare } = read;
            let often = [muster, bare].map(|one| thousands(one.a_second)).join(" | ");
            let soon = [muster, bare].map(|one| soon(&one.times)).join(" | ");
            writeln!(f, "| {what} | {often} | {} % | {soon} |", read.percent())?;
        }
        Ok(())
    }

    fn acts(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.steady.all();
        writeln!(f, "| {}: at half | asked | share | refused | p50 ms | p99 ms | p99.9 ms |", self.database)?;
        writeln!(f, "| --- | --- | --- | --- | --- | --- | --- |")?;
        let total = all.times.total();
        let lines = self.steady.lines.iter().map(|(act, line)| (act.words(), line));
        for (words, line) in lines.chain([("**all**", &all)]) {
            writeln!(f, "| {words} | {}", cells(line, total))?;
        }
        Ok(())
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.targets(f)?;
        writeln!(f)?;
        self.comparison(f)?;
        writeln!(f)?;
        self.acts(f)
    }
}

fn cells(line: &Line, total: u64) -> String {
    let many = line.times.total();
    let share = percent(many * 1_000 / total.max(1));
    format!("{} | {share} | {} | {} |", thousands(many), thousands(line.refused), soon(&line.times))
}

/// Within how many milliseconds 500, 990 and 999 of a thousand were done.
fn soon(times: &Histogram) -> String {
    [500, 990, 999].map(|part| times.within(part).map_or_else(|| "–".to_owned(), millis)).join(" | ")
}

fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "missed" }
}

/// Milliseconds with a digit behind the point.
fn millis(micros: u64) -> String {
    let tenths = (micros + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Per mille as per cent with a digit behind the point.
fn percent(per_mille: u64) -> String {
    format!("{}.{} %", per_mille / 10, per_mille % 10)
}

fn signed_percent(per_mille: i64) -> String {
    format!("{}{}", if per_mille < 0 { '−' } else { '+' }, percent(per_mille.unsigned_abs()))
}

/// With a comma before each three digits.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut told = String::new();
    for (place, digit) in digits.char_indices() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            told.push(',');
        }
        told.push(digit);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{acts::Act, reads::Answered, tally::Outcome};

    /// So many answers a second, half of them, 99 of 100 and 999 of 1,000 within so many microseconds.
    fn answered(a_second: u64, [half, most, nearly_all]: [u64; 3]) -> Answered {
        let mut times = Histogram::default();
        for (many, micros) in [(900, half), (95, most), (5, nearly_all)] {
            (0..many).for_each(|_| times.note(micros));
        }
        Answered { a_second, times }
    }

    fn found(own: Option<Course>) -> Found {
        let mut steady = Tally::default();
        for micros in 1..=1_000 {
            steady.note(Act::Brief, micros * 10, Outcome::Done);
        }
        steady.note(Act::Award, 90_000, Outcome::Refused);
        Found {
            database: "SQLite".to_owned(),
            clients: 500,
            seconds: 150,
            reads: vec![
                Compared {
                    what: "a brief",
                    muster: answered(6_400, [2_000, 8_000, 12_000]),
                    bare: answered(10_000, [1_000, 4_000, 9_000]),
                },
                Compared {
                    what: "a member's week",
                    muster: answered(5_900, [2_000, 8_000, 12_000]),
                    bare: Answered { a_second: 10_000, times: Histogram::default() },
                },
            ],
            a_second: 12_345,
            half: 6_172,
            saturated: Tally::default(),
            steady,
            memory: Memory { own, resident: own },
        }
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!([7, 999, 1_000, 1_234_567].map(thousands), ["7", "999", "1,000", "1,234,567"]);
        assert_eq!([0, 949, 950, 25_040].map(millis), ["0.0", "0.9", "1.0", "25.0"]);
        assert_eq!([50, -12].map(signed_percent), ["+5.0 %", "−1.2 %"]);
    }

    #[test]
    fn each_target_says_whether_it_holds() {
        let grows = Course { first: 100 * 1_024, last: 120 * 1_024, a_minute: 8_000 };
        let told = found(Some(grows)).to_string();
        assert!(told.contains("| 59 % | 60 % at least | missed |"), "{told}");
        assert!(told.contains("| p99 at half | 9.9 ms | 25 ms at most | holds |"), "{told}");
        assert!(
            told.contains("| 100 → 120 MiB, +20.0 %, +8000 KiB a minute | flat: +5.0 % at most | missed |"),
            "{told}"
        );
        assert!(told.contains("| 0 | 0 | holds |"), "{told}");
    }

    #[test]
    fn of_each_read_it_is_told_how_often_and_how_soon_both_answered() {
        let told = found(None).to_string();
        assert!(told.contains("| a brief | 6,400 | 10,000 | 64 % | 2.0 | 8.0 | 12.0 | 1.0 | 4.0 | 9.0 |"), "{told}");
        assert!(told.contains("| a member's week | 5,900 | 10,000 | 59 % | 2.0 | 8.0 | 12.0 | – | – | – |"), "{told}");
    }

    #[test]
    fn every_act_has_its_row_and_all_rows_are_whole() {
        let told = found(None).to_string();
        assert!(told.contains("| client: awards a bid | 1 | 0.0 % | 1 | "), "{told}");
        assert!(told.contains("| **all** | 1,001 | 100.0 % | 1 | "), "{told}");
        assert!(told.contains("| memory at half | not told by this system | flat | |"), "{told}");
        for table in told.split("\n\n") {
            let columns: Vec<usize> = table.lines().map(|row| row.matches('|').count()).collect();
            assert!(columns.windows(2).all(|pair| pair[0] == pair[1]), "{table}");
        }
    }

    #[test]
    fn a_fault_is_never_clean() {
        let mut with_fault = found(None);
        with_fault.saturated.note(Act::Brief, 100, Outcome::TurnedAway);
        assert!(with_fault.is_clean(), "whoever is turned away at saturation is told, and no fault");
        with_fault.saturated.fault("Brief: 500".to_owned());
        assert!(!with_fault.is_clean() && with_fault.faults() == ["Brief: 500"]);
    }
}
