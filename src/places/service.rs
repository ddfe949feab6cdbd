//! Use cases of places.

use std::collections::{BTreeMap, HashSet};

use serde_json::json;

use super::{
    model::{NewPlace, Place, PlaceId, REACH_KM, Settlement, kilometres},
    store::{self, Distance},
};
use crate::{
    app::App,
    audit::{self, By},
    changes,
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::Admin,
};

/// Adds a place, on behalf of an admin.
pub fn create(app: &App, who: Admin, new: &NewPlace) -> Result<PlaceId> {
    app.db.write(|tx| {
        let id = add(tx, new)?;
        let NewPlace { name, country, kind, .. } = new;
        let added = json!({ "name": name.trim(), "country": country, "kind": kind });
        audit::record_change(tx, By::from(who), "place.added", id, &(), &added)?;
        Ok(id)
    })
}

/// Adds a place, and measures how far all others lie from it.
pub fn add(tx: &mut Tx<'_>, new: &NewPlace) -> Result<PlaceId> {
    check(new)?;
    let name = new.name.trim().to_owned();
    if is_there(tx, new)? {
        let sentence =
            format!("There is a place {name} in {} already. Add a district to tell them apart.", new.country);
        return Err(Error::conflict("place-is-there", sentence));
    }
    let NewPlace { kind, latitude_e6, longitude_e6, .. } = *new;
    let others = store::points(tx)?;
    let place = Place { id: tx.id(), name, country: new.country.clone(), kind, latitude_e6, longitude_e6 };
    store::insert(tx, &place)?;
    let near: Vec<Distance> = others
        .into_iter()
        .map(|(other, north, east)| (other, kilometres((latitude_e6, longitude_e6), (north, east))))
        .filter(|(_, km)| *km <= REACH_KM)
        .map(|(other, km)| Distance {
            place_id: place.id.min(other),
            other_id: place.id.max(other),
            km: i32::try_from(km).expect("no two places lie more than 20 016 km apart"),
        })
        .collect();
    store::insert_distances(tx, &near)?;
    changes::everything(tx)?;
    Ok(place.id)
}

/// Whether there is a place of that name in that country.
pub fn is_there(conn: &mut Conn, new: &NewPlace) -> Result<bool> {
    Ok(store::named(conn, new.name.trim(), &new.country)?.is_some())
}

/// How far places lie apart, in kilometres; once for each pair up to 500 km apart.
pub fn distances(conn: &mut Conn) -> Result<BTreeMap<PlaceId, BTreeMap<PlaceId, u32>>> {
    let mut all: BTreeMap<PlaceId, BTreeMap<PlaceId, u32>> = BTreeMap::new();
    for Distance { place_id, other_id, km } in store::distances(conn)? {
        let km = u32::try_from(km).expect("the table holds no negative distance");
        all.entry(place_id).or_default().insert(other_id, km);
    }
    Ok(all)
}

/// Whether there is such a place.
pub fn exists(conn: &mut Conn, id: PlaceId) -> Result<bool> {
    store::exists(conn, id)
}

/// Those of `ids` that are places.
pub fn exist(conn: &mut Conn, ids: &[PlaceId]) -> Result<HashSet<PlaceId>> {
    Ok(store::existing(conn, ids)?.into_iter().collect())
}

/// Every place, the oldest first.
pub fn all(conn: &mut Conn) -> Result<Vec<PlaceId>> {
    store::ids(conn)
}

/// Every place of that kind.
pub fn of_kind(conn: &mut Conn, kind: Settlement) -> Result<HashSet<PlaceId>> {
    Ok(store::of_kind(conn, kind)?.into_iter().collect())
}

/// What those of the places that there are are called.
pub fn names(conn: &mut Conn, places: &[PlaceId]) -> Result<Vec<(PlaceId, String)>> {
    store::names(conn, places)
}

/// Those of the places that there are, with their coordinates; in order.
pub fn located(conn: &mut Conn, places: &[PlaceId]) -> Result<Vec<Place>> {
    store::located(conn, places)
}

/// A page of all places, the oldest first.
pub fn list(app: &App, query: &PageQuery) -> Result<Page<Place>> {
    let limit = query.limit()?;
    let after = query.cursor()?;
    let found = app.db.read(|conn| store::page(conn, after, limit + 1))?;
    Ok(Page::of(found, limit, |place| place.id.to_string()))
}

/// Fine, or each field that is wrong.
pub fn check(new: &NewPlace) -> Result<()> {
    let mut check = Check::new();
    check.length("name", &new.name, 1..=100);
    let capitals = new.country.len() == 2 && new.country.bytes().all(|byte| byte.is_ascii_uppercase());
    check.that(capitals, "country", &new.country, "two capital letters of ISO 3166, such as AT");
    let inside = |value: i32, degrees: i32| (-degrees * 1_000_000..=degrees * 1_000_000).contains(&value);
    check.that(inside(new.latitude_e6, 90), "latitude_e6", new.latitude_e6, "-90000000 to 90000000");
    check.that(inside(new.longitude_e6, 180), "longitude_e6", new.longitude_e6, "-180000000 to 180000000");
    check.done()
}
