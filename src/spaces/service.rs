//! Use cases of spaces: founding them, who runs them, who belongs to them, what they earn. Rates are in
//! [`terms`](super::terms).

use std::collections::{BTreeSet, HashMap, HashSet};

use muster_kernel::{Day, Money};
use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{
    SpaceId,
    model::{HORIZON_DAYS, Home, NewSpace, Space, SpaceMember, SpaceOperator},
    store::{self, Affiliation, SpaceRow},
    terms,
};
pub use super::{
    finders::say as say_finder,
    terms::{commission_of, keeps},
};
use crate::{
    app::App,
    audit::{self, By},
    book::{
        self, Account,
        statements::{self, Statement},
    },
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{IdempotencyKey, Page, PageQuery},
    identity::{self, Admin, Hat, Member, MemberId, Operator, PersonId},
    members, places,
};

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
    audit::record_change(tx, by, "space.founded", row.id, &(), &json!({ "name": row.name, "place": row.place_id }))?;
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
        audit::record_change(tx, who.into(), "space.operator-added", space, &(), &json!({ "operator": person }))
    })
}

/// Who runs a space.
pub fn operators(app: &App, _: Admin, space: SpaceId, query: &PageQuery) -> Result<Page<SpaceOperator>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        store::space(conn, space)?.ok_or_else(|| Error::not_found("space", space))?;
        let found = store::page_of_operators(conn, space, cursor, limit + 1)?;
        let Page { items, next } = Page::of(found, limit, |person| person.to_string());
        let told = items.into_iter().map(|person| {
            let (email, name) = identity::service::reach(conn, person)?;
            Ok(SpaceOperator { person, name, email })
        });
        Ok(Page { items: told.collect::<Result<_>>()?, next })
    })
}

/// Somebody does not run a space any more. Whoever runs none is no operator.
pub fn remove_operator(app: &App, who: Admin, space: SpaceId, person: PersonId) -> Result<()> {
    identity::ending(app, |tx| {
        if !store::delete_operator(tx, space, person)? {
            return Err(Error::not_found("operator", person));
        }
        audit::record_change(tx, who.into(), "space.operator-removed", space, &json!({ "operator": person }), &())?;
        if store::runs_any(tx, person)? { Ok(()) } else { identity::take(tx, who.into(), person, Hat::Operator) }
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

/// The names of those who belong to a space today, for its operators: in the order of the names, and of two who share one,
/// whoever joined first before the other.
pub fn members(app: &App, who: Operator, space: SpaceId, query: &PageQuery) -> Result<Page<SpaceMember>> {
    let (limit, today) = (query.limit()?, app.now().day());
    let cursor = query.cursor()?;
    app.db.read(|conn| {
        store::run_by(conn, space, who.person)?;
        let present = store::members_on(conn, space, today)?;
        // Whoever ended the page before may have left meanwhile.
        let last = cursor.map(|id| store::affiliation(conn, space, id)).transpose()?;
        let names = members::service::names(conn, present.iter().chain(&last).map(|row| row.member_id))?;
        // Here and not in the database, whose two kinds order letters with marks differently.
        let place = |row: &Affiliation| (names[&row.member_id].to_lowercase(), row.id);
        let last = last.as_ref().map(place);
        let mut behind: Vec<_> = present.into_iter().map(|row| (place(&row), row)).collect();
        behind.retain(|(at, _)| last.as_ref().is_none_or(|last| at > last));
        behind.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let page = Page::of(behind, limit, |((_, id), _)| id.to_string());
        let told = |(_, row): (_, Affiliation)| SpaceMember {
            name: names[&row.member_id].clone(),
            since: row.from_day,
            until: row.to_day,
        };
        Ok(page.map(told))
    })
}

/// Fine where an operator runs the space; otherwise there is none that they may know of.
pub fn check_run_by(conn: &mut Conn, who: Operator, space: SpaceId) -> Result<()> {
    store::run_by(conn, space, who.person).map(drop)
}

/// What a space is called, for somebody who runs it; otherwise there is none that they may know of.
pub fn name_for(conn: &mut Conn, who: Operator, space: SpaceId) -> Result<String> {
    Ok(store::run_by(conn, space, who.person)?.name)
}

/// What a space is called.
pub fn name(conn: &mut Conn, space: SpaceId) -> Result<String> {
    let row = store::space(conn, space)?.ok_or_else(|| Error::not_found("space", space))?;
    Ok(row.name)
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

/// The statements of a space, for its operators, the newest first.
pub fn statements(app: &App, who: Operator, space: SpaceId, query: &PageQuery) -> Result<Page<Statement>> {
    app.db.read(|conn| {
        store::run_by(conn, space, who.person)?;
        statements::list(conn, Account::Space(space), query)
    })
}

/// The spaces to which those of `members` belong on a day who belong to one.
pub fn homes_on(conn: &mut Conn, members: &[MemberId], day: Day) -> Result<HashMap<MemberId, SpaceId>> {
    let asked: Vec<(MemberId, Day)> = members.iter().map(|member| (*member, day)).collect();
    Ok(store::homes(conn, &asked)?.into_iter().map(|((member, _), space)| (member, space)).collect())
}

/// Who of `members` belonged to which spaces on `since` or later, or will.
pub fn belonged_since(conn: &mut Conn, members: &[MemberId], since: Day) -> Result<HashSet<(MemberId, SpaceId)>> {
    Ok(store::spaces_from(conn, members, since)?.into_iter().collect())
}

/// Whoever runs one of `spaces`.
pub fn operators_of(conn: &mut Conn, spaces: &BTreeSet<SpaceId>) -> Result<BTreeSet<PersonId>> {
    let spaces: Vec<SpaceId> = spaces.iter().copied().collect();
    store::operators_of(conn, &spaces)
}

/// Who of `people` runs which spaces.
pub fn runs(conn: &mut Conn, people: &[PersonId]) -> Result<HashSet<(PersonId, SpaceId)>> {
    Ok(store::runs(conn, people)?.into_iter().collect())
}
