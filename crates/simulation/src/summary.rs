//! A year in a few numbers.

use crate::{
    measures::{gini, jain, per_mille, quantile, received_over_entitled, top_hundredth},
    turns::MILLI_OFFERS_AN_HOUR,
    year::{Formed, Played, Standing, Year},
};

/// What became of some briefs. Shares are in per mille; a measure of nothing is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfBriefs {
    /// How many were posted.
    pub posted: usize,
    /// For how many no team existed.
    pub without_a_team: usize,
    /// How many were awarded.
    pub awarded: usize,
    /// The worth of all first teams, of that of the best teams for the same briefs on the same days.
    pub quality_kept: Option<i64>,
    /// The worth of all awarded teams, of that of the best teams on the days when their briefs were posted.
    pub quality_delivered: Option<i64>,
    /// What a brief lost against the best team: half of them at most so much.
    pub regret_p50: Option<i64>,
    /// Nineteen of twenty at most so much.
    pub regret_p95: Option<i64>,
    /// All of them at most so much.
    pub regret_worst: Option<i64>,
    /// The cost of all first teams, of that of the best teams.
    pub price: Option<i64>,
    /// The mean cost of an awarded team, in minor units.
    pub mean_cost: Option<i64>,
    /// Hours until a team had said yes seat by seat: half of the briefs at most so many.
    pub hours_p50: Option<i64>,
    /// Nineteen of twenty at most so many.
    pub hours_p95: Option<i64>,
}

impl OfBriefs {
    /// The numbers of those briefs that pass.
    pub fn new(year: &Year, pass: impl Fn(&Played) -> bool) -> Self {
        let briefs: Vec<&Played> = year.briefs.iter().filter(|brief| pass(brief)).collect();
        let formed: Vec<Formed> = briefs.iter().filter_map(|brief| brief.formed).collect();
        let awarded: Vec<(i64, i64, i64)> = briefs
            .iter()
            .filter_map(|brief| brief.awarded.zip(brief.formed))
            .map(|((value, cost), formed)| (value, cost, formed.best_value))
            .collect();
        let regrets: Vec<i64> = formed.iter().map(Formed::regret).collect();
        let hours: Vec<i64> = briefs.iter().filter_map(|brief| brief.filled_after).collect();
        let total = |part: fn(&Formed) -> i64| formed.iter().map(|formed| i128::from(part(formed))).sum::<i128>();
        let won = |part: fn(&(i64, i64, i64)) -> i64| awarded.iter().map(|won| i128::from(part(won))).sum::<i128>();
        let awards = i128::try_from(awarded.len()).expect("few briefs");
        Self {
            posted: briefs.len(),
            without_a_team: briefs.len() - formed.len(),
            awarded: awarded.len(),
            quality_kept: per_mille(total(|formed| formed.value), total(|formed| formed.best_value)),
            quality_delivered: per_mille(won(|won| won.0), won(|won| won.2)),
            regret_p50: quantile(&regrets, 50),
            regret_p95: quantile(&regrets, 95),
            regret_worst: regrets.iter().copied().max(),
            price: per_mille(total(|formed| formed.cost), total(|formed| formed.best_cost)),
            mean_cost: won(|won| won.1).checked_div(awards).and_then(|mean| i64::try_from(mean).ok()),
            hours_p50: quantile(&hours, 50),
            hours_p95: quantile(&hours, 95),
        }
    }
}

/// How opportunity was spread over some members: those who were ever eligible for a seat that was offered. Shares are in
/// per mille; a measure of nothing is `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfMembers {
    /// How many were ever eligible.
    pub eligible: usize,
    /// Gini of received over entitled.
    pub gini: Option<i64>,
    /// Jain of received over entitled.
    pub jain: Option<i64>,
    /// The share of those who were never offered a seat.
    pub never_offered: Option<i64>,
    /// The share of those who were never awarded one.
    pub never_awarded: Option<i64>,
    /// What part of the awarded work the one in a hundred has who has most.
    pub top_hundredth: Option<i64>,
    /// The most that somebody was entitled to and did not receive, in hours of work.
    pub largest_deficit: i64,
    /// What all of them received of what they were entitled to.
    pub received: Option<i64>,
}

