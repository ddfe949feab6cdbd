//! What is somebody's: whose rows they are, how they are told to the one they are about, and what keeps somebody here.
//!
//! Each slice that keeps something of people has a room `personal`, with up to three doors, which
//! [`privacy`](crate::privacy) goes through: `tell` puts the rows that are somebody's into [`Rows`], `erase` deletes them
//! or empties them of what says who it is about, and `holds` says why somebody cannot leave yet. What is too old is deleted
//! there too. Nobody else's name, address or id is told: a row that is about two people is told without the other one.

use std::collections::{BTreeMap, BTreeSet};

use muster_kernel::Instant;
use serde::Serialize;
use serde_json::Value;

use crate::{
    error::{Error, Result},
    identity::{ClientId, MemberId, PersonId},
};

/// The most rows of one table that are told; whoever has more is told that some are left out.
pub const MOST: i64 = 50_000;

/// Whose data it is about: a person, in all their capacities.
#[derive(Clone, Copy, Debug)]
pub struct Whose {
    /// Who.
    pub person: PersonId,
    /// Which member they are, if they are one.
    pub member: Option<MemberId>,
    /// For which organisation they act, if for one.
    pub client: Option<ClientId>,
    /// The organisation for which nobody would act any more without them, if there is one.
    pub orphan: Option<ClientId>,
    /// When it is asked.
    pub at: Instant,
}

/// Rows of tables, by the names of the tables.
#[derive(Debug, Default)]
pub struct Rows {
    tables: BTreeMap<&'static str, Vec<Value>>,
    cut: BTreeSet<&'static str>,
}

impl Rows {
    /// Puts rows of a table in, of which there is one more than [`MOST`] where there are too many.
    pub fn put<R: Serialize>(&mut self, table: &'static str, found: Vec<R>) -> Result<()> {
        let most = usize::try_from(MOST).unwrap_or(usize::MAX);
        if found.len() > most {
            self.cut.insert(table);
        }
        let rows = found.into_iter().take(most).map(serde_json::to_value).collect::<serde_json::Result<Vec<Value>>>();
        let rows = rows.map_err(|cause| Error::internal("write down somebody's data", cause))?;
        self.tables.entry(table).or_default().extend(rows);
        Ok(())
    }

    /// The rows by table, and the tables of which some are left out.
    pub fn into_parts(self) -> (BTreeMap<&'static str, Vec<Value>>, BTreeSet<&'static str>) {
        (self.tables, self.cut)
    }
}

/// Puts columns of those rows of a table that are somebody's into [`Rows`], in the order of the first column:
/// `rows!(rows, conn, sessions where sessions::person_id.eq(person) => { id: String, created_at: Instant })?`. A macro,
/// because the rows of each table have a type of their own.
macro_rules! rows {
    (
        $rows:expr, $conn:expr, $table:ident where $theirs:expr => {
            $first:ident: $type:ty $(, $column:ident: $kind:ty)* $(,)?
        }
    ) => {{
        #[derive(diesel::Queryable, diesel::Selectable, serde::Serialize)]
        #[diesel(table_name = crate::schema::$table)]
        struct Row {
            $first: $type,
            $($column: $kind,)*
        }
        let found: Vec<Row> = crate::schema::$table::table
            .filter($theirs)
            .order(crate::schema::$table::$first)
            .limit($crate::personal::MOST + 1)
            .select(Row::as_select())
            .load($conn)?;
        $rows.put(stringify!($table), found)
    }};
}
pub(crate) use rows;

crate::words! {
    /// Why somebody cannot leave yet.
    pub enum Obstacle {
        /// They have a seat of an engagement that goes on, or nobody else acts for its client.
        Engagement = "engagement",
        /// A bid or an offer of theirs may still be awarded.
        Bid = "bid",
        /// An invitation, or a question to stand by, waits for their answer.
        Invitation = "invitation",
        /// Nobody else acts for the client of a brief that is posted or to be awarded.
        Brief = "brief",
        /// They, or the organisation for which nobody else acts, are owed money, or owe some.
        Money = "money",
        /// Money is on its way to them.
        Payout = "payout",
        /// A case waits for them as its steward.
        Case = "case",
        /// Others act for their organisation, and none of them has its money.
        Organisation = "organisation",
        /// Nobody else runs a space of theirs.
        Space = "space",
        /// Nobody else runs the network.
        Network = "network",
    }
}

impl Obstacle {
    /// What to do about it.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Engagement => "an engagement of yours goes on: bring it to its end first",
            Self::Bid => "a bid or an offer of yours may still be awarded: withdraw it, or await the decision",
            Self::Invitation => "an invitation waits for your answer: decline it first",
            Self::Brief => "a brief of your organisation is posted, and nobody else acts for it: withdraw it first",
            Self::Money => {
                "you or your organisation are owed money, or owe some: say to which account it is paid and await the payout, \
                 or pay what you owe"
            }
            Self::Payout => "money is on its way to you: await word of the bank",
            Self::Case => "a case waits for you as its steward: decide it, or step back",
            Self::Organisation => "nobody else has the finance role in your organisation: give it to somebody first",
            Self::Space => "nobody else runs your space: have an admin name somebody",
            Self::Network => "nobody else runs the network: give somebody else the hat of an admin first",
        }
    }
}
