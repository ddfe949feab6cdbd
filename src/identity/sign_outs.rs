//! Signing somebody else out: for whoever lost what they are signed in on, and cannot end it from elsewhere.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{actor::Admin, hats::ending, letters, second_factor::service as second_factor, service, sessions, store};
use crate::{app::App, audit, error::Result};

/// Whom to sign out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SignOut {
    /// Their address.
    pub email: String,
}

/// Ends every session of somebody at once. Their password stays, and so do the keys of their programs.
pub fn everywhere(app: &App, who: Admin, whom: &SignOut) -> Result<()> {
    ending(app, |tx| {
        let person = service::person_by_email(tx, &whom.email)?;
        let since = sessions::live_since(tx.now());
        let were = store::live_sessions(tx, person, since, sessions::MOST_LISTED)?.len();
        store::end_sessions(tx, person, None, "an admin ended it")?;
        // Whoever has the password need not go on with a code.
        second_factor::void_challenges(tx, person)?;
        let sessions = |many: usize| json!({ "sessions": many });
        audit::record_change(tx, who.into(), "person.signed-out", person, &sessions(were), &sessions(0))?;
        let to = service::addressee(tx, person)?;
        letters::mail(tx, &to, &letters::with_link(app, "signed-out", "/reset"))
    })
}
