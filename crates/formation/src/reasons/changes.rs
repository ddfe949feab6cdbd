//! The smallest change of one thing that would have put a member into the best team.
//!
//! Every change looked at improves the member: at each seat they are eligible if they were, earn at least as much and
//! cost at most as much. Nobody else changes.
//!
//! **Improving is monotone.** Let an improvement put m into team 1, by a team T, and let B be the best team without m
//! (the first of equals). T has more points than B, or as many and comes before it. Improve m further. B is the same,
//! since m is not in it and those without m did not change. T may still be, its cost not having risen, and has at
//! least the points it had: so it is still ahead of B, and team 1, which is not behind T, still has m in it. Hence the
//! smallest change is found by bisection.
//!
//! **Where m sits.** m is in team 1 of a changed instance just when, for some seat, the best team with m in it comes before
//! B. What is found so is confirmed by a run of the whole changed instance, and of the next smaller change.
//!
//! **Hours.** Whatever hours are freed, m then has some seat r in team 1 and was free in its window, so freeing just
//! what is missing in that window would have done. The fewest hours are thus found among as many changes as there are
//! seats. **Skills.** Only skills that a seat asks for, and those related to them, earn anything.

use std::collections::BTreeSet;

use super::{
    alone::{self, Alone},
    member::Inquiry,
    seated::{Contender, Seated},
    smallest::smallest,
    weeks,
};
use crate::{
    Limit, SeatCandidates,
    document::{Member, Seat, Skill, Smallest, Team, Thing},
};

/// The highest level, and the most evidence and turn.
const LEVEL: i64 = 5;
const FULL: i64 = 1000;

/// What a change of one kind comes to: the smallest, or that none suffices; `None` where the search was stopped.
pub(super) type Change = Option<Option<Smallest>>;

/// One thing that can be changed by steps: the turn, the rate, or one skill.
struct Way {
    skill: Option<String>,
    from: i64,
    /// How many steps there are.
    most: i64,
}

/// Changes of the member, tried.
pub(super) struct Tries<'t, 'a, 'l> {
    inquiry: &'t Inquiry<'a>,
    limit: &'t mut Limit<'l>,
    alone: Alone,
    stands: &'t [SeatCandidates],
    seated: Seated<'t>,
    /// The best team as it is, in which the member is not.
    best: Option<Contender>,
}

impl<'t, 'a, 'l> Tries<'t, 'a, 'l> {
    /// Changes of a member who stands so with each seat and is not in the best team.
    pub(super) fn new(
        inquiry: &'t Inquiry<'a>,
        limit: &'t mut Limit<'l>,
        alone: Alone,
        stands: &'t [SeatCandidates],
        best: Option<&Team>,
    ) -> Self {
        let seated = Seated::new(inquiry.request, inquiry.candidates, inquiry.number);
        Self { inquiry, limit, alone, stands, seated, best: best.map(Contender::of) }
    }

    /// The smallest change of one thing.
    pub(super) fn smallest(&mut self, thing: Thing) -> Change {
        if thing == Thing::Hours {
            return self.hours();
        }
        let ways = self.ways(thing);
        let mut best: Option<(&Way, i64)> = None;
        for way in &ways {
            // Only a smaller step than the best so far is of interest.
            let most = best.map_or(way.most, |(_, step)| way.most.min(step - 1));
            let found = smallest(most, |step| self.is_in(&changed(self.inquiry.member, thing, way, step)))?;
            best = found.map(|step| (way, step)).or(best);
        }
        let Some((way, step)) = best else { return Some(None) };
        self.confirm(&changed(self.inquiry.member, thing, way, step), true)?;
        if step > 1 {
            self.confirm(&changed(self.inquiry.member, thing, way, step - 1), false)?;
        }
        let to = if thing == Thing::Rate { way.from - step } else { way.from + step };
        Some(Some(Smallest { skill: way.skill.clone(), seat: None, from: way.from, to }))
    }

