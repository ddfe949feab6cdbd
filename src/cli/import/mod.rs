//! `muster import`: bringing in what is in files. Each import is one transaction, and a second one changes nothing.

mod briefs;
mod members;
mod names;
mod places;
mod skills;

use std::path::PathBuf;

use clap::Subcommand;

use super::Failure;

/// What is brought in.
#[derive(Subcommand)]
pub(super) enum Import {
    /// Put in the starter taxonomy of skills, and ESCO's skills where its files are given.
    Skills {
        /// The folder with ESCO's files skills_….csv, skillSkillRelations….csv and broaderRelationsSkillPillar….csv.
        #[arg(long, value_name = "FOLDER")]
        esco: Option<PathBuf>,
    },
    /// Put in places, and measure how far they lie apart.
    Places {
        /// A CSV file with the columns name, country, kind (rural or urban), latitude_e6 and longitude_e6.
        #[arg(long, value_name = "FILE")]
        places: PathBuf,
    },
    /// Make a member in the pool of everybody in a survey's file.
    Members(members::Members),
    /// Make a draft of each project posting in a file.
    Briefs(briefs::Briefs),
}

pub(super) fn run(import: Import) -> Result<(), Failure> {
    match import {
        Import::Skills { esco } => skills::run(esco.as_deref()),
        Import::Places { places } => places::run(&places),
        Import::Members(people) => members::run(&people),
        Import::Briefs(postings) => briefs::run(&postings),
    }
}
