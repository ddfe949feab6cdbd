//! Use cases of hosts: the operators of a space.

use serde_json::json;

use super::{
    letters,
    model::{ConnectionState, HostedConnection, NewHostedConnection},
    service::{self, DAY, Logged},
    store::{self, ConnectionRow},
};
use crate::{
    app::App,
    audit,
    db::{Conn, Tx},
    error::{Error, Result},
    http::{Page, PageQuery},
    identity::{MemberId, Operator},
    spaces::{self, SpaceId},
};

/// The most connections that the hosts of one space may log within a day.
const MOST_A_DAY: i64 = 50;

/// Logs what happened between two members of a space, who are both asked to confirm it.
pub(super) fn log(app: &App, who: Operator, space: SpaceId, new: &NewHostedConnection) -> Result<HostedConnection> {
    service::check_day(app, new.happened_on).done()?;
    app.db.write(|tx| {
        spaces::service::check_run_by(tx, who, space)?;
        let one = at_home(tx, space, "emails[0]", &new.emails[0])?;
        let other = at_home(tx, space, "emails[1]", &new.emails[1])?;
        if one == other {
            return Err(Error::field("emails[1]", &new.emails[1], "the address of another member of this space"));
        }
        let yesterday = tx.now().plus_seconds(-DAY);
        if store::count_hosted(tx, space, yesterday)? >= MOST_A_DAY {
            let sentence =
                format!("The hosts of this space logged {MOST_A_DAY} connections within a day, which is the most.");
            return Err(Error::conflict("too-many-connections-today", sentence));
        }
        let logged = Logged {
            kind: new.kind,
            members: (one, other),
            space: Some(space),
            happened_on: new.happened_on,
            note: "",
        };
        let row = service::propose(tx, &logged)?;
        letters::asked(tx, &row, one)?;
        letters::asked(tx, &row, other)?;
        let logged = json!({ "kind": row.kind, "space": space, "state": row.state });
        audit::record_change(tx, who.into(), "connection.hosted", row.id, &(), &logged)?;
        shown(tx, &row)
    })
}

/// What the hosts of a space logged, the newest first.
pub(super) fn list(app: &App, who: Operator, space: SpaceId, query: &PageQuery) -> Result<Page<HostedConnection>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        spaces::service::check_run_by(conn, who, space)?;
        let page = Page::of(store::of_space(conn, space, before, limit + 1)?, limit, |row| row.id.to_string());
        let items = page.items.iter().map(|row| shown(conn, row)).collect::<Result<_>>()?;
        Ok(Page { items, next: page.next })
    })
}

/// The member with that address, where they belong to the space today. Of anybody else a host learns nothing.
fn at_home(tx: &mut Tx<'_>, space: SpaceId, field: &str, email: &str) -> Result<MemberId> {
    let refused = || Error::field(field, email, "the address of a member of this space");
    let member = service::other_member(tx, field, email).map_err(|error| match error {
        Error::Invalid(_) => refused(),
        other => other,
    })?;
    let today = tx.now().day();
    let home = spaces::service::home(tx, member, today)?;
    if home == Some(space) { Ok(member) } else { Err(refused()) }
}

fn shown(conn: &mut Conn, row: &ConnectionRow) -> Result<HostedConnection> {
    Ok(HostedConnection {
        id: row.id,
        kind: row.kind,
        between: [service::name(conn, row.member_id)?, service::name(conn, row.other_id)?],
        happened_on: row.happened_on,
        confirmed: row.state == ConnectionState::Confirmed,
    })
}
