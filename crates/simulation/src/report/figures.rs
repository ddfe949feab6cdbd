//! What the plots show.

use maud::{Markup, PreEscaped, html};

use super::plots::{self, Axis};
use crate::{
    MONTH,
    measures::{lorenz, quantile},
    summary::{OfBriefs, OfMembers, all_shares},
    tables::{percent, thousandths},
    turns::MILLI_OFFERS_AN_HOUR,
    world::Settlement,
    year::{Formed, Played, Year},
};

/// Steps of a Lorenz curve.
const STEPS: usize = 100;
/// Bins of a histogram of balances; even, so that zero is between two.
const BINS: usize = 24;

fn figure(title: &str, meaning: &str, svg: String) -> Markup {
    html! { figure { h3 { (title) } figcaption { (meaning) } (PreEscaped(svg)) } }
}

fn whole(value: i64) -> String {
    value.to_string()
}

fn share(per_mille: i64) -> String {
    format!("{} %", per_mille / 10)
}

/// A quarter more than the largest value, and not less than `least`, so that lines do not touch the edge.
fn room(values: impl Iterator<Item = i64>, least: i64) -> i64 {
    let largest = values.max().unwrap_or_default();
    (largest + largest / 4).max(least)
}

/// Lorenz curves, and balances over time.
pub(super) fn opportunity(years: &[Year]) -> Markup {
    let curves: Vec<_> = years.iter().map(|year| lorenz(&all_shares(year), STEPS)).collect();
    let members = Axis { from: 0, to: 1000, name: "members, those with least first", write: share };
    let work = Axis { from: 0, to: 1000, name: "part of all", write: share };
    html! {
        (figure(
            "Lorenz curves of received over entitled",
            "How much of everything those have who have least: on the dashed line all have the same, and the further a curve \
             hangs below it, the fewer share the work. A flat beginning is those who received nothing.",
            plots::lines("Lorenz curves", &members, &work, &curves, Some([(0, 0), (1000, 1000)])),
        ))
        (balances(years))
    }
}

/// One histogram a month for each policy, all on one scale.
fn balances(years: &[Year]) -> Markup {
    let hours = |balances: &[i64]| balances.iter().map(|balance| balance / MILLI_OFFERS_AN_HOUR).collect::<Vec<_>>();
    let months: Vec<Vec<Vec<i64>>> =
        years.iter().map(|year| year.balances.iter().map(|month| hours(month)).collect()).collect();
    let all: Vec<i64> = months.iter().flatten().flatten().map(|hours| hours.abs()).collect();
    let edge = quantile(&all, 98).unwrap_or_default().max(1);
    let binned: Vec<Vec<Vec<i64>>> =
        months.iter().map(|year| year.iter().map(|month| bins(month, edge)).collect()).collect();
    let full = binned.iter().flatten().flatten().copied().max().unwrap_or_default();
    let axis = Axis { from: -edge, to: edge, name: "balance, hours", write: whole };
    html! {
        h3 { "Turn balances over time" }
        figcaption {
            "A histogram for each month, standing upright: the stronger the colour, the more members have such a balance. Above \
             zero is who was entitled to more than they received, below it who received more. The highest and lowest bin hold \
             everybody beyond."
        }
        div .pair {
            @for (column, (year, months)) in years.iter().zip(&binned).enumerate() {
                @if !months.is_empty() {
                    figure {
                        figcaption { (year.policy.name) }
                        (PreEscaped(plots::over_time(
                            &format!("Turn balances by month under {}", year.policy.name), column, &axis, months, full,
                        )))
                    }
                }
            }
        }
    }
}

/// How many per mille of the values lie in each bin between `-edge` and `edge`.
fn bins(values: &[i64], edge: i64) -> Vec<i64> {
    let mut bins = vec![0; BINS];
    for value in values {
        let above = usize::try_from(value.clamp(&-edge, &edge) + edge).expect("not negative");
        let width = usize::try_from(2 * edge).expect("positive");
        bins[(above * BINS / width).min(BINS - 1)] += 1;
    }
    let count = i64::try_from(values.len()).expect("few members").max(1);
    bins.into_iter().map(|many: i64| many * 1000 / count).collect()
}

