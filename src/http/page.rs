//! Lists by pages: each answer holds some items and the cursor of the next ones.

use muster_kernel::{Day, Id, id::Kind};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::error::{Error, Result};

/// The longest page.
const LONGEST: i64 = 100;

/// Which page of a list is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// The `next` of the page before; absent for the first page.
    pub after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    pub limit: Option<i64>,
}

impl PageQuery {
    /// How many items to answer with.
    pub fn limit(&self) -> Result<i64> {
        let limit = self.limit.unwrap_or(50);
        let fits = (1..=LONGEST).contains(&limit);
        if fits { Ok(limit) } else { Err(Error::field("limit", limit, "1 to 100")) }
    }

    /// The id at which the page before ended; `None` for the first page.
    pub fn cursor<K: Kind>(&self) -> Result<Option<Id<K>>> {
        let parsed = self.after.as_deref().map(str::parse).transpose();
        parsed.map_err(|_| self.unknown())
    }

    /// The day at which the page before ended, in a list by days; `None` for the first page.
    pub fn day(&self) -> Result<Option<Day>> {
        self.after.as_deref().map(str::parse).transpose().map_err(|_| self.unknown())
    }

    fn unknown(&self) -> Error {
        Error::field("after", &self.after, "the `next` of the page before")
    }
}

/// A page of a list.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct Page<T> {
    /// The items, in the list's order.
    pub items: Vec<T>,
    /// Send this as `after` for the items that follow; absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// A page of at most `limit` of the `found` items, of which there should be one more where the list goes on.
    /// `key` names an item for the cursor.
    pub fn of(mut found: Vec<T>, limit: i64, key: impl Fn(&T) -> String) -> Self {
        let limit = usize::try_from(limit).unwrap_or_default();
        let goes_on = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| goes_on).map(key);
        Self { items: found, next }
    }

    /// The same page of something else.
    pub fn map<U>(self, into: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(into).collect(), next: self.next }
    }
}
