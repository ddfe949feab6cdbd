//! What is deleted by its age: what, after how long, and why. Once an hour it is deleted in portions, each one short
//! transaction, so that nobody waits for it.

use muster_kernel::Instant;

use crate::{
    app::App, db::Tx, error::Result, http, identity::personal as identity, jobs, notices::personal as notices,
    payouts::personal as payouts, webhooks,
};

/// How many rows of each a portion has.
const PORTION: i64 = 500;
/// How many portions are deleted in an hour: what is left waits for the next one.
const PORTIONS: usize = 200;
const DAY: i64 = 24 * 3600;

/// Something that is deleted by its age.
pub struct Rule {
    /// What it is.
    pub what: &'static str,
    /// For how many days it is kept.
    pub days: i64,
    /// From when on they count.
    pub since: &'static str,
    /// Why so long, and not longer.
    pub why: &'static str,
    /// Deletes so many of those from before that instant, and says how many.
    forget: fn(&mut Tx<'_>, Instant, i64) -> Result<usize>,
}

/// Everything that is deleted by its age. `docs/privacy.md` has a row for each.
pub const RULES: [Rule; 14] = [
    Rule {
        what: "tokens that go on with a session",
        days: 1,
        since: "they expired",
        why: "nobody can use them any more",
        forget: identity::forget_refresh_tokens,
    },
    Rule {
        what: "sessions, with device and times",
        days: 365,
        since: "they were used last",
        why: "a sign-in from a device that was never seen is told by mail",
        forget: identity::forget_old_sessions,
    },
    Rule {
        what: "tokens that were sent by mail",
        days: 7,
        since: "they expired",
        why: "whoever comes late is told so",
        forget: identity::forget_mail_tokens,
    },
    Rule {
        what: "accounts whose address was never confirmed",
        days: 14,
        since: "they were begun",
        why: "the link in the mail is good for a day, and can be asked for anew",
        forget: identity::forget_unconfirmed,
    },
    Rule {
        what: "invites to act for a client",
        days: 90,
        since: "they expired",
        why: "whoever invites looks for who never came",
        forget: identity::forget_invites,
    },
    Rule {
        what: "second factors that were begun and never confirmed",
        days: 1,
        since: "they were begun",
        why: "they are to be confirmed within a quarter of an hour",
        forget: identity::forget_begun_factors,
    },
    Rule {
        what: "sign-ins that wait for a code",
        days: 1,
        since: "they expired",
        why: "a code is awaited for five minutes",
        forget: identity::forget_challenges,
    },
    Rule {
        what: "places from which somebody signed in, as hashes",
        days: 90,
        since: "the last sign-in from there",
        why: "whoever guesses elsewhere does not keep them waiting there",
        forget: identity::forget_places,
    },
    Rule {
        what: "bank details to which nothing was ever paid",
        days: 90,
        since: "others took their place",
        why: "whoever did not set them themselves finds out",
        forget: payouts::forget_details,
    },
    Rule {
        what: "answers saved under an idempotency key",
        days: 7,
        since: "they were given",
        why: "a program that lost an answer asks again within days",
        forget: http::forget_answers,
    },
    Rule {
        what: "notices",
        days: 365,
        since: "they were told",
        why: "people look up what happened within a year",
        forget: notices::forget,
    },
    Rule {
        what: "messages to webhooks",
        days: 90,
        since: "they were made",
        why: "whoever runs a program looks for what it missed",
        forget: webhooks::service::forget,
    },
    Rule {
        what: "jobs that were done; of a mail, only that it was sent",
        days: 30,
        since: "they were due",
        why: "an admin looks for what went wrong",
        forget: jobs::forget_done,
    },
    Rule {
        what: "jobs that were given up, with the mail that did not leave",
        days: 180,
        since: "they were given up",
        why: "an admin decides within months",
        forget: jobs::forget_dead,
    },
];

/// Deletes what is older than it may be.
pub fn keep_up(app: &App) -> Result<()> {
    app.exports.tidy();
    for _ in 0..PORTIONS {
        if !app.db.write(forget_portion)? {
            break;
        }
    }
    Ok(())
}

/// Deletes a portion of each; whether there may be more.
fn forget_portion(tx: &mut Tx<'_>) -> Result<bool> {
    let mut is_more = false;
    for rule in &RULES {
        let before = tx.now().plus_seconds(-rule.days * DAY);
        let forgotten = (rule.forget)(tx, before, PORTION)?;
        is_more |= i64::try_from(forgotten).is_ok_and(|forgotten| forgotten >= PORTION);
    }
    Ok(is_more)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_has_a_row_for_every_rule() {
        let page = include_str!("../../docs/privacy.md");
        for Rule { what, days, since, why, .. } in &RULES {
            let row = format!("| {what} | {days} days after {since} | {why} |");
            assert!(page.contains(&row), "docs/privacy.md lacks: {row}");
        }
    }
}
