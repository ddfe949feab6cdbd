//! The contract once more, word by word and as slowly as it reads: every assignment is looked at.

use std::collections::BTreeSet;

use muster_formation::document::{Brief, Member, Pool, Seat};
use serde_json::{Value, json};

/// A team: its points and its members' positions in the pool sorted by id, in seat order.
pub struct Whole {
    pub points: i128,
    pub members: Vec<usize>,
}

/// The problem, with members sorted by the bytes of their ids.
pub struct Naive<'a> {
    pool: &'a Pool,
    brief: &'a Brief,
    members: Vec<&'a Member>,
}

impl<'a> Naive<'a> {
    pub fn new(pool: &'a Pool, brief: &'a Brief) -> Self {
        let mut members: Vec<&Member> = pool.members.iter().collect();
        members.sort_by(|a, b| a.id.as_bytes().cmp(b.id.as_bytes()));
        Self { pool, brief, members }
    }

    /// The answer, as JSON.
    pub fn answer(&self) -> Value {
        let eligible: Vec<Vec<usize>> = self.brief.seats.iter().map(|seat| self.eligible(seat)).collect();
        let teams = self.best(&eligible);
        let mut answer = json!({ "format": "muster-teams/1", "brief": self.brief.id, "proven": true,
            "teams": teams.iter().map(|team| self.team(team, &eligible)).collect::<Vec<_>>() });
        if teams.is_empty() {
            answer["why"] = self.why(&eligible);
        }
        answer
    }

    /// The best teams, each different enough from those before it.
    pub fn best(&self, eligible: &[Vec<usize>]) -> Vec<Whole> {
        let budget = self.brief.budget.map(i128::from);
        let affordable = |team: &Vec<usize>| budget.is_none_or(|budget| self.cost(team) <= budget);
        let teams = assignments(eligible);
        let teams = teams.into_iter().filter(|team| distinct(team) && !self.quarrels(team) && affordable(team));
        let mut all: Vec<Whole> = teams.map(|members| Whole { points: self.points(&members), members }).collect();
        all.sort_by(|a, b| b.points.cmp(&a.points).then_with(|| a.members.cmp(&b.members)));
        let open = self.brief.seats.len() - self.brief.locked.len();
        let difference = usize::try_from(self.brief.min_difference).unwrap().min(open).max(1);
        let mut chosen: Vec<Whole> = Vec::new();
        for team in all {
            let differs = |earlier: &Whole| {
                team.members.iter().filter(|member| !earlier.members.contains(member)).count() >= difference
            };
            if chosen.len() < usize::try_from(self.brief.teams).unwrap() && chosen.iter().all(differs) {
                chosen.push(team);
            }
        }
        chosen
    }

    /// The positions of those who may take a seat.
    pub fn eligible(&self, seat: &Seat) -> Vec<usize> {
        (0..self.members.len())
            .filter(|&m| (1..=6).all(|condition| self.holds(condition, self.members[m], seat)))
            .collect()
    }

    /// Whether one of the six conditions holds.
    pub fn holds(&self, condition: u8, m: &Member, seat: &Seat) -> bool {
        match condition {
            1 => {
                let locked_here = self.brief.locked.get(&seat.id);
                let locked_elsewhere = self.brief.locked.iter().any(|(s, id)| *s != seat.id && *id == m.id);
                !self.brief.excluded.contains(&m.id)
                    && locked_here.is_none_or(|locked| *locked == m.id)
                    && !locked_elsewhere
            }
            2 => seat
                .skills
                .iter()
                .filter(|need| need.must)
                .all(|need| m.skills.get(&need.skill).is_some_and(|known| known.level >= need.level)),
            3 => {
                let weeks: Vec<i64> =
                    m.free.iter().flat_map(|&(hours, run)| vec![hours; usize::try_from(run).unwrap()]).collect();
                (seat.from_week..seat.from_week + seat.weeks)
                    .all(|week| weeks[usize::try_from(week).unwrap()] >= seat.hours)
            }
            4 => seat.rate_cap.is_none_or(|cap| m.rate <= cap),
            5 => seat.languages.iter().all(|language| m.languages.contains(language)),
            _ => seat.near.as_ref().is_none_or(|near| {
                m.onsite && self.distance(m, &near.place).is_some_and(|distance| distance <= i128::from(near.km))
            }),
        }
    }

    fn distance(&self, m: &Member, place: &str) -> Option<i128> {
        let home = m.place.as_deref()?;
        if home == place {
            return Some(0);
        }
        let given = |a: &str, b: &str| self.pool.distances.get(a).and_then(|row| row.get(b)).copied();
        given(home, place).or_else(|| given(place, home)).map(i128::from)
    }

    fn value(&self, m: &Member, skill: &str, asked: i128, must: bool) -> i128 {
        let level = |name: &str| m.skills.get(name).map_or(0, |known| i128::from(known.level));
        let mut value = 1000 * level(skill).min(asked) / asked;
        if !must {
            for (a, b, share) in &self.pool.related {
                for (one, other) in [(a, b), (b, a)] {
                    if one == skill {
                        value = value.max(i128::from(*share) * level(other).min(asked) / asked);
                    }
                }
            }
        }
        value
    }

