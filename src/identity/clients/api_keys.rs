//! API keys: what a client's programs show instead of a person's token.
//!
//! A key is `mk_` and 256 random bits. It is shown once; its hash and its first letters are kept. It names what it may be used
//! for ([`Scope`]), expires within a year, and can be revoked at any moment. Who uses it acts as the person who made it, under
//! the client hat, and the audit log names the key. A key may ask so often a minute.

use muster_kernel::{Day, Instant};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{check_role, finance_of, store};
use crate::{
    app::App,
    audit::{self, By},
    db::Tx,
    error::{Check, Error, Result},
    hash,
    identity::{
        actor::Client,
        letters,
        model::{ApiKeyId, ClientRole, PersonId},
        scope::Scope,
        service, store as identities,
    },
    letters::Letter,
};

/// How every key begins.
const MARK: &str = "mk_";
/// How many of its letters are kept, so that its people know it again.
const KEPT: usize = 8;
/// The most keys of a client that are good.
const MOST: usize = 20;
/// The most that are listed.
const MOST_LISTED: i64 = 100;
/// For how many days a key may be good.
const LONGEST_DAYS: i32 = 365;

/// A key to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiKey {
    /// What it is for, such as the name of your program: 1 to 100 characters.
    #[schema(min_length = 1, max_length = 100)]
    pub name: String,
    /// What it may be used for.
    #[schema(min_items = 1)]
    pub scopes: Vec<Scope>,
    /// The last day on which it is good (UTC), within a year.
    pub expires_on: Day,
}

/// A key that was made. It is shown this once.
#[derive(Serialize, ToSchema)]
pub struct MadeApiKey {
    /// The key's id.
    pub id: ApiKeyId,
    /// Send this as `Authorization: Bearer …`.
    pub key: String,
}

/// A key of your organisation.
#[derive(Serialize, ToSchema)]
pub struct ApiKey {
    /// The key's id, which the audit log names.
    pub id: ApiKeyId,
    /// What it is for.
    pub name: String,
    /// How it begins.
    pub begins: String,
    /// What it may be used for.
    pub scopes: Vec<Scope>,
    /// Who made it, and for whom it acts.
    pub made_by: String,
    /// When.
    pub created_at: Instant,
    /// From when on it is not good any more.
    pub expires_at: Instant,
    /// On which day it was used last, if ever.
    pub last_used_on: Option<Day>,
    /// Whether you may revoke it.
    pub revocable: bool,
}

/// Makes a key for the person who asks. Those of finance are told.
pub fn make(app: &App, who: Client, new: &NewApiKey) -> Result<MadeApiKey> {
    let today = app.now().day();
    let latest = today.plus_days(LONGEST_DAYS);
    let mut check = Check::new();
    check.length("name", &new.name, 1..=100);
    check.that(!new.name.chars().any(char::is_control), "name", &new.name, "one line of letters, digits and signs");
    check.that(!new.scopes.is_empty(), "scopes", "[]", "at least one scope");
    check.that(
        (today..=latest).contains(&new.expires_on),
        "expires_on",
        new.expires_on,
        format!("a day from {today} to {latest}"),
    );
    check.done()?;
    app.db.write(|tx| {
        let now = tx.now();
        if store::count_good_keys(tx, who.client, now)? >= MOST {
            let sentence = format!("A client has at most {MOST} keys. Revoke one first.");
            return Err(Error::conflict("too-many-keys", sentence));
        }
        let key = format!("{MARK}{}", service::new_token(tx));
        let row = store::ApiKeyRow {
            id: tx.id(),
            client_id: who.client,
            person_id: who.person,
            name: new.name.trim().to_owned(),
            scopes: written(&new.scopes),
            begins: key[..MARK.len() + KEPT].to_owned(),
            hash: hash::sha256(key.as_bytes()),
            created_at: now,
            expires_at: new.expires_on.plus_days(1).midnight(),
            last_used_on: None,
            revoked_at: None,
        };
        store::insert_key(tx, &row)?;
        audit::record(tx, who.into(), "api-key.made", row.id, &(&row.name, &row.scopes, new.expires_on))?;
        tell_finance(tx, who, &row)?;
        Ok(MadeApiKey { id: row.id, key })
    })
}

