//! A space's statement as its operators see it.

use std::collections::BTreeMap;

use muster_kernel::{Currency, Day, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    atoms::{Atom, narrow},
    closing, paper,
    report::{Dimension, OTHER},
    service::labels,
};
use crate::{
    app::App,
    book::{
        Movement,
        statements::{self, Parties, Statement, StatementId, WorkCell},
    },
    db::Conn,
    error::Result,
    identity::{self, Operator},
    papers::{PaperQuery, Told},
    spaces::{self, SpaceId},
};

/// A space's statement as its operators see it: sums, and no line that is about one member's work.
#[derive(Debug, Serialize, ToSchema)]
pub struct StatementOfSpace {
    /// What it says.
    pub statement: Statement,
    /// Commissions by category of work, and what was taken back of them; no row stands for fewer than three members.
    pub rows: Vec<WorkRow>,
    /// What was paid out to the space, and what came back.
    pub payouts: Vec<PaidOut>,
}

/// What a space was paid for one category of work in a month.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StatementWork)]
pub struct WorkRow {
    /// The category's key; `other` for the rest that can be told.
    pub key: String,
    /// The key in words.
    pub label: String,
    /// In which currency.
    pub currency: Currency,
    /// How much, in minor units.
    pub amount_minor: i64,
    /// For how many members it stands at least: three or more.
    pub members: i32,
}

/// Money that left for a space, or came back.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaidOut {
    /// When.
    pub day: Day,
    /// Why.
    pub movement: Movement,
    /// How much; below zero where it left.
    pub amount: Money,
}

/// A statement of a space, for its operators; as a paper in the language that they read.
pub fn read(
    app: &App,
    who: Operator,
    space: SpaceId,
    id: StatementId,
    query: &PaperQuery,
) -> Result<Told<StatementOfSpace>> {
    app.db.read(|conn| {
        let name = spaces::service::name_for(conn, who, space)?;
        let found = told(conn, space, id)?;
        Told::of(query, found, |found| {
            let (_, language) = identity::service::reader(conn, who.person)?;
            let parties = Parties {
                network: &app.network,
                recipient: vec![name],
                language: &language,
                closed_at: statements::closed_at(conn, found.statement.month)?,
            };
            paper::of_statement(parties, found)
        })
    })
}

fn told(conn: &mut Conn, space: SpaceId, id: StatementId) -> Result<StatementOfSpace> {
    let statement = statements::of_space(conn, space, id)?;
    let paid = |line: &WorkCell| PaidOut { day: line.posted_at.day(), movement: line.movement, amount: line.amount };
    let payouts = statements::payouts(conn, id)?.iter().map(paid).collect();
    let mut rows = rows(&closing::atoms_of(conn, space, (statement.month, id))?);
    let labels = labels(conn, Dimension::Category, rows.iter().map(|row| row.key.as_str()))?;
    for row in &mut rows {
        row.label = labels.get(&row.key).unwrap_or(&row.key).clone();
    }
    Ok(StatementOfSpace { statement, rows, payouts })
}

/// Rows by category of work; none for a currency in which only `other` would be left.
fn rows(atoms: &[Atom]) -> Vec<WorkRow> {
    let mut sums: BTreeMap<(Currency, bool, String), (i128, i32)> = BTreeMap::new();
    for atom in atoms.iter().filter(|atom| atom.is_many()) {
        let key = atom.category.clone().unwrap_or_else(|| OTHER.to_owned());
        let sum = sums.entry((atom.currency, atom.category.is_none(), key)).or_default();
        *sum = (sum.0 + i128::from(atom.amount_minor), sum.1.max(atom.members));
    }
    let named: Vec<Currency> = sums.keys().filter(|(_, is_other, _)| !is_other).map(|key| key.0).collect();
    let row = |((currency, _, key), (sum, members)): ((Currency, bool, String), (i128, i32))| WorkRow {
        label: key.clone(),
        key,
        currency,
        amount_minor: narrow(sum),
        members,
    };
    sums.into_iter().filter(|((currency, ..), _)| named.contains(currency)).map(row).collect()
}
