//! Use cases of reports: a report, and the overview.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{Currency, Instant, Money, Month};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    atoms::Atom,
    paper,
    report::{self, Dimension, Narrow, REMOTE, Report, ReportChoice, ReportChoices},
    store,
};
use crate::{
    app::App,
    book::{
        self, Account,
        statements::{self, Parties, StatementId, StatementTotal},
    },
    db::Conn,
    error::{Check, Error, Result},
    http::PageQuery,
    identity::{self, Operator},
    meter,
    papers::{PaperFormat, PaperQuery, Told},
    places, skills,
    spaces::{self, SpaceId},
};

/// The most months that one report covers.
const MOST_MONTHS: usize = 60;
/// How many of the last statements an overview names.
const STATEMENTS: i64 = 12;

/// Which report is asked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ReportQuery {
    /// The first month, such as `2026-01`.
    pub from: Month,
    /// The last month.
    pub to: Month,
    /// What the rows are.
    pub by: Dimension,
    /// Only work at this place: its id, or `remote` for work without one. Of every place where absent.
    pub place: Option<String>,
    /// Only work of this category: its key, such as `web`. Of every category where absent.
    pub category: Option<String>,
    /// `json` where absent.
    #[param(inline)]
    pub format: Option<PaperFormat>,
}

/// What a space earned in closed months, for its operators: sums in which nobody stands alone.
pub fn report(app: &App, who: Operator, space: SpaceId, query: &ReportQuery) -> Result<Told<Report>> {
    // On one state of the database: a month that is closed meanwhile is in all of it, or in nothing.
    app.db.snapshot(|conn| {
        let name = spaces::service::name_for(conn, who, space)?;
        check_span(query.from, query.to)?;
        let found = read(conn, space, query)?;
        let paper = PaperQuery { format: query.format };
        Told::of(&paper, found, |found| {
            let (_, language) = identity::service::reader(conn, who.person)?;
            let last = found.closed_until.map(|until| until.min(found.to));
            let closed_at = match last {
                Some(month) => statements::closed_at(conn, month).unwrap_or(app.now()),
                None => app.now(),
            };
            paper::of_report(
                Parties { network: &app.network, recipient: vec![name], language: &language, closed_at },
                found,
            )
        })
    })
}

fn read(conn: &mut Conn, space: SpaceId, query: &ReportQuery) -> Result<Report> {
    let ReportQuery { from, to, by, .. } = *query;
    let narrow = narrow(conn, query)?;
    let year_before = (report::year_before(from), report::year_before(to));
    let atoms = store::atoms(conn, space, (from, to), year_before)?;
    let choices = choices(conn, &atoms, &narrow)?;
    let chosen = |among: &[ReportChoice], key: Option<&str>| {
        among.iter().find(|choice| Some(choice.key.as_str()) == key).cloned()
    };
    let place = chosen(&choices.places, narrow.place.as_deref());
    let category = chosen(&choices.categories, narrow.category.as_deref());
    let (_, whole) = report::tabulate(from, to, by, &atoms);
    let (mut rows, totals) = report::tabulate(from, to, by, &narrow.of(atoms));
    let labels = labels(conn, by, rows.iter().map(|row| row.key.as_str()))?;
    for row in &mut rows {
        row.label = labels.get(&row.key).unwrap_or(&row.key).clone();
    }
    let did: Vec<Money> = whole.iter().map(|total| Money::new(total.amount_minor, total.currency)).collect();
    let meter = meter::service::read(conn, space, from, to, &did)?;
    let closed_until = store::last_month(conn)?;
    Ok(Report { from, to, by, place, category, choices, closed_until, rows, totals, meter })
}

/// What a query narrows its report to; each field that names nothing is refused.
fn narrow(conn: &mut Conn, query: &ReportQuery) -> Result<Narrow> {
    let mut check = Check::new();
    if let Some(place) = &query.place {
        let is_place = match place.parse() {
            Ok(id) => places::service::exists(conn, id)?,
            Err(_) => place == REMOTE,
        };
        check.that(is_place, "place", place, format!("the id of a place, or {REMOTE}"));
    }
    if let Some(category) = &query.category {
        let is_category = skills::service::categories().iter().any(|known| known.key == *category);
        check.that(is_category, "category", category, "a key of GET /api/v1/categories");
    }
    check.done()?;
    Ok(Narrow { place: query.place.clone(), category: query.category.clone() })
}

/// What a report can be narrowed to: the labels of its atoms. What is chosen is among them, so that it can be told in words.
fn choices(conn: &mut Conn, atoms: &[(Month, Atom)], narrow: &Narrow) -> Result<ReportChoices> {
    let places = atoms.iter().filter_map(|(_, atom)| atom.place.as_deref()).chain(narrow.place.as_deref());
    let categories = atoms.iter().filter_map(|(_, atom)| atom.category.as_deref()).chain(narrow.category.as_deref());
    Ok(ReportChoices {
        places: labelled(conn, Dimension::Place, places.collect())?,
        categories: labelled(conn, Dimension::Category, categories.collect())?,
    })
}

