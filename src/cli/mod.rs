//! The command line: one file for each command.

mod audit;
mod backup;
mod book;
mod demo;
mod doctor;
mod documents;
mod form;
mod grant;
mod import;
mod keys;
mod openapi;
mod postgres;
mod programs;
mod quote;
mod restore;
mod second_factor;
mod serve;
mod simulate;
mod states;
mod turns;
mod verify;

use std::{fs::DirBuilder, io::Write, os::unix::fs::DirBuilderExt, path::Path, process::ExitCode, sync::OnceLock};

use clap::{Parser, Subcommand};

use crate::{
    app::App,
    chain,
    clock::Mint,
    config::Config,
    db::{Db, Target},
    settings, skills,
    table::BadTable,
};

/// Bad input: a document, an argument or a setting that cannot be used.
const BAD_INPUT: u8 = 2;

#[derive(Parser)]
#[command(name = "muster", version, about = "A marketplace for the pooled talent of coworking networks")]
struct Cli {
    /// A file of settings (TOML with the keys of the README), which the environment overrides.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Bring the schema up to date and serve the network.
    Serve,
    /// Bring the schema up to date.
    Migrate,
    /// Copy the whole network into a new folder, while it is served.
    Backup(backup::Backup),
    /// Bring a backup back, into an empty place.
    Restore(restore::Restore),
    /// Look whether everything that the network needs is as it should be. Exit code 1 where something is not.
    Doctor,
    /// Fill an empty network with a demo: spaces, members, ties, history and money.
    Demo(demo::Options),
    /// Form teams from documents: one muster-teams/1 document a line. Needs no network.
    Form(form::Form),
    /// Tell what briefs would get, from documents: one muster-quote/1 document a line. Needs no network.
    Quote(quote::Quote),
    /// Check the receipt of a run. Needs no network.
    Verify(verify::Verify),
    /// Give somebody who signed up a hat: admin or steward.
    Grant(grant::Grant),
    /// The second factor of somebody who lost it.
    #[command(subcommand)]
    SecondFactor(second_factor::Command),
    /// The keys that sign access tokens.
    #[command(subcommand)]
    Keys(keys::Command),
    /// Bring in what is in files.
    #[command(subcommand)]
    Import(import::Import),
    /// The audit log.
    #[command(subcommand)]
    Audit(audit::Command),
    /// The book.
    #[command(subcommand)]
    Book(book::Command),
    /// The turn ledger.
    #[command(subcommand)]
    Turns(turns::Command),
    /// Measure the formation engine on made-up pools and briefs. Needs no network.
    #[command(subcommand)]
    Bench(muster_bench::Command),
    /// Play a year of briefs under several policies, and tell what changes.
    Simulate(simulate::Options),
    /// Print the API's description (OpenAPI 3.1). Needs no network.
    Openapi,
    /// Draw what may happen to briefs, bids and the like (Markdown with Mermaid). Needs no network.
    States,
}

/// Why a command ended badly.
enum Failure {
    /// What was given cannot be used: exit code 2.
    BadInput(String),
    /// Anything else: exit code 1.
    Failed(String),
}

impl From<crate::error::Error> for Failure {
    fn from(error: crate::error::Error) -> Self {
        Self::Failed(sentence(&error))
    }
}

/// An error with all of its causes.
fn sentence(error: &crate::error::Error) -> String {
    let mut sentence = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        sentence.push_str(&format!(": {deeper}"));
        cause = deeper.source();
    }
    sentence
}

impl From<BadTable> for Failure {
    fn from(table: BadTable) -> Self {
        Self::BadInput(table.to_string())
    }
}

