//! Use cases of spaces: founding them, who runs them, who belongs to them, what they earn. Rates are in
//! [`terms`](super::terms).

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::{Day, Money, Month};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

pub use super::terms::{keeps, tax, terms_for};
use super::{
    SpaceId,
    model::{HORIZON_DAYS, Home, NewSpace, Space, SpaceMember},
    report::{self, Cell, Dimension, Format, REMOTE, Report, Row},
    store::{self, SpaceRow},
    terms,
};
use crate::{
    app::App,
    audit::{self, By},
    book::{
        self, Account, Movement,
        service::CommissionCell,
        statements::{self, Parties, Statement, StatementId, WorkCell, WorkRow},
    },
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{IdempotencyKey, Page, PageQuery},
    identity::{self, Admin, Hat, Member, MemberId, Operator, PersonId},
    members,
    papers::{PaperQuery, Told},
    places, skills,
};

/// The most months that one report covers.
const MOST_MONTHS: usize = 60;

/// Where a member belongs from a day on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Move {
    /// The space, or null for none.
    #[serde(deserialize_with = "Option::deserialize")]
    pub space: Option<SpaceId>,
    /// The first day, today or later.
    pub from: Day,
}

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
    /// `json` where absent.
    #[param(inline)]
    pub format: Option<Format>,
}

/// Founds a space with its first commission.
pub fn create(app: &App, who: Admin, new: &NewSpace, key: &IdempotencyKey) -> Result<SpaceId> {
    app.db.write(|tx| key.once(tx, who.person, new, |tx| found(tx, who.into(), new)))
}

/// Founds a space with its first commission, which is in force at once, in the transaction of its cause.
pub fn found(tx: &mut Tx<'_>, by: By, new: &NewSpace) -> Result<SpaceId> {
    let mut check = Check::new();
    check.length("name", &new.name, 1..=100);
    check.that(places::service::exists(tx, new.place)?, "place", new.place, "a place of this network");
    check.done()?;
    let row = SpaceRow { id: tx.id(), name: new.name.trim().to_owned(), place_id: new.place, created_at: tx.now() };
    store::insert(tx, &row)?;
    audit::record(tx, by, "space.founded", row.id, &row.name)?;
    terms::first(tx, by, row.id, new.commission)?;
    Ok(row.id)
}

/// All spaces, the oldest first.
pub fn list(app: &App, query: &PageQuery) -> Result<Page<Space>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    let found = app.db.read(|conn| store::page(conn, cursor, limit + 1))?;
    Ok(Page::of(found, limit, |row| row.id.to_string()).map(Space::from))
}

/// The spaces that an operator runs.
pub fn list_run_by(app: &App, who: Operator, query: &PageQuery) -> Result<Page<Space>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    let found = app.db.read(|conn| store::page_run_by(conn, who.person, cursor, limit + 1))?;
    Ok(Page::of(found, limit, |row| row.id.to_string()).map(Space::from))
}

/// Makes somebody an operator of a space; that they are one already is fine.
pub fn add_operator(app: &App, who: Admin, space: SpaceId, email: &str) -> Result<()> {
    app.db.write(|tx| {
        store::space(tx, space)?.ok_or_else(|| Error::not_found("space", space))?;
        let person = identity::service::person_by_email(tx, email)?;
        identity::service::grant(tx, who.into(), person, Hat::Operator)?;
        if store::is_run_by(tx, space, person)? {
            return Ok(());
        }
        store::insert_operator(tx, space, person)?;
        audit::record(tx, who.into(), "space.operator-added", space, &person)
    })
}

/// Moves a member to another home space, or to none, from today on or later.
pub fn move_home(app: &App, who: Member, new: &Move) -> Result<Vec<Home>> {
    app.db.write(|tx| {
        let today = tx.now().day();
        let latest = today.plus_days(HORIZON_DAYS);
        if !(today..=latest).contains(&new.from) {
            return Err(Error::field("from", new.from, format!("a day from {today} to {latest}")));
        }
        if let Some(space) = new.space {
            let known = store::space(tx, space)?;
            known.ok_or_else(|| Error::field("space", space, "a space of this network, or null for none"))?;
        }
        store::leave(tx, who.member, new.from)?;
        if let Some(space) = new.space {
            store::join(tx, who.member, space, new.from)?;
        }
        audit::record(tx, who.into(), "member.moved", who.member, &(new.space, new.from))?;
        store::homes_from(tx, who.member, today)
    })
}

