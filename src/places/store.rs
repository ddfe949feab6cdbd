//! The rows of places and their distances.

use diesel::prelude::*;

use super::model::{Place, PlaceId, Settlement};
use crate::{
    db::{Conn, Tx, insert_all},
    error::Result,
    schema::{place_distances, places},
};

/// How many values one `IN` holds.
const CHUNK: usize = 500;

/// How far two places lie apart; kept once for a pair, the smaller id first.
#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = place_distances)]
pub(super) struct Distance {
    pub(super) place_id: PlaceId,
    pub(super) other_id: PlaceId,
    pub(super) km: i32,
}

pub(super) fn insert(tx: &mut Tx<'_>, place: &Place) -> Result<()> {
    diesel::insert_into(places::table).values(place).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn insert_distances(tx: &mut Tx<'_>, distances: &[Distance]) -> Result<()> {
    insert_all::<_, Distance>(tx, place_distances::table, distances)?;
    Ok(())
}

pub(super) fn distances(conn: &mut Conn) -> Result<Vec<Distance>> {
    let order = (place_distances::place_id, place_distances::other_id);
    Ok(place_distances::table.order(order).select(Distance::as_select()).load(conn)?)
}

pub(super) fn exists(conn: &mut Conn, id: PlaceId) -> Result<bool> {
    Ok(diesel::select(diesel::dsl::exists(places::table.find(id))).get_result(conn)?)
}

/// Those of `ids` that are places.
pub(super) fn existing(conn: &mut Conn, ids: &[PlaceId]) -> Result<Vec<PlaceId>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        found.extend(places::table.filter(places::id.eq_any(chunk)).select(places::id).load::<PlaceId>(conn)?);
    }
    Ok(found)
}

/// Every place, in order.
pub(super) fn ids(conn: &mut Conn) -> Result<Vec<PlaceId>> {
    Ok(places::table.order(places::id).select(places::id).load(conn)?)
}

/// Every place of that kind.
pub(super) fn of_kind(conn: &mut Conn, kind: Settlement) -> Result<Vec<PlaceId>> {
    Ok(places::table.filter(places::kind.eq(kind)).select(places::id).load(conn)?)
}

pub(super) fn points(conn: &mut Conn) -> Result<Vec<(PlaceId, i32, i32)>> {
    Ok(places::table.order(places::id).select((places::id, places::latitude_e6, places::longitude_e6)).load(conn)?)
}

pub(super) fn names(conn: &mut Conn, ids: &[PlaceId]) -> Result<Vec<(PlaceId, String)>> {
    Ok(places::table.filter(places::id.eq_any(ids)).select((places::id, places::name)).load(conn)?)
}

pub(super) fn located(conn: &mut Conn, ids: &[PlaceId]) -> Result<Vec<Place>> {
    let mut found = Vec::new();
    for chunk in ids.chunks(CHUNK) {
        let some = places::table.filter(places::id.eq_any(chunk)).order(places::id);
        found.extend(some.select(Place::as_select()).load::<Place>(conn)?);
    }
    Ok(found)
}

pub(super) fn named(conn: &mut Conn, name: &str, country: &str) -> Result<Option<PlaceId>> {
    let same = places::table.filter(places::name.eq(name)).filter(places::country.eq(country));
    Ok(same.select(places::id).first(conn).optional()?)
}

pub(super) fn page(conn: &mut Conn, after: Option<PlaceId>, limit: i64) -> Result<Vec<Place>> {
    let after = after.as_ref().map_or("", PlaceId::as_str);
    Ok(places::table
        .filter(places::id.gt(after))
        .order(places::id)
        .limit(limit)
        .select(Place::as_select())
        .load(conn)?)
}
