//! Cutting closed months into atoms.

use muster_kernel::Month;
use serde_json::json;

use super::{
    atoms::{self, Atom, Piece},
    report::REMOTE,
    store::{self, AtomRow},
};
use crate::{
    app::App,
    audit::{self, By},
    book::statements::{self, StatementId, WorkCell},
    db::{Conn, Tx},
    error::Result,
    meter,
    spaces::SpaceId,
};

/// Makes the atoms of every month that is closed, the oldest first; each month is one transaction. Whoever comes second to
/// one finds it done.
pub fn keep_up(app: &App) -> Result<()> {
    while let Some(month) = app.db.read(next)? {
        match app.db.write(|tx| if next(tx)? == Some(month) { make(tx, month) } else { Ok(()) }) {
            Err(error) if error.is_taken() => {}
            outcome => outcome?,
        }
    }
    Ok(())
}

/// The first closed month whose atoms are not made.
fn next(conn: &mut Conn) -> Result<Option<Month>> {
    let last = store::last_month(conn)?;
    statements::closed_after(conn, last)
}

/// A month's statements never change, so their atoms do not either.
fn make(tx: &mut Tx<'_>, month: Month) -> Result<()> {
    let mut rows = Vec::new();
    for (space, id) in statements::spaces_of(tx, month)? {
        let atoms = cut(tx, space, id)?;
        rows.extend((0..).zip(atoms).map(|(position, atom)| AtomRow::of(space, month, position, atom)));
    }
    store::insert(tx, month, &rows)?;
    meter::service::close(tx, month)?;
    audit::record_change(tx, By::Muster, "report.closed", month.to_string(), &(), &json!({ "atoms": rows.len() }))
}

/// The atoms of a space's statement: those that are kept; in the moment between a month's closing and the cutting of it,
/// the same ones cut anew.
pub(super) fn atoms_of(conn: &mut Conn, space: SpaceId, (month, id): (Month, StatementId)) -> Result<Vec<Atom>> {
    if store::last_month(conn)? < Some(month) {
        return cut(conn, space, id);
    }
    Ok(store::atoms(conn, space, (month, month), (month, month))?.into_iter().map(|(_, atom)| atom).collect())
}

/// Cuts a statement's lines into atoms. They are the same ones whenever that is done: a statement does not change, and when
/// its month was over it was decided who showed which of its lines.
fn cut(conn: &mut Conn, space: SpaceId, id: StatementId) -> Result<Vec<Atom>> {
    let lines = statements::cells(conn, id)?;
    let shares = store::shares(conn, space)?;
    let of = lines.iter().filter_map(|line| Some((line.work.as_ref()?.member, line.posted_at)));
    Ok(atoms::atoms(&pieces(&lines), &store::open(&shares, of)))
}

/// The lines of a statement that are about somebody's work.
fn pieces(lines: &[WorkCell]) -> Vec<Piece> {
    let piece = |line: &WorkCell| {
        let work = line.work.as_ref()?;
        Some(Piece {
            entry: line.entry,
            member: work.member,
            category: work.category.clone(),
            source: work.source,
            place: work.place.map_or_else(|| REMOTE.to_owned(), |place| place.to_string()),
            currency: line.amount.currency(),
            amount_minor: line.amount.minor(),
        })
    };
    lines.iter().filter_map(piece).collect()
}
