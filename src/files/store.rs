//! The rows of what was handed in.

use diesel::prelude::*;

use crate::{
    db::{Conn, Portable, Tx},
    error::Result,
    schema::blobs,
};

/// Keeps a content under its hash; that it is there already is fine.
pub(super) fn keep(tx: &mut Tx<'_>, sha256: &str, content: &[u8]) -> Result<()> {
    let row = (blobs::sha256.eq(sha256), blobs::content.eq(content), blobs::created_at.eq(tx.now()));
    Portable(diesel::insert_into(blobs::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn delete(tx: &mut Tx<'_>, sha256: &str) -> Result<()> {
    diesel::delete(blobs::table.find(sha256)).execute(&mut **tx)?;
    Ok(())
}

pub(super) fn content(conn: &mut Conn, sha256: &str) -> Result<Option<Vec<u8>>> {
    Ok(blobs::table.find(sha256).select(blobs::content).first(conn).optional()?)
}