/// Where a member belongs now, and where they will.
pub fn homes(app: &App, who: Member) -> Result<Vec<Home>> {
    let today = app.now().day();
    app.db.read(|conn| store::homes_from(conn, who.member, today))
}

/// The names of those who belong to a space today, for its operators.
pub fn members(app: &App, who: Operator, space: SpaceId, query: &PageQuery) -> Result<Page<SpaceMember>> {
    let (limit, cursor, today) = (query.limit()?, query.cursor()?, app.now().day());
    app.db.read(|conn| {
        store::run_by(conn, space, who.person)?;
        let found = store::members_on(conn, space, today, cursor, limit + 1)?;
        let page = Page::of(found, limit, |row| row.id.to_string());
        let mut items = Vec::with_capacity(page.items.len());
        for row in page.items {
            let person = members::service::person_of(conn, row.member_id)?;
            let (_, name) = identity::service::reach(conn, person)?;
            items.push(SpaceMember { name, since: row.from_day, until: row.to_day });
        }
        Ok(Page { items, next: page.next })
    })
}

/// Fine where an operator runs the space; otherwise there is none that they may know of.
pub fn check_run_by(conn: &mut Conn, who: Operator, space: SpaceId) -> Result<()> {
    store::run_by(conn, space, who.person).map(drop)
}

/// The space to which a member belongs on a day, if any.
pub fn home(conn: &mut Conn, member: MemberId, on: Day) -> Result<Option<SpaceId>> {
    store::home(conn, member, on)
}

/// What the book holds for a space, for its operators.
pub fn balance(app: &App, who: Operator, space: SpaceId) -> Result<Vec<Money>> {
    app.db.read(|conn| {
        store::run_by(conn, space, who.person)?;
        book::service::holds(conn, Account::Space(space))
    })
}

/// What a space earned, for its operators: folded sums, never anybody's line.
pub fn report(app: &App, who: Operator, space: SpaceId, query: &ReportQuery) -> Result<Report> {
    let ReportQuery { from, to, by, .. } = *query;
    app.db.read(|conn| {
        store::run_by(conn, space, who.person)?;
        check_span(from, to)?;
        let cells: Vec<Cell> =
            book::service::commission(conn, space, from, to)?.iter().map(|cell| as_cell(cell, by)).collect();
        let (mut rows, totals) = report::fold(&cells);
        label(conn, by, &mut rows)?;
        Ok(Report { from, to, by, rows, totals })
    })
}

/// A space's statement as its operators see it: sums, and no line that is about one member's work.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementOfSpace {
    /// What it says.
    pub statement: Statement,
    /// Commissions by kind of work, and what was taken back of them; no row stands for fewer than three members.
    pub rows: Vec<Row>,
    /// What was paid out to the space, and what came back.
    pub payouts: Vec<PaidOut>,
}

/// Money that left for a space, or came back.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaidOut {
    /// When.
    pub day: Day,
    /// Why.
    pub movement: Movement,
    /// How much; below zero where it left.
    pub amount: Money,
}

/// The statements of a space, for its operators, the newest first.
pub fn statements(app: &App, who: Operator, space: SpaceId, query: &PageQuery) -> Result<Page<Statement>> {
    app.db.read(|conn| {
        store::run_by(conn, space, who.person)?;
        statements::list(conn, Account::Space(space), query)
    })
}

