//! Places as a file lists them.

use super::{NewPlace, service};
use crate::table::{BadTable, Row};

/// The columns of the file: coordinates are millionths of a degree, north and east.
pub const COLUMNS: [&str; 5] = ["name", "country", "kind", "latitude_e6", "longitude_e6"];

impl NewPlace {
    /// Reads a row with the [`COLUMNS`].
    pub fn read(row: &Row<5>) -> Result<Self, BadTable> {
        let [name, country, kind, latitude, longitude] = &row.fields;
        let degrees = |text: &String| text.parse().map_err(|_| row.refuse(format!("{text:?} is no whole number")));
        let place = Self {
            name: name.clone(),
            country: country.clone(),
            kind: kind.parse().map_err(|wrong| row.refuse(wrong))?,
            latitude_e6: degrees(latitude)?,
            longitude_e6: degrees(longitude)?,
        };
        service::check(&place).map_err(|wrong| row.refuse(wrong))?;
        Ok(place)
    }
}
