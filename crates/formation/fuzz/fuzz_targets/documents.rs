//! A pool on the first line, a brief on the rest: both are refused, or answered by what they say.

#![no_main]

// The engine's own tests judge the corpus by the same.
#[path = "../../tests/engine/anything.rs"]
mod anything;

libfuzzer_sys::fuzz_target!(|documents: &[u8]| anything::judge(documents));
