//! What members are told of connections.

use super::{service, store::ConnectionRow};
use crate::{
    db::Tx,
    error::Result,
    identity::MemberId,
    notices::{self, Kind, Notice},
};

/// A member is asked whether it was so.
pub(super) fn asked(tx: &mut Tx<'_>, row: &ConnectionRow, asked: MemberId) -> Result<()> {
    let with = service::name(tx, row.other_than(asked))?;
    let what = row.kind.in_words();
    let who = if row.space_id.is_some() { "a host of your space".to_owned() } else { with.clone() };
    let text = format!(
        "{who} noted {what} between you and {with} on {}. If it was so, confirm it: it then counts when teams are formed, \
         since people who know each other work together well. If it was not, say no, or do nothing: it expires by itself \
         and counts nowhere.",
        row.happened_on,
    );
    let subject = format!("Was it so: {what} with {with}?");
    let notice = Notice::new(Kind::Connection, "connection.logged", row.id, subject, text);
    notices::service::tell_member(tx, asked, &notice.at("/connections".to_owned()).by(row.expires_at))
}
