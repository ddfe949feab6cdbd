//! Signing somebody else out: for whoever lost what they are signed in on, and cannot end it from elsewhere.

use serde::Deserialize;
use serde_json::json;
use utoipa::ToSchema;

use super::{actor::Admin, hats::ending, second_factor::service as second_factor, service, store};
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
        let since = service::live_since(tx.now());
        let were = store::live_sessions(tx, person, since, service::MOST_LISTED)?.len();
        store::end_sessions(tx, person, None, "an admin ended it")?;
        // Whoever has the password need not go on with a code.
        second_factor::void_challenges(tx, person)?;
        let sessions = |many: usize| json!({ "sessions": many });
        audit::record_change(tx, who.into(), "person.signed-out", person, &sessions(were), &sessions(0))?;
        let (email, name) = service::reach(tx, person)?;
        service::mail(tx, &email, "You were signed out everywhere", &signed_out(app, &name))
    })
}

fn signed_out(app: &App, name: &str) -> String {
    format!(
        "Hello {name},\n\nan admin of this network signed you out everywhere. You can sign in again with your password. If \
         somebody else may know it, set a new one by mail:\n\n{}/reset\n",
        app.public_url
    )
}
