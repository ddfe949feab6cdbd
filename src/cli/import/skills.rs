//! `muster import skills`

use std::path::Path;

use crate::{
    cli::{Failure, config, connect, say},
    clock::Mint,
    skills::{Imported, service, service::Esco},
};

pub(super) fn run(folder: Option<&Path>) -> Result<(), Failure> {
    // The files are read first: a bad one is refused before anything is opened.
    let esco = folder.map(Esco::read).transpose()?;
    let config = config()?;
    let app = connect(&config, Mint::system())?;
    let (starter, esco) = app.db.write(|tx| {
        let starter = service::import_starter(tx)?;
        let esco = esco.as_ref().map(|esco| service::import_esco(tx, esco)).transpose()?;
        Ok((starter, esco))
    })?;
    say(format_args!("{}", told("starter taxonomy", &starter)));
    if let Some(esco) = esco {
        say(format_args!("{}", told("ESCO", &esco)));
    }
    Ok(())
}

fn told(taxonomy: &str, imported: &Imported) -> String {
    let Imported { skills, names, relations, attached } = imported;
    format!(
        "{taxonomy}: {skills} skills, {names} names and {relations} relations are new; {attached} concepts were known here \
         and gave their names"
    )
}
