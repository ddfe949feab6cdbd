//! Use cases of files.

use super::{Upload, store};
use crate::{
    db::{Conn, Tx},
    error::{Error, Result},
    hash,
};

/// Keeps a file's content, in the transaction of its cause; answers its SHA-256, under which it is found again.
pub fn keep(tx: &mut Tx<'_>, file: &Upload) -> Result<String> {
    let sha256 = hash::sha256(&file.content);
    store::keep(tx, &sha256, &file.content)?;
    Ok(sha256)
}

/// Deletes what was kept under that hash. Whoever calls has seen that nothing refers to it.
pub fn delete(tx: &mut Tx<'_>, sha256: &str) -> Result<()> {
    store::delete(tx, sha256)
}

/// What was kept under that hash. A content that is not what its hash says is a fault of ours.
pub fn content(conn: &mut Conn, sha256: &str) -> Result<Vec<u8>> {
    let content = store::content(conn, sha256)?.ok_or_else(|| Error::internal("read a file", "it has gone"))?;
    if hash::sha256(&content) != sha256 {
        return Err(Error::internal("read a file", "its content is not what its hash says"));
    }
    Ok(content)
}
