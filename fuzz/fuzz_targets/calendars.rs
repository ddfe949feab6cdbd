//! A member's calendar: it is refused, or read as what can be.

#![no_main]

use std::{panic, sync::Once};

/// The reader catches what panics in the libraries that it uses, and the fuzzer would end the process before it can.
static CAUGHT: Once = Once::new();

libfuzzer_sys::fuzz_target!(|file: &[u8]| {
    CAUGHT.call_once(|| panic::set_hook(Box::new(|told| eprintln!("{told}"))));
    muster::calendars::judge(file);
});