impl OfMembers {
    /// The numbers of those members who pass.
    pub fn new(year: &Year, pass: impl Fn(&Standing) -> bool) -> Self {
        let members = eligible(year, pass);
        let shares = shares(&members);
        let received: Vec<i64> = members.iter().map(|member| member.received).collect();
        let part = |is: fn(&&&Standing) -> bool| {
            let many = members.iter().filter(is).count();
            per_mille(i128::try_from(many).ok()?, i128::try_from(members.len()).ok()?)
        };
        let total = |of: fn(&Standing) -> i64| members.iter().map(|member| i128::from(of(member))).sum::<i128>();
        let deficits = members.iter().map(|member| (member.entitled - member.received) / MILLI_OFFERS_AN_HOUR);
        Self {
            eligible: members.len(),
            gini: gini(&shares),
            jain: jain(&shares),
            never_offered: part(|member| member.asked == 0),
            never_awarded: part(|member| member.received == 0),
            top_hundredth: top_hundredth(&received),
            largest_deficit: deficits.max().unwrap_or_default().max(0),
            received: per_mille(total(|member| member.received), total(|member| member.entitled)),
        }
    }
}

fn eligible(year: &Year, pass: impl Fn(&Standing) -> bool) -> Vec<&Standing> {
    year.members.iter().filter(|member| member.was_eligible && pass(member)).collect()
}

/// What each received for what they were entitled to, in millionths.
fn shares(members: &[&Standing]) -> Vec<i64> {
    members.iter().map(|member| received_over_entitled(member.entitled, member.received)).collect()
}

/// What each member of a year who was ever eligible received for what they were entitled to, in millionths.
pub(crate) fn all_shares(year: &Year) -> Vec<i64> {
    shares(&eligible(year, |_| true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Policy, Settlement};

    fn year(briefs: Vec<Played>, members: Vec<Standing>) -> Year {
        let policy = Policy {
            name: "hand".to_owned(),
            weights: Default::default(),
            teams: 1,
            min_difference: 1,
            answer_hours: 72,
            turn_cap: 1,
            monthly_keep: 1000,
        };
        Year { policy, briefs, members, balances: Vec::new(), unproven: 0 }
    }

    fn played(formed: Option<Formed>, filled_after: Option<i64>, awarded: Option<(i64, i64)>) -> Played {
        Played { hour: 0, number: 0, site: Settlement::Unknown, formed, filled_after, awarded }
    }

    #[test]
    fn three_briefs_keep_what_a_hand_counts() {
        let formed = |value, cost| Some(Formed { value, best_value: 1000, cost, best_cost: 500 });
        let year = year(
            vec![
                played(formed(1000, 500), Some(30), Some((990, 510))),
                played(formed(899, 400), Some(60), Some((899, 400))),
                played(None, None, None),
            ],
            Vec::new(),
        );
        let found = OfBriefs::new(&year, |_| true);
        assert_eq!((found.posted, found.without_a_team, found.awarded), (3, 1, 2));
        assert_eq!(found.quality_kept, Some(949), "1899 of 2000");
        assert_eq!(found.quality_delivered, Some(944), "1889 of 2000");
        assert_eq!((found.regret_p50, found.regret_p95, found.regret_worst), (Some(0), Some(101), Some(101)));
        assert_eq!((found.price, found.mean_cost), (Some(900), Some(455)));
        assert_eq!((found.hours_p50, found.hours_p95), (Some(30), Some(60)));
    }

    #[test]
    fn four_members_stand_as_a_hand_counts() {
        let member = |home, asked, entitled, received| Standing { home, was_eligible: true, asked, entitled, received };
        let left_out = Standing { was_eligible: false, ..member(Settlement::Rural, 0, 0, 0) };
        let year = year(
            Vec::new(),
            vec![
                member(Settlement::Urban, 2, 100_000, 300_000),
                member(Settlement::Urban, 1, 100_000, 100_000),
                member(Settlement::Rural, 1, 100_000, 0),
                member(Settlement::Rural, 0, 100_000, 0),
                left_out,
            ],
        );
        let found = OfMembers::new(&year, |_| true);
        assert_eq!(found.eligible, 4);
        // Shares 0, 0, 1, 3: (−3·0 − 1·0 + 1·1 + 3·3) / (4 · 4), and 16 / (4 · 10).
        assert_eq!((found.gini, found.jain), (Some(625), Some(400)));
        assert_eq!((found.never_offered, found.never_awarded), (Some(250), Some(500)));
        assert_eq!((found.top_hundredth, found.largest_deficit), (Some(750), 100_000 / MILLI_OFFERS_AN_HOUR));
        let rural = OfMembers::new(&year, |member| member.home == Settlement::Rural);
        assert_eq!((rural.eligible, rural.received, rural.gini), (2, Some(0), None));
    }

    #[test]
    fn regret_is_rounded_up_so_that_it_is_nothing_only_for_the_best() {
        let formed = |value| Formed { value, best_value: 1_000_000, cost: 0, best_cost: 0 };
        assert_eq!([1_000_000, 999_999, 999_000, 900_000, 0].map(|value| formed(value).regret()), [0, 1, 1, 100, 1000]);
    }
}