/// Reads the command line and does what it says; answers the exit code.
pub fn run() -> ExitCode {
    let Cli { config, command } = Cli::parse();
    SETTINGS_FILE.get_or_init(|| config);
    let outcome = match command {
        Command::Serve => serve::run(),
        Command::Migrate => migrate(),
        Command::Backup(options) => backup::run(&options),
        Command::Restore(options) => restore::run(&options),
        Command::Doctor => doctor::run(),
        Command::Demo(options) => demo::run(&options),
        Command::Form(form) => form::run(&form),
        Command::Quote(quote) => quote::run(&quote),
        Command::Verify(verify) => verify::run(&verify),
        Command::Grant(grant) => grant::run(&grant),
        Command::SecondFactor(command) => second_factor::run(&command),
        Command::Keys(command) => keys::run(&command),
        Command::Import(what) => import::run(what),
        Command::Audit(command) => audit::run(&command),
        Command::Book(command) => book::run(&command),
        Command::Turns(command) => turns::run(&command),
        Command::Bench(command) => muster_bench::run(&command).map_err(|error| Failure::Failed(error.to_string())),
        Command::Simulate(options) => simulate::run(&options),
        Command::Openapi => openapi::run(),
        Command::States => states::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::BadInput(sentence)) => {
            eprintln!("muster: {sentence}");
            ExitCode::from(BAD_INPUT)
        }
        Err(Failure::Failed(sentence)) => {
            eprintln!("muster: {sentence}");
            ExitCode::FAILURE
        }
    }
}

/// Prints a line. Whoever reads may stop reading; what is being done is done all the same.
fn say(line: std::fmt::Arguments<'_>) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Says how much of a chain is linked.
fn say_linked(chain: &chain::Findings) {
    say(format_args!(
        "{} entries are linked as they were written, and {} wait for their link.",
        chain.intact, chain.pending
    ));
}

/// Says what is wrong with `what`, and fails where something is; says `whole` otherwise.
fn judge<'f>(what: &str, faults: impl Iterator<Item = &'f str>, whole: &str) -> Result<(), Failure> {
    let faults: Vec<&str> = faults.collect();
    for fault in &faults {
        say(format_args!("FAULT: {fault}"));
    }
    match faults.len() {
        0 => {
            say(format_args!("{whole}"));
            Ok(())
        }
        many => Err(Failure::Failed(format!("{what} has {many} faults"))),
    }
}

/// The file of settings that the command line names: read once, by [`run`], and then the same for every command.
static SETTINGS_FILE: OnceLock<Option<String>> = OnceLock::new();

/// The settings from the environment and from the file that it or, before it, the command line names.
fn config() -> Result<Config, Failure> {
    let named = SETTINGS_FILE.get().cloned().flatten().map(|file| (settings::FILE.to_owned(), file));
    Config::read(std::env::vars().chain(named)).map_err(Failure::BadInput)
}

/// Opens the network that the settings name, with its schema up to date and, where it is new, skills to begin with.
fn open(config: &Config, mint: Mint) -> Result<App, Failure> {
    let app = connect(config, mint)?;
    skills::service::import_starter_if_empty(&app)?;
    Ok(app)
}

/// Opens the network that the settings name, with its schema up to date.
fn connect(config: &Config, mint: Mint) -> Result<App, Failure> {
    make_data_folder(&config.data)?;
    let app = App::open(config, mint)?;
    app.db.migrate()?;
    Ok(app)
}

/// Makes the data folder where there is none. Nobody else on this machine has to look at passwords' hashes, keys and mail.
fn make_data_folder(data: &Path) -> Result<(), Failure> {
    let made = DirBuilder::new().recursive(true).mode(0o700).create(data);
    made.map_err(|error| Failure::Failed(format!("cannot make the data folder {}: {error}", data.display())))
}

/// Opens the database that the settings name to look at it. Nothing is made or brought up to date, so that what is found
/// is what was there.
fn look_at() -> Result<Db, Failure> {
    let Config { database: target, connections, .. } = config()?;
    if let Target::Sqlite(path) = &target
        && !path.is_file()
    {
        return Err(Failure::BadInput(format!("there is no database at {target}; say which with DATABASE_URL")));
    }
    let db = Db::open(target, connections, Mint::system())?;
    match db.pending_migrations()?.len() {
        0 => Ok(db),
        many => Err(Failure::Failed(format!("{many} migrations have not run yet; run muster migrate first"))),
    }
}

fn migrate() -> Result<(), Failure> {
    let config = config()?;
    make_data_folder(&config.data)?;
    let app = App::open(&config, Mint::system())?;
    let ran = app.db.migrate()?;
    say(format_args!("{}: {} migrations ran", config.database, ran.len()));
    Ok(())
}
