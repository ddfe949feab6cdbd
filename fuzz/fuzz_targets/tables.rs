//! A file for `muster import`: it is refused, or read. ESCO's three stand in one, with a line `---` between them.

#![no_main]

// The command's own tests judge the corpus by the same.
#[path = "../../tests/cli/tables.rs"]
mod tables;

libfuzzer_sys::fuzz_target!(|file: &[u8]| tables::judge(file));
