//! `muster import places`

use std::path::Path;

use crate::{
    cli::{Failure, config, open, say},
    clock::Mint,
    places::{NewPlace, listed::COLUMNS, service},
    table::{self, BadTable},
};

pub(super) fn run(file: &Path) -> Result<(), Failure> {
    let rows = table::read(file, COLUMNS)?;
    let places = rows.iter().map(NewPlace::read).collect::<Result<Vec<NewPlace>, BadTable>>()?;
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
