//! The command `muster`.

fn main() -> std::process::ExitCode {
    muster::cli::run()
}
