//! What a simulation found of policies: written by `muster simulate --json`, handed in with a proposal, drawn on its page.
//!
//! Whole numbers and the policies that were played, nothing else; so whatever reads as a report says one thing. Whether its
//! numbers are true the server cannot know: whoever doubts them plays the year again, and compares hashes.

use muster_simulation::{OfBriefs, OfMembers, Plan, World, Year};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::model::Policy;
use crate::error::{Check, Error, Result};

/// The field of a proposal in which it is handed in.
const FIELD: &str = "report_text";
/// The longest report that is taken, in bytes: one of six policies has about 6,000.
const LONGEST: usize = 64 * 1024;
/// The column of always the best, and that of the policy in force.
const BEST: &str = "best";
const IN_FORCE: &str = "default";

/// Names the format, and its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
enum PolicyReportFormat {
    /// `muster-policy-report/1`
    #[serde(rename = "muster-policy-report/1")]
    One,
}

/// Where members and briefs of a simulation come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReportSource {
    /// The running network: its members, and its past briefs.
    Network,
    /// Documents.
    Files,
    /// They were made up.
    MadeUp,
}

/// A simulation's report: the same year of briefs, under each of several policies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyReport {
    format: PolicyReportFormat,
    /// Where members and briefs come from.
    source: ReportSource,
    /// How many members the pool has.
    members: u32,
    /// How many kinds of briefs there are.
    kinds: u32,
    /// Everything that was drawn comes from it.
    seed: u64,
    /// For how many weeks briefs arrive.
    weeks: u32,
    /// How many briefs arrive.
    arrivals: u32,
    /// Of a hundred offers, so many are declined.
    declined: u32,
    /// Of a hundred offers, so many are never answered.
    unanswered: u32,
    /// What came of it under each policy: `best` is always the best team, `default` is what was in force.
    years: Vec<PlayedYear>,
}

/// What came of a year under one policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlayedYear {
    /// Tells it from the others.
    name: String,
    policy: Policy,
    /// How many searches ended before everything was proven.
    unproven: u32,
    clients: ClientFigures,
    opportunity: OpportunityFigures,
}

/// What clients got. Shares are in per mille; a measure of nothing is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ClientFigures {
    /// How many briefs were posted.
    posted: u32,
    /// For how many no team existed.
    without_a_team: u32,
    /// How many were awarded.
    awarded: u32,
    /// The worth of all first teams, of that of the best teams for the same briefs on the same days.
    quality_kept: Option<u32>,
    /// The worth of all awarded teams, of that of the best teams on the days when their briefs were posted.
    quality_delivered: Option<u32>,
    /// What a brief lost against the best team: half of them at most so much.
    regret_p50: Option<u32>,
    /// Nineteen of twenty at most so much.
    regret_p95: Option<u32>,
    /// All of them at most so much.
    regret_worst: Option<u32>,
    /// The cost of all first teams, of that of the best teams.
    price: Option<u32>,
    /// Hours until a team had said yes in every seat: half of the briefs at most so many.
    hours_p50: Option<u32>,
    /// Nineteen of twenty at most so many.
    hours_p95: Option<u32>,
}

/// How opportunity was spread over the members who were ever eligible for a seat. Shares are in per mille; a measure of
/// nothing is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpportunityFigures {
    /// How many were ever eligible.
    eligible: u32,
    /// Gini of received over entitled.
    gini: Option<u32>,
    /// Jain of received over entitled.
    jain: Option<u32>,
    /// The share of those who were never offered a seat.
    never_offered: Option<u32>,
    /// The share of those who were never awarded one.
    never_awarded: Option<u32>,
    /// What part of the awarded work the one in a hundred has who has most.
    top_hundredth: Option<u32>,
    /// The most that somebody was entitled to and did not receive, in hours of work.
    largest_deficit: u32,
}

