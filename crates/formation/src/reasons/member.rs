//! Why a member is not in the best team, and the smallest change of one thing that would have put them there.
//!
//! Every change looked at improves the member: at each seat they are eligible if they were, earn at least as much and
//! cost at most as much. Nobody else changes.
//!
//! **Improving is monotone.** Let an improvement put m into team 1, by a team T, and let B be the best team without m
//! (the first of equals). T has more points than B, or as many and comes before it. Improve m further. B is the same,
//! since m is not in it and those without m did not change. T may still be, its cost not having risen, and has at
//! least the points it had: so it is still ahead of B, and team 1, which is not behind T, still has m in it. Hence the
//! smallest change is found by bisection, and each step of it is a run of the engine.
//!
//! **Hours.** Whatever hours are freed, m then has some seat r in team 1 and was free in its window, so freeing just
//! what is missing in that window would have done. The fewest hours are thus found among as many changes as there are
//! seats. **Skills.** Only skills that a seat asks for, and those related to them, earn anything.

use std::collections::BTreeSet;

use super::{
    alone::{self, Alone},
    smallest::smallest,
    terms::{self, Scale},
    weeks,
};
use crate::{
    Candidates, Limit, Refusal, Request, SeatCandidates,
    document::{Condition, Member, MemberChange, MemberReasons, Pool, Seat, Skill, Smallest, Standing, Team, Thing},
};

/// The highest level, and the most evidence and turn.
const LEVEL: i64 = 5;
const FULL: i64 = 1000;

/// One member and the instance they are in.
pub(super) struct Inquiry<'a, 'l> {
    pub(super) pool: &'a Pool,
    pub(super) brief: &'a crate::document::Brief,
    pub(super) request: Request<'a>,
    pub(super) candidates: Candidates,
    pub(super) member: &'a Member,
    pub(super) number: u32,
    pub(super) limit: &'a mut Limit<'l>,
}

impl Inquiry<'_, '_> {
    /// The member's reasons, and whether nothing is missing.
    pub(super) fn answer(mut self) -> Result<(MemberReasons, bool), Refusal> {
        let mut alone = Alone::new(self.pool, self.brief, self.member);
        let stands = alone.stands(self.member)?;
        let answer = self.request.form(&self.candidates, self.limit).answer;
        let team = answer.teams.first();
        let chosen = team.and_then(|team| team.seats.iter().find(|place| place.member == self.member.id));
        let mut proven = answer.proven;
        let mut changes = Vec::new();
        if proven && chosen.is_none() {
            let mut tries = Tries { inquiry: &mut self, alone, stands: &stands };
            for thing in [Thing::Level, Thing::Evidence, Thing::Turn, Thing::Rate, Thing::Hours] {
                match tries.smallest(thing) {
                    Some(smallest) => changes.push(MemberChange { thing, smallest }),
                    None => proven = false,
                }
            }
        }
        let seats = (0..stands.len()).map(|seat| self.standing(seat, &stands[seat], team)).collect();
        let reasons = MemberReasons {
            member: self.member.id.clone(),
            chosen: chosen.map(|place| place.seat.clone()),
            seats,
            changes,
        };
        Ok((reasons, proven))
    }

    fn standing(&self, at: usize, stands: &SeatCandidates, team: Option<&Team>) -> Standing {
        let (index, scale) = (self.request.index, Scale::new(self.brief));
        let members = team.map_or_else(Vec::new, |team| terms::numbers(index, team));
        let tied = |member| terms::ties_beside(index, &members, at, member);
        let stopped = stands.left.iter().position(|&left| left == 0);
        Standing {
            seat: self.brief.seats[at].id.clone(),
            stopped_by: stopped.map(|condition| Condition::ALL[condition]),
            terms: stands.eligible.first().map(|candidate| scale.terms(candidate.points, tied(self.number), 2)),
            holder: team.map(|team| scale.terms((&team.seats[at]).into(), tied(members[at]), 2)),
        }
    }
}

/// What a change of one kind comes to: the smallest, or that none suffices; `None` where the search was stopped.
type Change = Option<Option<Smallest>>;

struct Tries<'t, 'a, 'l> {
    inquiry: &'t mut Inquiry<'a, 'l>,
    alone: Alone,
    stands: &'t [SeatCandidates],
}

