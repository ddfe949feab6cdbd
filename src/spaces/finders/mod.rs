//! Who brought a client: a member, a space, or nobody. They get a share of the network's fee on what is awarded from then
//! on. The client says it once, soon after it was founded; later an admin can. Nobody gets a share of what their own
//! organisation pays.

pub(super) mod routes;
mod store;

use muster_kernel::Day;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use self::store::FinderRow;
use super::{SpaceId, model::HORIZON_DAYS, store as spaces};
use crate::{
    app::App,
    audit::{self, By},
    book::Finder,
    db::{Conn, Tx},
    error::{Error, Result},
    identity::{self, Admin, Client, ClientId, ClientRole, Hat, MemberId, PersonId},
    letters::Letter,
    members,
    notices::{self, Kind, Notice},
};

/// How long a client may say who brought it, in days since it was founded.
const DAYS_TO_SAY: i32 = 30;

/// Who brought a client: a member or a space, or neither for nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewFinder {
    /// A member.
    pub member: Option<MemberId>,
    /// A space.
    pub space: Option<SpaceId>,
}

/// Who brought a client, from a day on. For admins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FinderFrom {
    /// Who; neither a member nor a space for nobody any more.
    pub finder: NewFinder,
    /// The first day on which awards count to them: today or later.
    pub from_day: Day,
}

/// Who brought a client.
#[derive(Serialize, ToSchema)]
pub struct BroughtBy {
    /// The member, if it was one.
    pub member: Option<MemberId>,
    /// The space, if it was one.
    pub space: Option<SpaceId>,
    /// The first day on which awards count to them.
    pub from_day: Day,
}

/// Who brought your organisation, as it is known.
#[derive(Serialize, ToSchema)]
pub struct KnownFinders {
    /// Who, each from a day on.
    pub finders: Vec<BroughtBy>,
    /// The last day on which you may say who it was; absent once it is said, or too late.
    pub say_until: Option<Day>,
}

impl FinderRow {
    fn told(&self) -> BroughtBy {
        BroughtBy { member: self.member_id, space: self.space_id, from_day: self.from_day }
    }
}

impl NewFinder {
    fn finder(self) -> Result<Option<Finder>> {
        match (self.member, self.space) {
            (Some(_), Some(space)) => Err(Error::field("space", space, "null where a member is named: one of the two")),
            (member, space) => Ok(member.map(Finder::Member).or(space.map(Finder::Space))),
        }
    }
}

/// Who gets a finder's share of what a client is awarded on a day.
pub(super) fn of(conn: &mut Conn, client: ClientId, on: Day) -> Result<Option<Finder>> {
    Ok(store::on(conn, client, on)?.and_then(|row| row.finder()))
}

/// The client says who brought it: once, and within thirty days.
pub fn say(app: &App, who: Client, new: &NewFinder) -> Result<KnownFinders> {
    app.db.write(|tx| {
        identity::clients::check_role(tx, who, &[ClientRole::Finance])?;
        let today = tx.now().day();
        let last = last_day_to_say(tx, who.client)?;
        if today > last {
            let sentence =
                format!("You could say until {last} who brought you. Write to the network where it is wrong.");
            return Err(Error::conflict("finder-too-late", sentence));
        }
        if !store::all(tx, who.client)?.is_empty() {
            let sentence = "You said already who brought you. Write to the network where it is wrong.";
            return Err(Error::conflict("finder-said", sentence));
        }
        let finder = new.finder()?;
        let finder =
            finder.ok_or_else(|| Error::field("member", new.member, "a member, or a space, who brought you"))?;
        let finders = keep(tx, who.into(), who.client, Some(finder), today)?;
        Ok(KnownFinders { finders, say_until: None })
    })
}

/// What a client said, and what an admin set since; or until when it may be said.
pub fn said(app: &App, who: Client) -> Result<KnownFinders> {
    let today = app.now().day();
    app.db.read(|conn| {
        let finders = told(conn, who.client)?;
        let last = last_day_to_say(conn, who.client)?;
        let say_until = Some(last).filter(|last| finders.is_empty() && today <= *last);
        Ok(KnownFinders { finders, say_until })
    })
}

fn last_day_to_say(conn: &mut Conn, client: ClientId) -> Result<Day> {
    Ok(identity::clients::founded_at(conn, client)?.day().plus_days(DAYS_TO_SAY))
}

/// An admin says who brought a client, from a day on.
pub fn set(app: &App, who: Admin, client: ClientId, new: &FinderFrom) -> Result<Vec<BroughtBy>> {
    app.db.write(|tx| {
        identity::clients::name(tx, client)?;
        let today = tx.now().day();
        let latest = today.plus_days(HORIZON_DAYS);
        if !(today..=latest).contains(&new.from_day) {
            return Err(Error::field("from_day", new.from_day, format!("a day from {today} to {latest}")));
        }
        keep(tx, who.into(), client, new.finder.finder()?, new.from_day)
    })
}

/// Who brought a client, and when that counts. For admins.
pub fn list(app: &App, _: Admin, client: ClientId) -> Result<Vec<BroughtBy>> {
    app.db.read(|conn| {
        identity::clients::name(conn, client)?;
        told(conn, client)
    })
}

fn told(conn: &mut Conn, client: ClientId) -> Result<Vec<BroughtBy>> {
    Ok(store::all(conn, client)?.iter().map(FinderRow::told).collect())
}

fn keep(tx: &mut Tx<'_>, by: By, client: ClientId, finder: Option<Finder>, from: Day) -> Result<Vec<BroughtBy>> {
    let people = match finder {
        Some(finder) => people_of(tx, finder)?,
        None => Vec::new(),
    };
    let own = identity::clients::people_of(tx, client)?;
    if people.iter().any(|person| own.contains(person)) {
        let sentence = "Whoever acts for a client, or runs a space, cannot have brought their own organisation.";
        return Err(Error::conflict("own-client", sentence));
    }
    let before = store::on(tx, client, from)?.map(|row| row.told());
    let row = FinderRow::new(tx, client, finder, from);
    store::insert(tx, &row).map_err(|error| match error.is_taken() {
        true => Error::conflict(
            "finder-taken",
            format!("It is said already who counts from {from} on. Choose another day."),
        ),
        false => error,
    })?;
    audit::record_change(tx, by, "client.finder-set", client, &before, &row.told())?;
    let (name, hat) = (identity::clients::name(tx, client)?, finder.map(hat_of));
    if let Some(hat) = hat {
        let letter = Letter::new("finder-set").with("name", name).with("from", from);
        let notice = Notice::new(Kind::Terms, "client.finder-set", client, letter);
        for person in people {
            notices::service::tell(tx, person, hat, &notice.clone().at("/statements".to_owned()))?;
        }
    }
    told(tx, client)
}

const fn hat_of(finder: Finder) -> Hat {
    match finder {
        Finder::Member(_) => Hat::Member,
        Finder::Space(_) => Hat::Operator,
    }
}

/// The people behind a finder, or the refusal of one who is not there.
fn people_of(conn: &mut Conn, finder: Finder) -> Result<Vec<PersonId>> {
    match finder {
        Finder::Member(member) => {
            let unknown = |_| Error::field("member", member, "a member of this network");
            Ok(vec![members::service::person_of(conn, member).map_err(unknown)?])
        }
        Finder::Space(space) => {
            spaces::space(conn, space)?.ok_or_else(|| Error::field("space", space, "a space of this network"))?;
            Ok(spaces::operators_of(conn, &[space])?.into_iter().collect())
        }
    }
}