/// A statement of a space, for its operators; as a paper in the language that they read.
pub fn statement(
    app: &App,
    who: Operator,
    space: SpaceId,
    id: StatementId,
    query: &PaperQuery,
) -> Result<Told<StatementOfSpace>> {
    app.db.read(|conn| {
        let row = store::run_by(conn, space, who.person)?;
        let found = statement_of(conn, space, id)?;
        Told::of(query, found, |found| {
            let (_, language) = identity::service::reader(conn, who.person)?;
            let parties = Parties {
                network: &app.network,
                recipient: vec![row.name],
                language: &language,
                closed_at: statements::closed_at(conn, found.statement.month)?,
            };
            let work = |row: &Row| WorkRow {
                label: (row.key != report::OTHER).then(|| row.label.clone()),
                members: row.members,
                amount: Money::new(row.amount_minor, row.currency),
            };
            let rows: Vec<WorkRow> = found.rows.iter().map(work).collect();
            let payouts: Vec<(Day, Money)> = found.payouts.iter().map(|paid| (paid.day, paid.amount)).collect();
            statements::print_of_space(parties, &found.statement, &rows, &payouts)
        })
    })
}

fn statement_of(conn: &mut Conn, space: SpaceId, id: StatementId) -> Result<StatementOfSpace> {
    let (statement, lines) = statements::of_space(conn, Account::Space(space), id)?;
    let (mut cells, mut payouts) = (Vec::new(), Vec::new());
    for WorkCell { day, movement, work, amount } in lines {
        match work {
            Some((member, key)) => {
                cells.push(Cell { key, currency: amount.currency(), member, amount_minor: amount.minor() });
            }
            None => payouts.push(PaidOut { day, movement, amount }),
        }
    }
    let (mut rows, _) = report::fold(&cells);
    label(conn, Dimension::Category, &mut rows)?;
    Ok(StatementOfSpace { statement, rows, payouts })
}

/// Says the keys of rows in words.
fn label(conn: &mut Conn, by: Dimension, rows: &mut [Row]) -> Result<()> {
    let labels = labels(conn, by, rows.iter().map(|row| row.key.as_str()))?;
    for row in rows {
        if let Some(label) = labels.get(&row.key) {
            row.label.clone_from(label);
        }
    }
    Ok(())
}

fn check_span(from: Month, to: Month) -> Result<()> {
    let mut check = Check::new();
    check.that(from <= to, "to", to, format!("{from} or later"));
    let months = std::iter::successors(Some(from), |month| Some(month.next())).take_while(|month| *month <= to);
    let within = months.take(MOST_MONTHS + 1).count() <= MOST_MONTHS;
    check.that(within, "from", from, format!("at most {MOST_MONTHS} months up to {to}"));
    check.done()
}

fn as_cell(cell: &CommissionCell, by: Dimension) -> Cell {
    let key = match by {
        Dimension::Month => cell.month.to_string(),
        Dimension::Category => cell.category.clone(),
        Dimension::Place => cell.work_place.map_or_else(|| REMOTE.to_owned(), |place| place.to_string()),
    };
    Cell { key, currency: cell.currency, member: cell.member, amount_minor: cell.amount_minor }
}

/// The keys that have words of their own.
fn labels<'a>(conn: &mut Conn, by: Dimension, keys: impl Iterator<Item = &'a str>) -> Result<BTreeMap<String, String>> {
    Ok(match by {
        Dimension::Month => BTreeMap::new(),
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

/// The space to which a member belongs on a day, if any.
pub fn home_on(conn: &mut Conn, member: MemberId, day: Day) -> Result<Option<SpaceId>> {
    store::home(conn, member, day)
}

/// Whoever belonged to one of `spaces` on `since` or later, or will.
pub fn belonged_since(conn: &mut Conn, spaces: &BTreeSet<SpaceId>, since: Day) -> Result<BTreeSet<MemberId>> {
    let mut members = BTreeSet::new();
    for space in spaces {
        members.extend(store::members_from(conn, *space, since)?);
    }
    Ok(members)
}

/// Whoever runs one of `spaces`.
pub fn operators_of(conn: &mut Conn, spaces: &BTreeSet<SpaceId>) -> Result<BTreeSet<PersonId>> {
    let spaces: Vec<SpaceId> = spaces.iter().copied().collect();
    store::operators_of(conn, &spaces)
}