impl Tries<'_, '_, '_> {
    fn smallest(&mut self, thing: Thing) -> Change {
        match thing {
            Thing::Level => self.level(),
            Thing::Evidence => self.evidence(),
            Thing::Turn => self.turn(),
            Thing::Rate => self.rate(),
            Thing::Hours => self.hours(),
        }
    }

    /// Whether the best team has the member in it once they are like this; `None` where the search was stopped.
    fn is_in(&mut self, changed: &Member) -> Option<bool> {
        let now = self.alone.stands(changed).expect("a checked member, changed within what may be");
        if now == self.stands {
            return Some(false);
        }
        let inquiry = &mut *self.inquiry;
        let candidates = alone::replace(inquiry.request.index, &inquiry.candidates, inquiry.number, self.stands, &now);
        let answer = inquiry.request.form(&candidates, inquiry.limit).answer;
        let first = answer.teams.first();
        let seated = first.is_some_and(|team| team.seats.iter().any(|place| place.member == changed.id));
        answer.proven.then_some(seated)
    }

    fn turn(&mut self) -> Change {
        let from = self.inquiry.member.turn;
        let changed = |member: &Member, step| Member { turn: from + step, ..member.clone() };
        let found = self.least(FULL - from, changed)?;
        Some(found.map(|step| Smallest { skill: None, seat: None, from, to: from + step }))
    }

    fn rate(&mut self) -> Change {
        let from = self.inquiry.member.rate;
        let changed = |member: &Member, step| Member { rate: from - step, ..member.clone() };
        let found = self.least(from, changed)?;
        Some(found.map(|step| Smallest { skill: None, seat: None, from, to: from - step }))
    }

    fn evidence(&mut self) -> Change {
        let known = self.inquiry.member.skills.iter();
        let skills = known.map(|(name, skill)| (name.clone(), skill.evidence, FULL - skill.evidence)).collect();
        self.of_skills(skills, |skill, step| Skill { evidence: skill.evidence + step, ..skill })
    }

    fn level(&mut self) -> Change {
        let level = |name: &String| self.inquiry.member.skills.get(name).map_or(0, |skill| skill.level);
        let skills = self.useful().into_iter().map(|name| {
            let from = level(&name);
            (name, from, LEVEL - from)
        });
        let skills = skills.collect();
        self.of_skills(skills, |skill, step| Skill { level: skill.level + step, ..skill })
    }

    /// The skills that a seat asks for, and those related to them, in the order of their names.
    fn useful(&self) -> BTreeSet<String> {
        let needs = self.inquiry.brief.seats.iter().flat_map(|seat| &seat.skills);
        let asked: BTreeSet<&String> = needs.map(|need| &need.skill).collect();
        let mut useful: BTreeSet<String> = asked.iter().map(|&name| name.clone()).collect();
        for (a, b, _) in &self.inquiry.pool.related {
            useful.extend(asked.contains(a).then(|| b.clone()));
            useful.extend(asked.contains(b).then(|| a.clone()));
        }
        useful
    }

    /// The smallest step of one of these skills, given with what it is and how far it can go; of equal steps the first.
    fn of_skills(&mut self, skills: Vec<(String, i64, i64)>, raise: impl Fn(Skill, i64) -> Skill) -> Change {
        let mut best: Option<(i64, Smallest)> = None;
        for (name, from, most) in skills {
            let most = best.as_ref().map_or(most, |&(step, _)| most.min(step - 1));
            let changed = |member: &Member, step| {
                let mut member = member.clone();
                let skill = member.skills.entry(name.clone()).or_insert(Skill { level: 0, evidence: 0 });
                *skill = raise(*skill, step);
                member
            };
            if let Some(step) = self.least(most, changed)? {
                best = Some((step, Smallest { skill: Some(name), seat: None, from, to: from + step }));
            }
        }
        Some(best.map(|(_, smallest)| smallest))
    }

    fn hours(&mut self) -> Change {
        let (member, brief) = (self.inquiry.member, self.inquiry.brief);
        let mut missing: Vec<(i64, &Seat)> =
            brief.seats.iter().map(|seat| (weeks::missing(member, seat), seat)).collect();
        missing.retain(|&(hours, _)| hours > 0);
        missing.sort_by_key(|&(hours, _)| hours);
        for (_, seat) in missing {
            if self.is_in(&weeks::freed(member, seat))? {
                let from = weeks::fewest(member, seat);
                return Some(Some(Smallest { skill: None, seat: Some(seat.id.clone()), from, to: seat.hours }));
            }
        }
        Some(None)
    }

    fn least(&mut self, most: i64, changed: impl Fn(&Member, i64) -> Member) -> Option<Option<i64>> {
        let member = self.inquiry.member;
        smallest(most, |step| self.is_in(&changed(member, step)))
    }
}