/// The keys of somebody's organisation that were not revoked, the newest first.
pub fn list(app: &App, who: Client) -> Result<Vec<ApiKey>> {
    app.db.read(|conn| {
        let may_revoke_any = identities::role(conn, who.client, who.person)? == Some(ClientRole::Finance);
        let found = store::keys(conn, who.client, MOST_LISTED)?;
        found
            .into_iter()
            .map(|(row, made_by)| {
                let scopes = scopes(&row)?;
                let revocable = may_revoke_any || row.person_id == who.person;
                let store::ApiKeyRow { id, name, begins, created_at, expires_at, last_used_on, .. } = row;
                Ok(ApiKey { id, name, begins, scopes, made_by, created_at, expires_at, last_used_on, revocable })
            })
            .collect()
    })
}

/// Revokes a key: one's own, or, for finance, any of the organisation. The next request by it is refused.
pub fn revoke(app: &App, who: Client, id: ApiKeyId) -> Result<()> {
    app.db.write(|tx| {
        let row = store::key_of(tx, who.client, id)?;
        if row.person_id != who.person {
            check_role(tx, who, &[ClientRole::Finance])?;
        }
        store::revoke(tx, id)?;
        audit::record(tx, who.into(), "api-key.revoked", id, &row.name)
    })
}

/// Revokes every key that acts for somebody, in the transaction of its cause. The rows stay: the audit log names them.
pub(in crate::identity) fn revoke_all(tx: &mut Tx<'_>, by: By, person: PersonId) -> Result<()> {
    for id in store::keys_of(tx, person)? {
        store::revoke(tx, id)?;
        audit::record(tx, by, "api-key.revoked", id, &person)?;
    }
    Ok(())
}

/// A key that is good: for whom its program acts, and what it may be used for.
pub struct Holder {
    client: Client,
    scopes: Vec<Scope>,
}

impl Holder {
    /// The client, where the key may be used for that.
    pub(in crate::identity) fn may(self, scope: Scope) -> Result<Client> {
        if self.scopes.contains(&scope) {
            return Ok(self.client);
        }
        let held: Vec<&str> = self.scopes.iter().map(|scope| scope.as_str()).collect();
        Err(Error::forbidden(format!("This takes a key with the scope {scope}, and this one has {}.", held.join(", "))))
    }
}

/// Whether a text looks like a key, good or not.
pub(in crate::identity) fn is_key(token: &str) -> bool {
    token.starts_with(MARK)
}

/// Whose key it is, if it is good now. The day of its use is noted.
pub(in crate::identity) fn recognize(app: &App, key: &str) -> Result<Holder> {
    let hash = hash::sha256(key.as_bytes());
    let now = app.now();
    let found = app.db.read(|conn| store::good_key(conn, &hash, now))?;
    let row =
        found.ok_or(Error::Unauthenticated("This API key is not valid here: it is unknown, revoked or expired."))?;
    app.door.check_key(row.id)?;
    let today = now.day();
    if row.last_used_on != Some(today) {
        app.db.write(|tx| store::note_use(tx, row.id, today))?;
    }
    let scopes = scopes(&row)?;
    let client = Client { person: row.person_id, client: row.client_id, key: Some(row.id) };
    Ok(Holder { client, scopes })
}

/// Scopes as they are kept: words with a space between them.
fn written(scopes: &[Scope]) -> String {
    let mut words: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
    words.sort_unstable();
    words.dedup();
    words.join(" ")
}

fn scopes(row: &store::ApiKeyRow) -> Result<Vec<Scope>> {
    let words = row.scopes.split_whitespace().map(str::parse::<Scope>);
    words
        .collect::<std::result::Result<Vec<Scope>, String>>()
        .map_err(|cause| Error::internal("read the scopes of a key", cause))
}

fn tell_finance(tx: &mut Tx<'_>, who: Client, row: &store::ApiKeyRow) -> Result<()> {
    let (_, maker) = service::reach(tx, who.person)?;
    let letter = Letter::new("api-key-made")
        .with("maker", maker)
        .with("name", &row.name)
        .with("begins", &row.begins)
        .with("scopes", &row.scopes);
    for person in finance_of(tx, who.client)? {
        let to = service::addressee(tx, person)?;
        letters::mail(tx, &to, &letter)?;
    }
    Ok(())
}
