//! `muster import`: bringing in what is in files. Each import is one transaction, and a second one changes nothing.

mod briefs;
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
    /// Make a draft of each project posting in a file.
    Briefs(briefs::Briefs),
}

pub(super) fn run(import: Import) -> Result<(), Failure> {
    match import {
        Import::Skills { esco } => skills::run(esco.as_deref()),
        Import::Briefs(postings) => briefs::run(&postings),
    }
}