impl PolicyReport {
    /// The report of some years, and of the policies under which they were played, in the same order.
    pub fn new(source: ReportSource, world: &World, plan: &Plan, policies: &[Policy], years: &[Year]) -> Self {
        let Plan { seed, weeks, arrivals, declined, unanswered } = *plan;
        Self {
            format: PolicyReportFormat::One,
            source,
            members: count(world.members()),
            kinds: count(world.briefs()),
            seed,
            weeks: count(weeks),
            arrivals: count(arrivals),
            declined: count(declined),
            unanswered: count(unanswered),
            years: years.iter().zip(policies).map(|(year, policy)| PlayedYear::new(year, policy)).collect(),
        }
    }

    /// The file. The same report gives the same bytes.
    pub fn text(&self) -> String {
        let text = serde_json::to_string_pretty(self).expect("a report has only texts for keys, which JSON can hold");
        text + "\n"
    }

    /// Reads what was handed in.
    pub fn read(text: &str) -> Result<Self> {
        if text.len() > LONGEST {
            return Err(Error::field(FIELD, text.len(), format!("at most {LONGEST} bytes")));
        }
        let report: Self = serde_json::from_str(text).map_err(|cause| {
            Error::field(FIELD, Value::Null, format!("a file that muster simulate --json wrote; this is none: {cause}"))
        })?;
        let mut check = Check::new();
        let most = muster_simulation::MOST_POLICIES;
        check.that((1..=most).contains(&report.years.len()), FIELD, report.years.len(), format!("1 to {most} years"));
        for year in &report.years {
            check.length(FIELD, &year.name, 1..=255);
        }
        check.done()?;
        Ok(report)
    }

    /// Fine where both were played for it: what is in force, and what is proposed.
    pub(super) fn check_about(&self, proposed: &Policy, in_force: &Policy) -> Result<()> {
        let todays = self.years.iter().find(|year| year.name == IN_FORCE);
        let is_about_today = todays.is_some_and(|year| year.policy == *in_force);
        let is_about_it = self.years.iter().any(|year| year.name != BEST && year.policy == *proposed);
        let mut check = Check::new();
        let names: Vec<&str> = self.years.iter().map(|year| year.name.as_str()).collect();
        check.that(is_about_today, FIELD, &names, "a report for which the policy in force was played, as `default`");
        check.that(is_about_it, FIELD, &names, "a report for which the policy that is proposed was played");
        check.done()
    }
}

impl PlayedYear {
    fn new(year: &Year, policy: &Policy) -> Self {
        Self {
            name: year.policy.name.clone(),
            policy: policy.clone(),
            unproven: count(year.unproven),
            clients: ClientFigures::new(&OfBriefs::new(year, |_| true)),
            opportunity: OpportunityFigures::new(&OfMembers::new(year, |_| true)),
        }
    }
}

impl ClientFigures {
    fn new(of: &OfBriefs) -> Self {
        Self {
            posted: count(of.posted),
            without_a_team: count(of.without_a_team),
            awarded: count(of.awarded),
            quality_kept: of.quality_kept.map(count),
            quality_delivered: of.quality_delivered.map(count),
            regret_p50: of.regret_p50.map(count),
            regret_p95: of.regret_p95.map(count),
            regret_worst: of.regret_worst.map(count),
            price: of.price.map(count),
            hours_p50: of.hours_p50.map(count),
            hours_p95: of.hours_p95.map(count),
        }
    }
}

impl OpportunityFigures {
    fn new(of: &OfMembers) -> Self {
        Self {
            eligible: count(of.eligible),
            gini: of.gini.map(count),
            jain: of.jain.map(count),
            never_offered: of.never_offered.map(count),
            never_awarded: of.never_awarded.map(count),
            top_hundredth: of.top_hundredth.map(count),
            largest_deficit: count(of.largest_deficit),
        }
    }
}

/// A number of a simulation, none of which is negative, and none of which comes near the largest here.
fn count<N: TryInto<u32>>(number: N) -> u32 {
    number.try_into().unwrap_or(u32::MAX)
}
