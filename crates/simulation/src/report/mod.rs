//! The report: one page of HTML that loads nothing from anywhere, in light and dark, on paper as on a screen.

mod figures;
mod plots;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::{
    plan::Plan,
    policy::Policy,
    tables::{Table, tables},
    world::World,
    year::Year,
};

/// The most policies that a report can tell apart, always the best among them.
pub const MOST_POLICIES: usize = 6;

const STYLE: &str = include_str!("style.css");

/// A rule of a policy: its name, and its number.
type Rule = (&'static str, fn(&Policy) -> i64);

const RULES: [Rule; 11] = [
    ("weight of fit", |policy| policy.weights.fit),
    ("weight of proof", |policy| policy.weights.proof),
    ("weight of turn", |policy| policy.weights.turn),
    ("weight of thrift", |policy| policy.weights.thrift),
    ("weight of near", |policy| policy.weights.near),
    ("weight of cohesion", |policy| policy.weights.cohesion),
    ("teams of a run", |policy| policy.teams),
    ("members two teams differ in", |policy| policy.min_difference),
    ("hours to answer", |policy| policy.answer_hours),
    ("turn cap, hours of work", |policy| policy.turn_cap / crate::MILLI_OFFERS_AN_HOUR),
    ("per mille of a balance left after a month", |policy| policy.monthly_keep),
];

/// What a report is made of.
pub struct Report<'r> {
    /// Where members and briefs come from, in a few words.
    pub source: &'r str,
    /// What was played over.
    pub world: &'r World,
    /// How.
    pub plan: &'r Plan,
    /// What came of it; the first is always the best.
    pub years: &'r [Year],
}

impl Report<'_> {
    /// The page. The same years give the same bytes.
    pub fn html(&self) -> String {
        let tables = tables(self.years);
        let (all, parts) = tables.split_at(2);
        let page = html! {
            (DOCTYPE)
            html lang="en" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { "Muster: a simulated year" }
                    style { (PreEscaped(STYLE)) (PreEscaped(self.shades())) }
                }
                body {
                    (self.head())
                    h2 { "In numbers" }
                    (self.key())
                    @for table in all { (written(table, true)) }
                    h2 { "How opportunity is spread" }
                    (self.key())
                    (figures::opportunity(self.years))
                    h2 { "What clients get" }
                    (self.key())
                    (figures::clients(self.years))
                    @if !parts.is_empty() {
                        h2 { "By place" }
                        (self.key())
                        (figures::places(self.years))
                        @for table in parts { (written(table, false)) }
                    }
                    h2 { "The policies" }
                    (self.policies())
                    h2 { "How the year was played" }
                    (method())
                    footer {
                        "Made by muster simulate. The same seed, pool, briefs and policies give this page again, to the byte."
                    }
                }
            }
        };
        page.into_string()
    }

    fn head(&self) -> Markup {
        let Plan { seed, weeks, arrivals, declined, unanswered } = *self.plan;
        let open: usize = self.years.iter().map(|year| year.unproven).sum();
        let facts = [
            ("Members and briefs", self.source.to_owned()),
            ("Pool", format!("{} members", self.world.members())),
            ("Briefs", format!("{arrivals} in {weeks} weeks, of {} kinds", self.world.briefs())),
            ("Answers", format!("{declined} % decline, {unanswered} % let it lapse")),
            ("Searches", if open == 0 { "all proven".to_owned() } else { format!("{open} ended early") }),
            ("Seed", seed.to_string()),
        ];
        html! {
            h1 { "What a policy does to a network" }
            p .lead {
                "The same briefs, in the same weeks, over the same pool, under each policy, beside always taking the best team. "
                "Members book their hours when they are awarded, decline or let offers lapse as the seed says, and turns are "
                "kept as the network keeps them."
            }
            dl .facts { @for (name, fact) in facts { div { dt { (name) } dd { (fact) } } } }
        }
    }

    /// Which colour is which policy.
    fn key(&self) -> Markup {
        html! {
            ul .key {
                @for (column, year) in self.years.iter().enumerate() {
                    li { span .swatch style=(format!("background: var(--p{column})")) {} (year.policy.name) }
                }
            }
        }
    }

    /// Gives each policy's colour its shade of light or dark.
    fn shades(&self) -> String {
        let shade = |column: usize| {
            let number = plots::colour(column).0;
            let hex = format!("#{number:02X}{number:02X}{number:02X}");
            format!("svg [stroke=\"{hex}\"]{{stroke:var(--p{column})}}svg [fill=\"{hex}\"]{{fill:var(--p{column})}}")
        };
        (0..self.years.len()).map(shade).collect()
    }

    fn policies(&self) -> Markup {
        let policies: Vec<&Policy> = self.years.iter().map(|year| &year.policy).collect();
        html! {
            div .scroll {
                table {
                    thead { tr { th scope="col" { "Rule" } @for policy in &policies { th scope="col" { (policy.name) } } } }
                    tbody {
                        @for (name, of) in RULES {
                            tr { th scope="row" { (name) } @for policy in &policies { td { (of(policy)) } } }
                        }
                    }
                }
            }
        }
    }
}

/// A table; with what each measure means, or without.
fn written(table: &Table, explain: bool) -> Markup {
    html! {
        div .scroll {
            table {
                thead {
                    tr { th scope="col" { (table.title) } @for column in &table.columns { th scope="col" { (column) } } }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            th scope="row" {
                                (row.name)
                                @if explain { span .meaning { (row.meaning) } }
                            }
                            @for cell in &row.cells { td { (cell) } }
                        }
                    }
                }
            }
        }
    }
}

/// What was assumed, so that nobody takes the year for more than it is.
fn method() -> Markup {
    html! {
        p {
            "Briefs arrive at hours drawn evenly over all weeks, and their work begins three to ten weeks later. Each is given to "
            "the same engine that the network runs, with the members' free hours, turns and ties of that hour. The seats of "
            "all its teams are offered; who accepts, declines or never answers, and after how long, is drawn once for each "
            "brief, seat and member and is the same under every policy. Who accepts has the hours held, and whoever promised "
            "them to another brief meanwhile has to decline. A seat that is refused is filled again with the least change. "
            "After two weeks the client takes the complete bid whose team is worth most by the yardstick."
        }
        p {
            "The yardstick is the policy in force without its weight of turns. Every first team is held against the best team "
            "by that yardstick for the same brief, in the pool as it is under the same policy at the same hour. So what is "
            "lost is the price of turns (and of other weights that differ), not of chance."
        }
        p {
            "Opportunity is counted in hours of awarded work: entitled is an equal share of every awarded seat among all who "
            "were eligible for it, received is what was awarded. Offers that ended otherwise are reversed whole and count for "
            "nobody. Everybody begins the year with a balance of zero."
        }
        p {
            "Not played: members who join, leave or learn; reviews and new ties; crews, counters and standbys; clients who choose by price. Two years "
            "that differ by little differ by chance: try other seeds before you believe it."
        }
    }
}
