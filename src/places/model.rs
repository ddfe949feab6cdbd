//! The words of places, and the one measurement.

use diesel::prelude::*;
use muster_kernel::{Id, id::Kind};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::schema::places;

/// Names a place.
pub struct PlaceKind;

impl Kind for PlaceKind {
    const PREFIX: &'static str = "place";
}

/// The id of a place.
pub type PlaceId = Id<PlaceKind>;

crate::words! {
    /// What kind of place it is.
    pub enum Settlement {
        /// A village or small town.
        Rural = "rural",
        /// A city.
        Urban = "urban",
    }
}

/// The farthest two places lie apart for their distance to be kept, in kilometres.
pub(super) const REACH_KM: u32 = 500;
/// The Earth's mean radius in kilometres (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// A town or village.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Insertable, Queryable, Selectable)]
#[diesel(table_name = places)]
pub struct Place {
    /// Which.
    pub id: PlaceId,
    /// Its name.
    pub name: String,
    /// Its country, two letters (ISO 3166).
    pub country: String,
    /// Rural or urban.
    pub kind: Settlement,
    /// Millionths of a degree north of the equator.
    pub latitude_e6: i32,
    /// Millionths of a degree east of Greenwich.
    pub longitude_e6: i32,
}

/// A town or village that is not there yet.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPlace {
    /// Its name, 1 to 100 characters.
    pub name: String,
    /// Its country, two letters (ISO 3166).
    pub country: String,
    /// Rural or urban.
    pub kind: Settlement,
    /// Millionths of a degree north of the equator.
    pub latitude_e6: i32,
    /// Millionths of a degree east of Greenwich.
    pub longitude_e6: i32,
}

/// Where a point lies: millionths of a degree north and east.
pub(super) type Point = (i32, i32);

/// The distance of two points along the great circle (haversine), in whole kilometres, rounded to the nearest.
#[expect(clippy::float_arithmetic, reason = "measured once when a place is added; only whole kilometres are kept")]
pub(super) fn kilometres(a: Point, b: Point) -> u32 {
    let radians = |e6: i32| (f64::from(e6) / 1e6).to_radians();
    let (north, other_north) = (radians(a.0), radians(b.0));
    let (up, over) = ((other_north - north) / 2.0, (radians(b.1) - radians(a.1)) / 2.0);
    let haversine = up.sin().powi(2) + north.cos() * other_north.cos() * over.sin().powi(2);
    let km = 2.0 * EARTH_KM * haversine.sqrt().min(1.0).asin();
    // Half the Earth's circumference is the most there is: 20 015 km.
    km.round() as u32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VIENNA: Point = (48_208_176, 16_373_819);
    const LINZ: Point = (48_306_940, 14_285_830);
    const PRAGUE: Point = (50_075_539, 14_437_800);

    #[test]
    fn known_distances_are_met_to_the_kilometre() {
        assert_eq!(kilometres(VIENNA, LINZ), 155);
        assert_eq!(kilometres(VIENNA, PRAGUE), 251);
        assert_eq!(kilometres((0, 0), (0, 180_000_000)), 20_015);
    }

    fn point() -> impl Strategy<Value = Point> {
        (-90_000_000..=90_000_000, -180_000_000..=180_000_000)
    }

    proptest! {
        #[test]
        fn a_distance_counts_both_ways(a in point(), b in point()) {
            prop_assert_eq!(kilometres(a, b), kilometres(b, a));
            prop_assert_eq!(kilometres(a, a), 0);
            prop_assert!(kilometres(a, b) <= 20_016);
        }

        #[test]
        fn no_detour_is_shorter(a in point(), b in point(), c in point()) {
            // Each of the three is rounded by up to half a kilometre.
            prop_assert!(kilometres(a, c) <= kilometres(a, b) + kilometres(b, c) + 2);
        }
    }
}