    /// fit, proof, turn, thrift, near
    fn terms(&self, m: &Member, seat: &Seat) -> [i128; 5] {
        let weights: i128 = seat.skills.iter().map(|need| i128::from(need.weight)).sum();
        let mut fit = 0;
        let mut proof = 0;
        for need in &seat.skills {
            fit += i128::from(need.weight) * self.value(m, &need.skill, i128::from(need.level), need.must);
            let evidence = m.skills.get(&need.skill).map_or(0, |known| known.evidence);
            proof += i128::from(need.weight) * i128::from(evidence);
        }
        let hours: i128 = self.brief.seats.iter().map(|seat| i128::from(seat.hours * seat.weeks)).sum();
        let cap = match (seat.rate_cap, self.brief.budget) {
            (Some(cap), _) => i128::from(cap),
            (None, Some(budget)) => i128::from(budget) / hours,
            (None, None) => 0,
        };
        let thrift = if cap == 0 { 0 } else { 1000 * (cap - i128::from(m.rate)).max(0) / cap };
        let near = seat.near.as_ref().map_or(0, |near| {
            let km = i128::from(near.km);
            self.distance(m, &near.place).map_or(0, |distance| 1000 * (km - distance) / km)
        });
        [fit / weights, proof / weights, i128::from(m.turn), thrift, near]
    }

    fn tie(&self, a: usize, b: usize) -> i128 {
        let (a, b) = (&self.members[a].id, &self.members[b].id);
        let same = |x: &String, y: &String| (x == a && y == b) || (x == b && y == a);
        self.pool.ties.iter().find(|(x, y, _)| same(x, y)).map_or(0, |tie| i128::from(tie.2))
    }

    fn cohesion(&self, team: &[usize]) -> i128 {
        let pairs = (0..team.len()).flat_map(|s| (0..s).map(move |r| (r, s)));
        pairs.map(|(r, s)| self.tie(team[r], team[s])).sum()
    }

    fn quarrels(&self, team: &[usize]) -> bool {
        let ids: BTreeSet<&String> = team.iter().map(|&m| &self.members[m].id).collect();
        self.pool.blocks.iter().any(|(a, b)| ids.contains(a) && ids.contains(b))
    }

    fn cost(&self, team: &[usize]) -> i128 {
        let seats = self.brief.seats.iter().zip(team);
        seats.map(|(seat, &m)| i128::from(self.members[m].rate) * i128::from(seat.hours * seat.weeks)).sum()
    }

    fn points(&self, team: &[usize]) -> i128 {
        let w = &self.brief.weights;
        let weights = [w.fit, w.proof, w.turn, w.thrift, w.near];
        let mut sum = 0;
        for (seat, &m) in self.brief.seats.iter().zip(team) {
            let terms = self.terms(self.members[m], seat);
            sum += terms.iter().zip(weights).map(|(term, weight)| term * i128::from(weight)).sum::<i128>();
        }
        let n = i128::try_from(team.len()).unwrap();
        (n - 1).max(1) * sum + 2 * i128::from(w.cohesion) * self.cohesion(team)
    }

    fn team(&self, team: &Whole, eligible: &[Vec<usize>]) -> Value {
        let seats = self.brief.seats.iter().zip(&team.members).zip(eligible).map(|((seat, &m), eligible)| {
            let [fit, proof, turn, thrift, near] = self.terms(self.members[m], seat);
            json!({ "seat": seat.id, "member": self.members[m].id, "fit": small(fit), "proof": small(proof),
                "turn": small(turn), "thrift": small(thrift), "near": small(near), "eligible": eligible.len() })
        });
        json!({ "z": small(team.points), "bound": small(team.points), "cost": small(self.cost(&team.members)),
            "seats": seats.collect::<Vec<_>>(), "cohesion": small(self.cohesion(&team.members)) })
    }

    fn why(&self, eligible: &[Vec<usize>]) -> Value {
        let funnel = self.brief.seats.iter().map(|seat| {
            let mut left: Vec<&Member> = self.members.clone();
            let counts: Vec<usize> = (1..=6)
                .map(|condition| {
                    left.retain(|m| self.holds(condition, m, seat));
                    left.len()
                })
                .collect();
            json!({ "seat": seat.id, "left": counts })
        });
        let funnel: Vec<Value> = funnel.collect();
        let mut teams = assignments(eligible);
        if eligible.iter().any(Vec::is_empty) {
            return json!({ "cause": "eligible", "funnel": funnel });
        }
        teams.retain(|team| distinct(team));
        if teams.is_empty() {
            return json!({ "cause": "distinct", "funnel": funnel });
        }
        teams.retain(|team| !self.quarrels(team));
        match teams.iter().map(|team| self.cost(team)).min() {
            None => json!({ "cause": "blocks", "funnel": funnel }),
            Some(cost) => json!({ "cause": "budget", "funnel": funnel, "least_cost": small(cost) }),
        }
    }
}

fn small(value: i128) -> i64 {
    i64::try_from(value).unwrap()
}

fn distinct(team: &[usize]) -> bool {
    team.iter().collect::<BTreeSet<_>>().len() == team.len()
}

/// Every way to give every seat one of its members, in the order of the pool.
fn assignments(eligible: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut all = vec![Vec::new()];
    for seat in eligible {
        all = all
            .iter()
            .flat_map(|start: &Vec<usize>| seat.iter().map(|&m| start.iter().copied().chain([m]).collect()))
            .collect();
    }
    all
}

impl Naive<'_> {
    /// The points of a team of the answer, or `None` where the contract does not allow it.
    pub fn points_of(&self, team: &muster_formation::document::Team) -> Option<i128> {
        let position = |id: &String| self.members.iter().position(|member| member.id == *id);
        let members: Vec<usize> = team.seats.iter().map(|place| position(&place.member)).collect::<Option<_>>()?;
        let seats = self.brief.seats.iter();
        let seated = members.iter().zip(seats).all(|(member, seat)| self.eligible(seat).contains(member));
        let paid = self.brief.budget.is_none_or(|budget| self.cost(&members) <= i128::from(budget));
        let allowed = seated && paid && distinct(&members) && !self.quarrels(&members);
        allowed.then(|| self.points(&members))
    }
}
