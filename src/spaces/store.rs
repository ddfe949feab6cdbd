//! The rows of spaces, their operators, affiliations and terms.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use diesel::prelude::*;
use muster_kernel::{BasisPoints, Currency, Day, Instant};

use super::{
    AffiliationId, SpaceId, TermsId,
    model::{Bounds, Home, RateKind, Space, Terms, Timeline},
};
use crate::{
    book::Rule,
    db::{Backend, Conn, Tx, insert_all},
    error::{Error, Result},
    identity::{MemberId, PersonId},
    places::PlaceId,
    schema::{affiliations, space_operators, spaces, terms, terms_bounds},
};

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = spaces)]
pub(super) struct SpaceRow {
    pub(super) id: SpaceId,
    pub(super) name: String,
    pub(super) place_id: PlaceId,
    pub(super) created_at: Instant,
}

impl From<SpaceRow> for Space {
    fn from(row: SpaceRow) -> Self {
        Self { id: row.id, name: row.name, place: row.place_id }
    }
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &SpaceRow) -> Result<()> {
    diesel::insert_into(spaces::table).values(row).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn space(conn: &mut Conn, id: SpaceId) -> Result<Option<SpaceRow>> {
    Ok(spaces::table.find(id).select(SpaceRow::as_select()).first(conn).optional()?)
}

/// All spaces, the oldest first, from after `cursor` on.
pub(super) fn page(conn: &mut Conn, cursor: Option<SpaceId>, limit: i64) -> Result<Vec<SpaceRow>> {
    let mut all = spaces::table.into_boxed();
    if let Some(cursor) = cursor {
        all = all.filter(spaces::id.gt(cursor));
    }
    Ok(all.order(spaces::id).limit(limit).select(SpaceRow::as_select()).load(conn)?)
}

/// The space, for somebody who runs it; nobody else.
pub(super) fn run_by(conn: &mut Conn, id: SpaceId, operator: PersonId) -> Result<SpaceRow> {
    let runs = space_operators::table.find((id, operator)).select(space_operators::space_id);
    let found = spaces::table.filter(spaces::id.eq_any(runs)).select(SpaceRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("space", id))
}

/// The spaces that somebody runs, from after `cursor` on.
pub(super) fn page_run_by(
    conn: &mut Conn,
    operator: PersonId,
    cursor: Option<SpaceId>,
    limit: i64,
) -> Result<Vec<SpaceRow>> {
    let runs = space_operators::table.filter(space_operators::person_id.eq(operator)).select(space_operators::space_id);
    let mut own = spaces::table.filter(spaces::id.eq_any(runs)).into_boxed();
    if let Some(cursor) = cursor {
        own = own.filter(spaces::id.gt(cursor));
    }
    Ok(own.order(spaces::id).limit(limit).select(SpaceRow::as_select()).load(conn)?)
}

pub(super) fn is_run_by(conn: &mut Conn, space: SpaceId, person: PersonId) -> Result<bool> {
    Ok(space_operators::table.find((space, person)).count().get_result::<i64>(conn)? > 0)
}

/// Whoever runs one of `spaces`.
pub(super) fn operators_of(conn: &mut Conn, spaces: &[SpaceId]) -> Result<BTreeSet<PersonId>> {
    let theirs = space_operators::table.filter(space_operators::space_id.eq_any(spaces));
    Ok(theirs.select(space_operators::person_id).load(conn)?.into_iter().collect())
}

/// Who of `people` runs which spaces.
pub(super) fn runs(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<(PersonId, SpaceId)>> {
    let theirs = space_operators::table.filter(space_operators::person_id.eq_any(people));
    Ok(theirs.select((space_operators::person_id, space_operators::space_id)).load(conn)?)
}

pub(super) fn insert_operator(tx: &mut Tx<'_>, space: SpaceId, person: PersonId) -> Result<()> {
    let row = (space_operators::space_id.eq(space), space_operators::person_id.eq(person));
    diesel::insert_into(space_operators::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Answers whether they ran it.
pub(super) fn delete_operator(tx: &mut Tx<'_>, space: SpaceId, person: PersonId) -> Result<bool> {
    Ok(diesel::delete(space_operators::table.find((space, person))).execute(&mut **tx)? == 1)
}

/// Whoever runs a space, from after `cursor` on.
pub(super) fn page_of_operators(
    conn: &mut Conn,
    space: SpaceId,
    cursor: Option<PersonId>,
    limit: i64,
) -> Result<Vec<PersonId>> {
    let mut found = space_operators::table.filter(space_operators::space_id.eq(space)).into_boxed();
    if let Some(cursor) = cursor {
        found = found.filter(space_operators::person_id.gt(cursor));
    }
    Ok(found.order(space_operators::person_id).limit(limit).select(space_operators::person_id).load(conn)?)
}

/// Whether somebody runs any space.
pub(super) fn runs_any(conn: &mut Conn, person: PersonId) -> Result<bool> {
    let theirs = space_operators::table.filter(space_operators::person_id.eq(person));
    Ok(theirs.count().get_result::<i64>(conn)? > 0)
}

/// The space to which `member` belongs on a day.
pub(super) fn home(conn: &mut Conn, member: MemberId, on: Day) -> Result<Option<SpaceId>> {
    let lasts = affiliations::to_day.is_null().or(affiliations::to_day.ge(on));
    Ok(affiliations::table
        .filter(affiliations::member_id.eq(member))
        .filter(affiliations::from_day.le(on))
        .filter(lasts)
        .order(affiliations::from_day.desc())
        .select(affiliations::space_id)
        .first(conn)
        .optional()?)
}

/// The spaces to which members belong, each on a day of theirs; nothing of those who belong to none.
pub(super) fn homes(conn: &mut Conn, asked: &[(MemberId, Day)]) -> Result<HashMap<(MemberId, Day), SpaceId>> {
    let Some(latest) = asked.iter().map(|(_, on)| *on).max() else { return Ok(HashMap::new()) };
    let affiliations: Vec<(MemberId, SpaceId, Day, Option<Day>)> = affiliations::table
        .filter(affiliations::member_id.eq_any(asked.iter().map(|(member, _)| *member)))
        .filter(affiliations::from_day.le(latest))
        .order(affiliations::from_day)
        .select((affiliations::member_id, affiliations::space_id, affiliations::from_day, affiliations::to_day))
        .load(conn)?;
    let home = |member: MemberId, on: Day| {
        let lasts = |from: Day, to: Option<Day>| from <= on && to.is_none_or(|to| to >= on);
        let own = affiliations.iter().rev().find(|(of, _, from, to)| *of == member && lasts(*from, *to));
        own.map(|(_, space, ..)| ((member, on), *space))
    };
    Ok(asked.iter().filter_map(|(member, on)| home(*member, *on)).collect())
}

/// Where a member belongs on `day` and later, the nearest first.
pub(super) fn homes_from(conn: &mut Conn, member: MemberId, day: Day) -> Result<Vec<Home>> {
    let lasts = affiliations::to_day.is_null().or(affiliations::to_day.ge(day));
    let rows: Vec<(SpaceId, String, Day, Option<Day>)> = affiliations::table
        .inner_join(spaces::table.on(spaces::id.eq(affiliations::space_id)))
        .filter(affiliations::member_id.eq(member))
        .filter(lasts)
        .order(affiliations::from_day)
        .select((spaces::id, spaces::name, affiliations::from_day, affiliations::to_day))
        .load(conn)?;
    Ok(rows.into_iter().map(|(space, name, from, to)| Home { space, name, from, to }).collect())
}

/// Ends where a member belongs, the day before `from`; what would have begun on `from` or later never begins.
pub(super) fn leave(tx: &mut Tx<'_>, member: MemberId, from: Day) -> Result<()> {
    let own = affiliations::table.filter(affiliations::member_id.eq(member));
    diesel::delete(own.filter(affiliations::from_day.ge(from))).execute(&mut **tx)?;
    let lasts = affiliations::to_day.is_null().or(affiliations::to_day.ge(from));
    diesel::update(own.filter(lasts)).set(affiliations::to_day.eq(from.plus_days(-1))).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn join(tx: &mut Tx<'_>, member: MemberId, space: SpaceId, from: Day) -> Result<()> {
    let row = (
        affiliations::id.eq(tx.id::<super::AffiliationKind>()),
        affiliations::member_id.eq(member),
        affiliations::space_id.eq(space),
        affiliations::from_day.eq(from),
    );
    diesel::insert_into(affiliations::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// Who belongs to a space, and over which days.
#[derive(Queryable, Selectable)]
#[diesel(table_name = affiliations)]
pub(super) struct Affiliation {
    pub(super) id: AffiliationId,
    pub(super) member_id: MemberId,
    pub(super) from_day: Day,
    pub(super) to_day: Option<Day>,
}

/// The most who are told of a space: more than any has desks for.
const MOST_LISTED: i64 = 10_000;

/// Who belongs to a space on a day.
pub(super) fn members_on(conn: &mut Conn, space: SpaceId, on: Day) -> Result<Vec<Affiliation>> {
    let lasts = affiliations::to_day.is_null().or(affiliations::to_day.ge(on));
    Ok(affiliations::table
        .filter(affiliations::space_id.eq(space))
        .filter(affiliations::from_day.le(on))
        .filter(lasts)
        .order(affiliations::id)
        .limit(MOST_LISTED)
        .select(Affiliation::as_select())
        .load(conn)?)
}

/// What a page of the members of a space ended with, whether it lasts or not.
pub(super) fn affiliation(conn: &mut Conn, space: SpaceId, id: AffiliationId) -> Result<Affiliation> {
    let own = affiliations::table.find(id).filter(affiliations::space_id.eq(space));
    let found = own.select(Affiliation::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::field("after", id, "the `next` of the page before"))
}

/// Who of `members` belongs to which spaces on `day` or will.
pub(super) fn spaces_from(conn: &mut Conn, members: &[MemberId], day: Day) -> Result<Vec<(MemberId, SpaceId)>> {
    if members.is_empty() {
        return Ok(Vec::new());
    }
    let lasts = affiliations::to_day.is_null().or(affiliations::to_day.ge(day));
    Ok(affiliations::table
        .filter(affiliations::member_id.eq_any(members))
        .filter(lasts)
        .select((affiliations::member_id, affiliations::space_id))
        .load(conn)?)
}

/// Whoever belongs to a space on `day` or will.
pub(super) fn members_from(conn: &mut Conn, space: SpaceId, day: Day) -> Result<Vec<MemberId>> {
    let lasts = affiliations::to_day.is_null().or(affiliations::to_day.ge(day));
    Ok(affiliations::table
        .filter(affiliations::space_id.eq(space))
        .filter(lasts)
        .select(affiliations::member_id)
        .distinct()
        .order(affiliations::member_id)
        .load(conn)?)
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = terms, treat_none_as_default_value = false)]
pub(super) struct TermsRow {
    pub(super) id: TermsId,
    pub(super) space_id: Option<SpaceId>,
    pub(super) kind: RateKind,
    pub(super) basis_points: BasisPoints,
    pub(super) from_day: Day,
    pub(super) announced_at: Instant,
}

/// The bounds of a rate in one currency.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = terms_bounds, treat_none_as_default_value = false)]
struct BoundsRow {
    terms_id: TermsId,
    currency: Currency,
    least_minor: i64,
    most_a_year_minor: Option<i64>,
}

pub(super) fn insert_terms(tx: &mut Tx<'_>, row: &TermsRow, bounds: &[Bounds]) -> Result<()> {
    diesel::insert_into(terms::table).values(row).execute(&mut **tx)?;
    let of = |bounds: &Bounds| BoundsRow {
        terms_id: row.id,
        currency: bounds.currency,
        least_minor: bounds.least,
        most_a_year_minor: bounds.most_a_year,
    };
    let rows: Vec<BoundsRow> = bounds.iter().map(of).collect();
    insert_all::<_, BoundsRow>(tx, terms_bounds::table, &rows)?;
    Ok(())
}

/// Rates with their bounds.
pub(super) fn with_bounds(conn: &mut Conn, rows: Vec<TermsRow>) -> Result<Vec<Terms>> {
    let ids: Vec<TermsId> = rows.iter().map(|row| row.id).collect();
    let found: Vec<BoundsRow> = terms_bounds::table
        .filter(terms_bounds::terms_id.eq_any(ids))
        .order((terms_bounds::terms_id, terms_bounds::currency))
        .select(BoundsRow::as_select())
        .load(conn)?;
    let told = |row: TermsRow| {
        let own = found.iter().filter(|bounds| bounds.terms_id == row.id);
        let bounds = own.map(|bounds| Bounds {
            currency: bounds.currency,
            least: bounds.least_minor,
            most_a_year: bounds.most_a_year_minor,
        });
        let bounds = bounds.collect();
        let TermsRow { id, kind, basis_points, from_day, announced_at, .. } = row;
        Terms { id, kind, basis_points, bounds, from_day, announced_at }
    };
    Ok(rows.into_iter().map(told).collect())
}

/// The terms of a space, or the network's own.
fn terms_of(space: Option<SpaceId>) -> terms::BoxedQuery<'static, Backend> {
    match space {
        Some(space) => terms::table.filter(terms::space_id.eq(space)).into_boxed(),
        None => terms::table.filter(terms::space_id.is_null()).into_boxed(),
    }
}

/// The commission of `space`, or the network's own rate of that kind, as it is in force on a day; nothing before the
/// first.
pub(super) fn rate(conn: &mut Conn, space: Option<SpaceId>, kind: RateKind, on: Day) -> Result<BasisPoints> {
    let until = terms_of(space).filter(terms::kind.eq(kind)).filter(terms::from_day.le(on));
    let latest = until.order(terms::from_day.desc()).select(terms::basis_points).first(conn).optional()?;
    Ok(latest.unwrap_or(BasisPoints::ZERO))
}

/// A rate as it is in force on a day, with its bounds in one currency.
pub(super) struct InForce {
    id: TermsId,
    kind: RateKind,
    pub(super) basis_points: BasisPoints,
    least: i64,
    most_a_year: Option<i64>,
}

impl InForce {
    /// What it does to what a seat is paid; none where it comes on top of a price.
    pub(super) fn rule(&self) -> Option<Rule> {
        let Self { id, kind, basis_points, least, most_a_year } = *self;
        kind.rule(basis_points).map(|rule| Rule { least, most_a_year, terms: Some(id), ..rule })
    }
}

/// The network's own rates and the commissions of `spaces`, as they are in force on a day, with their bounds in a
/// currency; nothing of what has no rate yet.
pub(super) fn in_force(
    conn: &mut Conn,
    spaces: &[SpaceId],
    currency: Currency,
    on: Day,
) -> Result<BTreeMap<(Option<SpaceId>, RateKind), InForce>> {
    let bounds = terms_bounds::terms_id.eq(terms::id).and(terms_bounds::currency.eq(currency));
    let until: Vec<(TermsRow, Option<BoundsRow>)> = terms::table
        .left_join(terms_bounds::table.on(bounds))
        .filter(terms::space_id.is_null().or(terms::space_id.eq_any(spaces)))
        .filter(terms::from_day.le(on))
        .order(terms::from_day)
        .select((TermsRow::as_select(), Option::<BoundsRow>::as_select()))
        .load(conn)?;
    // Of one kind the latest counts, which overwrites those before it.
    let told = |(row, bounds): (TermsRow, Option<BoundsRow>)| {
        let (least, most_a_year) = bounds.map_or((0, None), |bounds| (bounds.least_minor, bounds.most_a_year_minor));
        let TermsRow { id, space_id, kind, basis_points, .. } = row;
        ((space_id, kind), InForce { id, kind, basis_points, least, most_a_year })
    };
    Ok(until.into_iter().map(told).collect())
}

/// The terms of a space, or the network's own, in the order in which they were announced, from after `cursor` on.
pub(super) fn terms_page(
    conn: &mut Conn,
    space: Option<SpaceId>,
    cursor: Option<TermsId>,
    limit: i64,
) -> Result<Vec<TermsRow>> {
    let mut own = terms_of(space);
    if let Some(cursor) = cursor {
        own = own.filter(terms::id.gt(cursor));
    }
    Ok(own.order(terms::id).limit(limit).select(TermsRow::as_select()).load(conn)?)
}

/// The rates of one kind, of a space or of the network itself.
pub(super) fn timeline(conn: &mut Conn, space: Option<SpaceId>, kind: RateKind) -> Result<Timeline> {
    let rates =
        terms_of(space).filter(terms::kind.eq(kind)).select((terms::from_day, terms::basis_points)).load(conn)?;
    Ok(Timeline::new(rates))
}

/// The commissions of every space.
pub(super) fn commissions(conn: &mut Conn) -> Result<Vec<Timeline>> {
    let rows: Vec<(Option<SpaceId>, Day, BasisPoints)> = terms::table
        .filter(terms::kind.eq(RateKind::Commission))
        .select((terms::space_id, terms::from_day, terms::basis_points))
        .load(conn)?;
    let mut spaces: BTreeMap<Option<SpaceId>, Vec<(Day, BasisPoints)>> = BTreeMap::new();
    for (space, from, rate) in rows {
        spaces.entry(space).or_default().push((from, rate));
    }
    Ok(spaces.into_values().map(Timeline::new).collect())
}

pub(super) fn has_terms(conn: &mut Conn, space: Option<SpaceId>, kind: RateKind, from: Day) -> Result<bool> {
    let same = terms_of(space).filter(terms::kind.eq(kind)).filter(terms::from_day.eq(from));
    Ok(same.count().get_result::<i64>(conn)? > 0)
}