    /// What could be changed by steps; skills in the order of their names.
    fn ways(&self, thing: Thing) -> Vec<Way> {
        let member = self.inquiry.member;
        let skilled = |name: &String, from, full: i64| Way { skill: Some(name.clone()), from, most: full - from };
        match thing {
            Thing::Turn => vec![Way { skill: None, from: member.turn, most: FULL - member.turn }],
            Thing::Rate => vec![Way { skill: None, from: member.rate, most: member.rate }],
            Thing::Evidence => member.skills.iter().map(|(name, skill)| skilled(name, skill.evidence, FULL)).collect(),
            Thing::Level => {
                let level = |name: &String| member.skills.get(name).map_or(0, |skill| skill.level);
                self.useful().iter().map(|name| skilled(name, level(name), LEVEL)).collect()
            }
            // Hours are freed for a seat, not by steps.
            Thing::Hours => Vec::new(),
        }
    }

    /// The skills that a seat asks for, and those related to them, in the order of their names.
    fn useful(&self) -> BTreeSet<String> {
        let index = self.inquiry.request.index;
        let needs = self.inquiry.brief.seats.iter().flat_map(|seat| &seat.skills);
        let asked: BTreeSet<String> = needs.map(|need| need.skill.clone()).collect();
        let numbers = asked.iter().filter_map(|name| index.skill(name));
        let related: BTreeSet<u32> = numbers.flat_map(|skill| index.related(skill)).map(|&(other, _)| other).collect();
        asked.into_iter().chain(related.into_iter().map(|skill| index.skill_name(skill).to_owned())).collect()
    }

    fn hours(&mut self) -> Change {
        let (member, brief) = (self.inquiry.member, self.inquiry.brief);
        let mut missing: Vec<(i64, &Seat)> =
            brief.seats.iter().map(|seat| (weeks::missing(member, seat), seat)).collect();
        missing.retain(|&(hours, _)| hours > 0);
        missing.sort_by_key(|&(hours, _)| hours);
        for (_, seat) in missing {
            let changed = weeks::freed(member, seat);
            if self.is_in(&changed)? {
                self.confirm(&changed, true)?;
                let from = weeks::fewest(member, seat);
                return Some(Some(Smallest { skill: None, seat: Some(seat.id.clone()), from, to: seat.hours }));
            }
        }
        Some(None)
    }

    /// Whether the best team has the member in it once they are like this: whether the best of those that have them in
    /// some seat comes before the best of those without them. `None` where the search was stopped.
    fn is_in(&mut self, changed: &Member) -> Option<bool> {
        for (seat, stands) in self.stands(changed).iter().enumerate() {
            let Some(&own) = stands.eligible.first() else { continue };
            let with = self.seated.best(seat, own, self.limit)?;
            if with.is_some_and(|with| self.best.as_ref().is_none_or(|best| with.is_before(best))) {
                return Some(true);
            }
        }
        Some(false)
    }

    /// Runs the whole changed instance; `None` where that does not confirm what was found.
    fn confirm(&mut self, changed: &Member, expected: bool) -> Option<()> {
        let now = self.stands(changed);
        let inquiry = self.inquiry;
        let candidates = alone::replace(inquiry.request.index, inquiry.candidates, inquiry.number, self.stands, &now);
        let answer = inquiry.request.form(&candidates, self.limit).answer;
        let first = answer.teams.first();
        let is_in = first.is_some_and(|team| team.seats.iter().any(|place| place.member == changed.id));
        (answer.proven && is_in == expected).then_some(())
    }

    fn stands(&mut self, changed: &Member) -> Vec<SeatCandidates> {
        self.alone.stands(changed).expect("a checked member, changed within what may be")
    }
}

/// The member after so many steps of one way.
fn changed(member: &Member, thing: Thing, way: &Way, step: i64) -> Member {
    let mut member = member.clone();
    match (thing, &way.skill) {
        (Thing::Turn, _) => member.turn += step,
        (Thing::Rate, _) => member.rate -= step,
        (_, Some(name)) => {
            let skill = member.skills.entry(name.clone()).or_insert(Skill { level: 0, evidence: 0 });
            *if thing == Thing::Level { &mut skill.level } else { &mut skill.evidence } += step;
        }
        (_, None) => {}
    }
    member
}
