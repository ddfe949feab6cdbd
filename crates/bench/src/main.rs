//! `muster bench` on its own: the same commands, built in a fraction of the time that the whole server takes.

use std::process::ExitCode;

use clap::Parser;

#[derive(Parser)]
#[command(name = "muster-bench", version, about = "Measures the formation engine on made-up instances")]
struct Cli {
    #[command(subcommand)]
    command: muster_bench::Command,
}

fn main() -> ExitCode {
    match muster_bench::run(&Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("muster-bench: {error}");
            ExitCode::FAILURE
        }
    }
}
