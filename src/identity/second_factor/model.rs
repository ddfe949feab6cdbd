//! Codes: those of an app, as RFC 6238 makes them, and those that replace one. Pure.

use muster_kernel::Instant;
use ring::hmac;

use crate::{hash, outbound::encoded};

/// A new code comes so often.
const STEP_SECONDS: i64 = 30;
/// Six digits.
const CODES: u32 = 1_000_000;
/// The bytes of a secret: as many as the hash has, as RFC 4226 wants it.
pub(super) const SECRET_BYTES: usize = 20;
/// The bytes of a recovery code: 120 bits, which nobody guesses, also from a hash that is fast.
pub(super) const RECOVERY_BYTES: usize = 15;
/// RFC 4648.
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// What somebody gave as a code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Code {
    /// The digits that an app shows.
    App(u32),
    /// The hash of a recovery code.
    Recovery(String),
}

impl Code {
    /// Reads what somebody typed, however they grouped it; nothing where it can be neither.
    pub(super) fn read(text: &str) -> Option<Self> {
        let signs = text.chars().filter(|sign| !sign.is_whitespace() && *sign != '-');
        let text: String = signs.map(|sign| sign.to_ascii_uppercase()).collect();
        let digits = text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit());
        if digits {
            return text.parse().ok().map(Self::App);
        }
        let is_recovery = text.len() == RECOVERY_BYTES * 8 / 5 && text.bytes().all(|byte| BASE32.contains(&byte));
        is_recovery.then(|| Self::Recovery(hash::sha256(text.as_bytes())))
    }
}

/// The step whose code `given` is: the one of `now`, or one beside it, but after `last`, whose code was taken already.
pub(super) fn step_of(given: u32, secret: &[u8], now: Instant, last: i64) -> Option<i64> {
    let current = now.seconds().div_euclid(STEP_SECONDS);
    (current - 1..=current + 1).find(|step| *step > last && code(secret, *step) == given)
}

/// The code of a step: HOTP of RFC 4226 over a counter of thirty seconds.
fn code(secret: &[u8], step: i64) -> u32 {
    let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret);
    let tag = hmac::sign(&key, &step.to_be_bytes());
    let bytes = tag.as_ref();
    let place = usize::from(bytes[19] & 15);
    let cut = [bytes[place] & 0x7f, bytes[place + 1], bytes[place + 2], bytes[place + 3]];
    u32::from_be_bytes(cut) % CODES
}

/// Bytes as people type them: RFC 4648, without padding.
pub(super) fn base32(bytes: &[u8]) -> String {
    let groups = bytes.chunks(5).flat_map(|group| {
        let filled = group.iter().chain(&[0; 5]).take(5);
        let bits = filled.fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
        let digits = (group.len() * 8).div_ceil(5);
        (0..digits).map(move |digit| char::from(BASE32[(bits >> (35 - 5 * digit)) as usize & 31]))
    });
    groups.collect()
}

/// A recovery code as it is shown, in groups of four.
pub(super) fn grouped(code: &str) -> String {
    let groups: Vec<&str> = (0..code.len()).step_by(4).filter_map(|at| code.get(at..code.len().min(at + 4))).collect();
    groups.join("-")
}

/// What an app is told: the secret, and what to call it (the Key URI Format of the common apps).
pub(super) fn uri(network: &str, email: &str, secret: &str) -> String {
    // A colon stands between the network and the address, and nowhere else.
    let (network, email) = (encoded(&network.replace(':', " ")), encoded(email));
    format!("otpauth://totp/{network}:{email}?secret={secret}&issuer={network}&algorithm=SHA1&digits=6&period=30")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    fn at(seconds: i64) -> Instant {
        Instant::from_micros(seconds * 1_000_000)
    }

    /// The codes of RFC 6238, appendix B, for SHA-1: the last six of their eight digits.
    #[test]
    fn codes_are_those_of_the_standard() {
        let vectors = [
            (59, 287_082),
            (1_111_111_109, 81_804),
            (1_111_111_111, 50_471),
            (1_234_567_890, 5_924),
            (2_000_000_000, 279_037),
            (20_000_000_000, 353_130),
        ];
        for (seconds, expected) in vectors {
            assert_eq!(code(SECRET, seconds / 30), expected, "at {seconds}");
            assert_eq!(step_of(expected, SECRET, at(seconds), 0), Some(seconds / 30));
        }
    }

    #[test]
    fn a_code_is_good_a_step_early_and_a_step_late_and_never_after_a_later_one_was_taken() {
        let now = at(1_234_567_890);
        let step = 1_234_567_890 / 30;
        let good: Vec<i64> =
            (-3..=3).filter(|off| step_of(code(SECRET, step + off), SECRET, now, 0).is_some()).collect();
        assert_eq!(good, [-1, 0, 1]);
        let after = |last: i64| step_of(code(SECRET, step), SECRET, now, last);
        assert_eq!((after(step - 1), after(step), after(step + 1)), (Some(step), None, None));
    }

    /// The examples of RFC 4648, without their padding.
    #[test]
    fn base32_is_that_of_the_standard() {
        let told = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base32(text.as_bytes()));
        assert_eq!(told, ["", "MY", "MZXQ", "MZXW6", "MZXW6YQ", "MZXW6YTB", "MZXW6YTBOI"]);
    }

    #[test]
    fn codes_are_read_however_they_are_grouped() {
        assert_eq!(Code::read(" 081 804 "), Some(Code::App(81_804)));
        let code = base32(&[7; RECOVERY_BYTES]);
        let read = Code::read(&code);
        assert!(matches!(read, Some(Code::Recovery(_))));
        assert_eq!(Code::read(&grouped(&code)), read);
        assert_eq!(Code::read(&grouped(&code).to_lowercase()), read);
        for neither in ["", "12345", "1234567", "12345a", &code[1..], "1111-1111-1111-1111-1111-1111"] {
            assert_eq!(Code::read(neither), None, "{neither}");
        }
    }

    #[test]
    fn an_app_is_told_whose_code_it_makes() {
        assert_eq!(
            uri("Hof: Süd", "ada+x@example.org", "ABC"),
            "otpauth://totp/Hof%20%20S%C3%BCd:ada%2Bx%40example.org?secret=ABC&issuer=Hof%20%20S%C3%BCd\
             &algorithm=SHA1&digits=6&period=30"
        );
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_breaks_anything(text in ".{0,40}") {
            let _ = Code::read(&text);
        }
    }
}