/// Quality by month, regret, and time to fill.
pub(super) fn clients(years: &[Year]) -> Markup {
    let months = |year: &Year| year.briefs.iter().map(|brief| brief.hour / MONTH).max().unwrap_or_default() + 1;
    let last = years.iter().map(months).max().unwrap_or(1);
    let of_month = |year: &Year, month| OfBriefs::new(year, |brief| brief.hour / MONTH == month).quality_kept;
    let by_month = |year| (0..last).filter_map(|month| Some((month + 1, of_month(year, month)?))).collect::<Vec<_>>();
    let quality: Vec<Vec<(i64, i64)>> = years.iter().map(by_month).collect();
    let lowest = quality.iter().flatten().map(|&(_, kept)| kept).min().unwrap_or(1000);
    let regrets = years.iter().map(|year| by_percentile(year, |brief| brief.formed.as_ref().map(Formed::regret)));
    let regrets: Vec<_> = regrets.collect();
    let hours: Vec<_> = years.iter().map(|year| by_percentile(year, |brief| brief.filled_after)).collect();
    let largest = |lines: &[Vec<(i64, i64)>], least| room(lines.iter().flatten().map(|&(_, value)| value), least);
    let percentile = Axis { from: 0, to: 1000, name: "briefs, the luckiest first", write: share };
    let month = Axis { from: 1, to: last.max(2), name: "month", write: whole };
    let kept = Axis { from: (lowest - 20).max(0) / 50 * 50, to: 1000, name: "quality kept", write: thousandths };
    let lost = Axis { from: 0, to: largest(&regrets, 50), name: "regret", write: share };
    let taken = Axis { from: 0, to: largest(&hours, 24), name: "hours", write: whole };
    html! {
        (figure(
            "Quality kept, by month",
            "Points of the first teams, turns left out, over those of the best teams for the same briefs on the same days.",
            plots::lines("Quality kept by month", &month, &kept, &quality, None),
        ))
        (figure(
            "Regret",
            "What a brief lost against its best team: so many in a hundred briefs lost at most so much.",
            plots::lines("Regret by percentile", &percentile, &lost, &regrets, None),
        ))
        (figure(
            "Time to fill",
            "Hours until a team had said yes in every seat: so many in a hundred briefs took at most so long.",
            plots::lines("Hours to fill by percentile", &percentile, &taken, &hours, None),
        ))
    }
}

/// The value at each percentile of those briefs that have one.
fn by_percentile(year: &Year, of: impl Fn(&Played) -> Option<i64>) -> Vec<(i64, i64)> {
    let values: Vec<i64> = year.briefs.iter().filter_map(of).collect();
    let at = |percent: usize| Some((i64::try_from(10 * percent).ok()?, quantile(&values, percent)?));
    (0..=100).filter_map(at).collect()
}

/// What members of rural and of urban places get.
pub(super) fn places(years: &[Year]) -> Markup {
    let groups = |of: fn(&OfMembers) -> Option<i64>| {
        [(Settlement::Rural, "rural"), (Settlement::Urban, "urban")]
            .map(|(kind, name)| {
                let value = |year| of(&OfMembers::new(year, |member| member.home == kind)).unwrap_or_default();
                (name, years.iter().map(value).collect::<Vec<i64>>())
            })
            .into_iter()
            .collect::<Vec<_>>()
    };
    let axis = |groups: &[(&str, Vec<i64>)], name, write| {
        let values = groups.iter().flat_map(|(_, values)| values.iter().copied());
        Axis { from: 0, to: room(values, 10), name, write }
    };
    let received = groups(|of| of.received);
    let never = groups(|of| of.never_offered);
    let (of_received, of_never) = (axis(&received, "", thousandths), axis(&never, "", percent));
    html! {
        div .pair {
            (figure(
                "Received over entitled",
                "What members of a kind of place were awarded, over their equal shares of all seats that they were eligible for.",
                plots::bars("Received over entitled by kind of place", &of_received, &received),
            ))
            (figure(
                "Never offered a seat",
                "Of the members of a kind of place who were ever eligible.",
                plots::bars("Never offered a seat by kind of place", &of_never, &never),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_hold_everybody_and_the_outermost_those_beyond() {
        let bins = bins(&[-500, -12, -1, 0, 1, 11, 12, 500], 12);
        assert_eq!((bins[0], bins[11], bins[12], bins[13], bins[23]), (250, 125, 125, 125, 375));
        assert_eq!(bins.iter().sum::<i64>(), 1000);
    }
}
