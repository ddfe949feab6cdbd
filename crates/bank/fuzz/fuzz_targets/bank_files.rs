//! A file from a bank: it is refused, or heard.

#![no_main]

// The readers' own tests judge by the same.
#[path = "../../tests/anything/mod.rs"]
mod anything;

libfuzzer_sys::fuzz_target!(|file: &[u8]| anything::judge(file));
