//! Use cases of privacy.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{
    consents::{self, ConsentLine},
    gathering::{ERASE, HOLD, TELL},
};
use crate::{
    app::App,
    audit,
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{
        self, ACCESS_SECONDS, Agreement, PersonId, SignedIn,
        passkeys::service::{ShownAgain, with_shown},
    },
    jobs::{self, Job},
    personal::{Obstacle, Rows, Whose},
};

/// So long after an access token is no good any more, what was written with it is erased.
const MARGIN_SECONDS: i64 = 300;

/// Everything that is kept of somebody.
#[derive(Serialize, ToSchema)]
pub struct OwnData {
    /// Whose.
    pub person: PersonId,
    /// When it was read, in one piece.
    pub made_at: Instant,
    /// Rows of tables, by the name of the table, in sections by what they are about. Amounts are in minor units.
    #[schema(value_type = Object)]
    pub sections: BTreeMap<&'static str, BTreeMap<&'static str, Vec<Value>>>,
    /// Tables with so many rows that some are left out; most often none.
    #[schema(value_type = Vec<String>)]
    pub left_out: BTreeSet<&'static str>,
}

/// What keeps somebody from leaving.
#[derive(Serialize, ToSchema)]
pub struct Closure {
    /// Each reason once; none where they can leave at once.
    pub obstacles: BTreeSet<Obstacle>,
}

/// Somebody who accepts the conditions as they are now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptedConditions {
    /// The version, as `GET /legal` tells it.
    pub version: String,
}

/// Everything that is kept of whoever asks, under whichever hat, as it is at one moment.
pub fn own_data(app: &App, who: SignedIn) -> Result<OwnData> {
    app.db.read(|conn| identity::service::check_oneself(conn, who))?;
    app.exports.check(&who.person)?;
    let made_at = app.now();
    app.db.snapshot(|conn| {
        let whose = identity::personal::whose(conn, who.person, made_at)?;
        let (mut sections, mut left_out) = (BTreeMap::new(), BTreeSet::new());
        for (section, tell) in TELL {
            let mut told = Rows::default();
            tell(conn, &whose, &mut told)?;
            let (tables, cut) = told.into_parts();
            sections.insert(section, tables);
            left_out.extend(cut);
        }
        Ok(OwnData { person: who.person, made_at, sections, left_out })
    })
}

/// What keeps whoever asks from leaving now.
pub fn closure(app: &App, who: SignedIn) -> Result<Closure> {
    let now = app.now();
    app.db.snapshot(|conn| {
        identity::service::check_oneself(conn, who)?;
        let whose = identity::personal::whose(conn, who.person, now)?;
        Ok(Closure { obstacles: obstacles(conn, &whose)? })
    })
}

/// Closes the account of whoever asks, and shows again who they are, for good.
///
/// # Errors
/// The field that was wrong, where they do not show it; a conflict that names what counts on them, and what to do about it.
pub fn close(app: &App, who: SignedIn, shown: &ShownAgain) -> Result<()> {
    with_shown(app, who, shown, |tx, _| {
        let now = tx.now();
        let whose = identity::personal::whose(tx, who.person, now)?;
        let obstacles = obstacles(tx, &whose)?;
        if !obstacles.is_empty() {
            let remedies: Vec<&str> = obstacles.into_iter().map(Obstacle::remedy).collect();
            let sentence = format!("You cannot leave yet: {}.", remedies.join("; "));
            return Err(Error::conflict("counted-on", sentence));
        }
        let to = identity::service::addressee(tx, who.person)?;
        audit::record(tx, who.into(), "person.left", who.person, &())?;
        erase(tx, &whose)?;
        jobs::drop_mails_to(tx, &to.email)?;
        identity::farewell(tx, &to)?;
        let over = now.plus_seconds(ACCESS_SECONDS + MARGIN_SECONDS);
        jobs::at(tx, over, &Job::EraseAgain { person: who.person })
    })
}

/// Erases what somebody who has left wrote while another server did not know yet that they had, and what is left of their
/// sessions.
pub fn erase_again(app: &App, person: PersonId) -> Result<()> {
    app.db.write(|tx| {
        let now = tx.now();
        let whose = identity::personal::whose(tx, person, now)?;
        erase(tx, &whose)
    })
}

/// What whoever asks agreed to.
pub fn consents(app: &App, who: SignedIn) -> Result<Vec<ConsentLine>> {
    let now = app.now();
    app.db.snapshot(|conn| {
        identity::service::check_oneself(conn, who)?;
        let whose = identity::personal::whose(conn, who.person, now)?;
        consents::of(conn, &whose)
    })
}

/// Whoever asks accepts the conditions as they are now.
pub fn accept(app: &App, who: SignedIn, accepted: &AcceptedConditions) -> Result<()> {
    let conditions = app.legal.conditions.as_ref();
    let Some(conditions) = conditions.filter(|conditions| conditions.version == accepted.version) else {
        let right =
            conditions.map_or("nothing: this network has no conditions", |conditions| conditions.version.as_str());
        return Err(Error::field("version", &accepted.version, right));
    };
    app.db.write(|tx| {
        identity::consents::give(tx, who.person, Agreement::Conditions, &conditions.version)?;
        audit::record(tx, who.into(), "person.accepted-conditions", who.person, &conditions.version)
    })
}

fn obstacles(conn: &mut Conn, whose: &Whose) -> Result<BTreeSet<Obstacle>> {
    let mut found = BTreeSet::new();
    for hold in HOLD {
        found.extend(hold(conn, whose)?);
    }
    Ok(found)
}

fn erase(tx: &mut Tx<'_>, whose: &Whose) -> Result<()> {
    ERASE.iter().try_for_each(|erase| erase(tx, whose))
}
