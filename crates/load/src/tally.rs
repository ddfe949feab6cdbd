//! What became of all that was asked.

use std::collections::BTreeMap;

use crate::{acts::Act, histogram::Histogram};

/// So many faults are told in words.
const TOLD: usize = 20;

/// What became of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// It was done.
    Done,
    /// Somebody else was faster.
    Refused,
    /// Too many asked at once: 429 or 503.
    TurnedAway,
    /// Anything else, in words.
    Fault(String),
}

/// What became of an act.
#[derive(Debug, Default)]
pub(crate) struct Line {
    /// How long it took, whatever became of it.
    pub(crate) times: Histogram,
    pub(crate) refused: u64,
}

/// What became of all acts.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) lines: BTreeMap<Act, Line>,
    pub(crate) turned_away: u64,
    /// What was due, and not sent before the time was over.
    pub(crate) unsent: u64,
    pub(crate) faults: u64,
    /// The first of them.
    pub(crate) told: Vec<String>,
}

impl Tally {
    /// Notes an act that took so long.
    pub(crate) fn note(&mut self, act: Act, micros: u64, outcome: Outcome) {
        let line = self.lines.entry(act).or_default();
        line.times.note(micros);
        match outcome {
            Outcome::Done => {}
            Outcome::Refused => line.refused += 1,
            Outcome::TurnedAway => self.turned_away += 1,
            Outcome::Fault(words) => self.fault(words),
        }
    }

    /// Notes that something went wrong.
    pub(crate) fn fault(&mut self, words: String) {
        self.faults += 1;
        if self.told.len() < TOLD {
            self.told.push(words);
        }
    }

    /// Takes in what another one noted.
    pub(crate) fn add(&mut self, other: Self) {
        for (act, line) in other.lines {
            let own = self.lines.entry(act).or_default();
            own.times.add(&line.times);
            own.refused += line.refused;
        }
        self.turned_away += other.turned_away;
        self.unsent += other.unsent;
        self.faults += other.faults;
        let room = TOLD.saturating_sub(self.told.len());
        self.told.extend(other.told.into_iter().take(room));
    }

    /// All acts together.
    pub(crate) fn all(&self) -> Line {
        let mut all = Line::default();
        for line in self.lines.values() {
            all.times.add(&line.times);
            all.refused += line.refused;
        }
        all
    }

    /// Whether all that was due was sent, and answered as it should be.
    pub(crate) fn is_clean(&self) -> bool {
        self.turned_away + self.unsent + self.faults == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_tallies_add_up_and_a_fault_is_never_lost() {
        let mut sum = Tally::default();
        for number in 0..30 {
            let mut one = Tally::default();
            one.note(Act::Brief, 100, Outcome::Done);
            one.note(Act::Award, 900, Outcome::Refused);
            assert!(one.is_clean());
            one.note(Act::Brief, 100, Outcome::Fault(format!("500 {number}")));
            sum.add(one);
        }
        assert_eq!((sum.lines[&Act::Brief].times.total(), sum.lines[&Act::Award].refused), (60, 30));
        assert_eq!((sum.all().times.total(), sum.all().refused, sum.faults, sum.told.len()), (90, 30, 30, TOLD));
        assert!(!sum.is_clean());
    }

    #[test]
    fn whoever_is_turned_away_or_never_sent_is_told() {
        let mut turned = Tally::default();
        turned.note(Act::Quote, 100, Outcome::TurnedAway);
        let unsent = Tally { unsent: 1, ..Tally::default() };
        assert!(!turned.is_clean() && !unsent.is_clean());
    }
}
