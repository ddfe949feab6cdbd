//! `muster import places`

use std::path::Path;

use crate::{
    cli::{Failure, config, open, say},
    clock::Mint,
    places::{NewPlace, service},
    table::{self, BadTable, Row},
};

/// The columns of the file: coordinates are millionths of a degree, north and east.
const COLUMNS: [&str; 5] = ["name", "country", "kind", "latitude_e6", "longitude_e6"];

pub(super) fn run(file: &Path) -> Result<(), Failure> {
    let rows = table::read(file, COLUMNS)?;
    let places = rows.iter().map(read).collect::<Result<Vec<NewPlace>, BadTable>>()?;
    let app = open(&config()?, Mint::system())?;
    let new = app.db.write(|tx| {
        let mut new = 0;
        for place in &places {
            if !service::is_there(tx, place)? {
                service::add(tx, place)?;
                new += 1;
            }
        }
        Ok(new)
    })?;
    say(format_args!("{new} of {} places are new", places.len()));
    Ok(())
}

fn read(row: &Row<5>) -> Result<NewPlace, BadTable> {
    let [name, country, kind, latitude, longitude] = &row.fields;
    let degrees = |text: &String| text.parse().map_err(|_| row.refuse(format!("{text:?} is no whole number")));
    let place = NewPlace {
        name: name.clone(),
        country: country.clone(),
        kind: kind.parse().map_err(|wrong| row.refuse(wrong))?,
        latitude_e6: degrees(latitude)?,
        longitude_e6: degrees(longitude)?,
    };
    service::check(&place).map_err(|wrong| row.refuse(wrong))?;
    Ok(place)
}
