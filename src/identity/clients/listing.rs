//! The organisations as admins look for them, to say who brought one.
//!
//! **Names alone.** What an organisation is called and since when it is there: nothing of its people, its briefs or its bids.

use muster_kernel::Instant;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    LONGEST_NAME,
    store::{self, ClientRow},
};
use crate::{
    app::App,
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::{actor::Admin, model::ClientId},
};

/// Which organisations are looked for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ClientQuery {
    /// A part of the name, in any case, 1 to 200 characters; all organisations where absent.
    pub name: Option<String>,
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

/// A client organisation, as admins see it.
#[derive(Serialize, ToSchema)]
pub struct ListedClient {
    /// Which.
    pub id: ClientId,
    /// What it is called.
    pub name: String,
    /// When it was founded.
    pub founded_at: Instant,
}

impl From<ClientRow> for ListedClient {
    fn from(row: ClientRow) -> Self {
        Self { id: row.id, name: row.name, founded_at: row.created_at }
    }
}

/// A page of the organisations that are looked for, the newest first.
pub(super) fn list(app: &App, _: Admin, query: ClientQuery) -> Result<Page<ListedClient>> {
    let ClientQuery { name, after, limit } = query;
    let page = PageQuery { after, limit };
    let (limit, before) = (page.limit()?, page.cursor()?);
    if let Some(part) = &name {
        let mut check = Check::new();
        check.length("name", part, 1..=LONGEST_NAME);
        check.done()?;
    }
    let part = name.as_deref().map(str::trim);
    let found = app.db.read(|conn| store::newest(conn, part, before, limit + 1))?;
    Ok(Page::of(found, limit, |row| row.id.to_string()).map(ListedClient::from))
}

/// One organisation; refuses where there is none of that id.
pub(super) fn read(app: &App, _: Admin, id: ClientId) -> Result<ListedClient> {
    let found = app.db.read(|conn| store::client(conn, id))?;
    found.map(ListedClient::from).ok_or_else(|| Error::not_found("client", id))
}
