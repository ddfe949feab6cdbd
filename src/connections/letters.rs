//! What members are told of connections.

use super::{service, store::ConnectionRow};
use crate::{
    db::Tx,
    error::Result,
    identity::MemberId,
    letters::Letter,
    notices::{self, Kind, Notice},
};

/// A member is asked whether it was so.
pub(super) fn asked(tx: &mut Tx<'_>, row: &ConnectionRow, asked: MemberId) -> Result<()> {
    let with = service::name(tx, row.other_than(asked))?;
    let letter = Letter::new("connection-asked")
        .with("by", if row.space_id.is_some() { "host" } else { "member" })
        .with("kind", row.kind.as_str())
        .with("with", with)
        .with("day", row.happened_on);
    let notice = Notice::new(Kind::Connection, "connection.logged", row.id, letter);
    notices::service::tell_member(tx, asked, &notice.at("/connections".to_owned()).by(row.expires_at))
}