/// Keys with their labels, in the order of these.
fn labelled(conn: &mut Conn, by: Dimension, keys: BTreeSet<&str>) -> Result<Vec<ReportChoice>> {
    let labels = labels(conn, by, keys.iter().copied())?;
    let choice = |key: &str| ReportChoice {
        key: key.to_owned(),
        label: labels.get(key).map_or_else(|| key.to_owned(), String::clone),
    };
    let mut all: Vec<ReportChoice> = keys.into_iter().map(choice).collect();
    all.sort_by(|one, other| one.label.cmp(&other.label));
    Ok(all)
}

fn check_span(from: Month, to: Month) -> Result<()> {
    let mut check = Check::new();
    check.that(from <= to, "to", to, format!("{from} or later"));
    // Backwards, since a month of the last year that can be written has no next one.
    let earliest = (1..MOST_MONTHS).fold(to, |month, _| month.previous());
    check.that(earliest <= from, "from", from, format!("at most {MOST_MONTHS} months up to {to}"));
    check.done()
}

/// The keys that have words of their own.
pub(super) fn labels<'a>(
    conn: &mut Conn,
    by: Dimension,
    keys: impl Iterator<Item = &'a str>,
) -> Result<BTreeMap<String, String>> {
    Ok(match by {
        Dimension::Month | Dimension::Quarter | Dimension::Source => BTreeMap::new(),
        Dimension::Category => {
            let known = skills::service::categories().iter();
            known.map(|category| (category.key.clone(), category.name.clone())).collect()
        }
        Dimension::Place => {
            let places: Vec<_> = keys.filter_map(|key| key.parse().ok()).collect();
            let named = places::service::names(conn, &places)?;
            named.into_iter().map(|(place, name)| (place.to_string(), name)).collect()
        }
    })
}

/// What there is of a space's money now.
#[derive(Debug, Serialize, ToSchema)]
pub struct Overview {
    /// What is there, in each currency; below zero where the space owes.
    pub balances: Vec<Money>,
    /// What was paid out ever, less what came back, in each currency.
    pub paid_out: Vec<Money>,
    /// The statement that comes next.
    pub next: NextStatement,
    /// The last statements, the newest first.
    pub statements: Vec<StatementLink>,
}

/// A statement that is not closed yet.
#[derive(Debug, Serialize, ToSchema)]
pub struct NextStatement {
    /// Which month.
    pub month: Month,
    /// When it closes.
    pub closes_at: Instant,
    /// What it would say if nothing came any more.
    pub so_far: Vec<SoFar>,
}

/// What a statement would say so far, in one currency.
#[derive(Debug, Serialize, ToSchema)]
pub struct SoFar {
    /// What was there before.
    pub opening: Money,
    /// What came less what went.
    pub moved: Money,
    /// What is there now.
    pub closing: Money,
}

/// A statement, and where it is.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementLink {
    /// Which one.
    pub id: StatementId,
    /// Its number.
    pub number: i64,
    /// Which month.
    pub month: Month,
    /// What it says, each currency by itself.
    pub totals: Vec<StatementTotal>,
    /// Where it is read; `?format=pdf` for the paper.
    pub path: String,
}

/// What there is of a space's money, for its operators. Nothing of it is a sum over a history.
pub fn overview(app: &App, who: Operator, space: SpaceId) -> Result<Overview> {
    let now = app.now();
    app.db.snapshot(|conn| {
        spaces::service::check_run_by(conn, who, space)?;
        let account = Account::Space(space);
        let balances = book::service::holds(conn, account)?;
        let mut paid_out = Vec::with_capacity(balances.len());
        for balance in &balances {
            let earned = book::service::commission_ever(conn, space, balance.currency())?;
            let paid = earned.plus(balance.negated()).map_err(|cause| Error::internal("sum up payouts", cause))?;
            paid_out.push(paid);
        }
        let page = PageQuery { after: None, limit: Some(STATEMENTS) };
        let last = statements::list(conn, account, &page)?.items;
        let month = statements::last_closed(conn)?.map_or(now.day().month(), Month::next);
        let openings = last.first().map(|statement| statement.totals.clone()).unwrap_or_default();
        let so_far = balances.iter().map(|balance| so_far(&openings, *balance)).collect::<Result<_>>()?;
        let link = |statement: statements::Statement| StatementLink {
            id: statement.id,
            number: statement.number,
            month: statement.month,
            totals: statement.totals,
            path: format!("/api/v1/spaces/{space}/statements/{}", statement.id),
        };
        Ok(Overview {
            balances,
            paid_out,
            next: NextStatement { month, closes_at: month.next().first_day().midnight(), so_far },
            statements: last.into_iter().map(link).collect(),
        })
    })
}

/// From the last closing balance to what is there now.
fn so_far(openings: &[StatementTotal], closing: Money) -> Result<SoFar> {
    let of = |currency: Currency| openings.iter().find(|total| total.closing.currency() == currency);
    let opening = of(closing.currency()).map_or(Money::new(0, closing.currency()), |total| total.closing);
    let moved = closing.plus(opening.negated()).map_err(|cause| Error::internal("sum up a month", cause))?;
    Ok(SoFar { opening, moved, closing })
}
