//! Money that names a funding and does not fit it: what an admin sees and does.

use muster_kernel::Money;
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    StrayId,
    model::{StrayEvent, StrayState},
    store::{self, FundingRow, StrayRow},
    views::{Called, Stray},
};
use crate::{
    app::App,
    audit::{self, By},
    db::{Conn, Tx},
    error::{Check, Result},
    http::{Answer, IdempotencyKey, Page, PageQuery},
    identity::Admin,
};

/// The longest note, in characters.
const LONGEST_NOTE: usize = 500;

/// Which strays are asked for, and which page of them.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct StrayQuery {
    /// In which state; open where absent.
    state: Option<StrayState>,
    /// The `next` of the page before; absent for the first page.
    after: Option<String>,
    /// How many items, 1 to 100; 50 where absent.
    limit: Option<i64>,
}

/// The strays in one state, newest first.
pub(super) fn list(app: &App, query: StrayQuery) -> Result<Page<Stray>> {
    let state = query.state.unwrap_or(StrayState::Open);
    let page = PageQuery { after: query.after, limit: query.limit };
    let (limit, cursor) = (page.limit()?, page.cursor()?);
    app.db.read(|conn| {
        let found = store::strays_in(conn, state, cursor, limit + 1)?;
        let page = Page::of(found, limit, |(row, _)| row.id.to_string());
        let called = Called::of(conn, page.items.iter().map(|(_, named)| named))?;
        Ok(page.map(|(row, named)| Stray::of(row, &named, &called)))
    })
}

/// What an admin did about money that fits nothing.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// In words, 1 to 500 characters, such as "sent back on 4 December".
    note: String,
}

impl Closing {
    /// The note, or what is wrong with it.
    pub fn checked(&self) -> Result<&str> {
        let mut check = Check::new();
        check.length("note", &self.note, 1..=LONGEST_NOTE);
        check.done()?;
        Ok(self.note.trim())
    }
}

/// An admin did something else about a stray than using it for a funding, and notes what.
pub(super) fn close(app: &App, who: Admin, id: StrayId, new: &Closing, key: &IdempotencyKey) -> Result<Answer<Stray>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &(id, new), |tx| {
            let before = store::stray(tx, id)?;
            let note = new.checked()?.to_owned();
            let closed = move_on(tx, who.into(), &before, StrayEvent::Close, Some(note))?;
            let named = store::funding(tx, closed.funding_id)?;
            let called = Called::of(tx, std::iter::once(&named))?;
            Ok(Stray::of(closed, &named, &called))
        })
    })
}

/// What is still to be paid for a pending funding: all of it where nothing came for it, the rest where part of it did, and
/// nothing as long as an admin has to look at that, or can use for it what came for an earlier request of its milestone.
pub(super) fn rest(conn: &mut Conn, row: &FundingRow) -> Result<Option<Money>> {
    Ok(missing(row, &of_milestone(conn, row)?))
}

/// What came for the milestone of a funding, whichever request it names, and is open.
pub(super) fn of_milestone(conn: &mut Conn, row: &FundingRow) -> Result<Vec<StrayRow>> {
    let came = store::open_strays(conn, row.engagement_id)?.into_iter();
    Ok(came.filter(|(_, named)| named.milestone_id == row.milestone_id).map(|(stray, _)| stray).collect())
}

fn missing(row: &FundingRow, came: &[StrayRow]) -> Option<Money> {
    let (own, late): (Vec<_>, Vec<_>) = came.iter().partition(|stray| stray.funding_id == row.id);
    if late.iter().any(|stray| stray.amount() == row.amount()) || own.iter().any(|stray| stray.currency != row.currency)
    {
        return None;
    }
    let sum: i128 = own.iter().map(|stray| i128::from(stray.amount_minor)).sum();
    let missing = i64::try_from(i128::from(row.amount_minor) - sum).ok().filter(|minor| *minor > 0)?;
    Some(Money::new(missing, row.currency))
}

/// Lets `event` happen to a stray; refuses where it is not open any more.
pub(super) fn move_on(
    tx: &mut Tx<'_>,
    by: By,
    before: &StrayRow,
    event: StrayEvent,
    note: Option<String>,
) -> Result<StrayRow> {
    let state = before.state.moved(event)?;
    let after = StrayRow { state, note, decided_at: Some(tx.now()), ..before.clone() };
    store::move_stray(tx, before, &after)?;
    let (was, is) = (json!({ "state": before.state }), json!({ "state": state }));
    audit::record_change(tx, by, &format!("stray.{state}"), after.id, &was, &is)?;
    Ok(after)
}
