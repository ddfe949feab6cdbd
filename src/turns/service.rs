//! Use cases of turns. Those that take a transaction are parts of a use case of whoever calls.

use std::collections::HashMap;

use muster_kernel::{Instant, Month};
use roaring::RoaringBitmap;

use super::{
    TurnEntryId,
    ledger::{self, Ledger},
    model::{Event, Offer, Parts, State},
    store::{self, AccountRow, Closing, OfferRow},
};
pub use super::{
    history::{OwnTurns, Turn, of_member},
    spread::{Distribution, distribution},
    verify::verify,
};
use crate::{
    app::App,
    briefs::BriefId,
    chain::{self, Chain},
    db::{Conn, Tx},
    error::{Error, Result},
    formation::RunId,
    hash,
    identity::MemberId,
    invitations::InvitationId,
    policies,
    states::Machine,
};

/// Posts the offer of a seat. Who shares in it is settled when the seat is offered first: whoever declines it stays among
/// them when it is offered to the next, or a decline would cost them their share of that offer.
pub fn offer(tx: &mut Tx<'_>, offer: &Offer<'_>) -> Result<()> {
    let (group_hash, heads) = match store::group_of_seat(tx, offer.brief, offer.seat)? {
        Some(known) => known,
        None => keep_group(tx, offer.eligible)?,
    };
    store::numbers(tx, &[offer.to])?;
    let parts = Parts::of(offer.hours, offer.weeks, store::unsigned(heads));
    let row = OfferRow {
        id: tx.id(),
        invitation_id: offer.invitation,
        brief_id: offer.brief,
        run_id: offer.run,
        seat: offer.seat.to_owned(),
        member_id: offer.to,
        group_hash,
        heads,
        weight_milli: parts.weight(),
        share_milli: parts.share(),
        network_milli: parts.network(),
        state: State::START,
        posted_at: tx.now(),
        ended_at: None,
        counted_in: None,
    };
    post(tx, &row)
}

fn post(tx: &mut Tx<'_>, row: &OfferRow) -> Result<()> {
    store::insert_offer(tx, row)?;
    chain::append(tx, Chain::Turns, row.id.as_str(), &row.digest())
}

/// Keeps who was eligible, once: answers the group's hash and how many they are.
fn keep_group(tx: &mut Tx<'_>, eligible: &[MemberId]) -> Result<(String, i32)> {
    let mut members = eligible.to_vec();
    members.sort_unstable();
    members.dedup();
    let heads = i32::try_from(members.len()).expect("a pool is smaller than two thousand million");
    let hash = group_hash(members.iter().map(|member| member.as_str()));
    if !store::has_group(tx, &hash)? {
        let numbers = store::numbers(tx, &members)?;
        store::insert_group(tx, &hash, heads, &numbers)?;
    }
    Ok((hash, heads))
}

/// The name of a group: the hash of its members' ids, in their order, a line each.
pub(super) fn group_hash<'a>(members: impl IntoIterator<Item = &'a str>) -> String {
    let lines: Vec<&str> = members.into_iter().collect();
    hash::sha256(lines.join("\n").as_bytes())
}

/// The seats that were offered on those runs of `briefs`, whatever became of the offers.
pub fn seats_offered(conn: &mut Conn, briefs: &[BriefId], runs: &[RunId]) -> Result<HashMap<RunId, Vec<String>>> {
    let mut seats: HashMap<RunId, Vec<String>> = HashMap::new();
    for (run, seat) in store::seats_offered(conn, briefs, runs)? {
        seats.entry(run).or_default().push(seat);
    }
    Ok(seats)
}

/// Reverses the offer of a seat whole: it was declined, it lapsed, or it was taken back. Nothing happens where the offer
/// has ended already.
pub fn take_back(tx: &mut Tx<'_>, invitation: InvitationId) -> Result<()> {
    end(tx, invitation, Event::TakeBack)
}

/// Settles the offer of a seat: the member has this turn. For a seat that is taken after the award; see [`award`].
pub fn settle(tx: &mut Tx<'_>, invitation: InvitationId) -> Result<()> {
    end(tx, invitation, Event::Award)
}

fn end(tx: &mut Tx<'_>, invitation: InvitationId, event: Event) -> Result<()> {
    match store::open_offer(tx, invitation)? {
        Some(open) => move_on(tx, vec![open], event),
        None => Ok(()),
    }
}

/// Lets `event` happen to open offers: to all of them, or to none where it cannot happen to one.
fn move_on(tx: &mut Tx<'_>, open: Vec<OfferRow>, event: Event) -> Result<()> {
    let next = State::Open.after(event).expect("an open offer can be settled and reversed");
    let ended = store::end_offers(tx, open, next)?;
    let mut ends = ended.iter().filter_map(OfferRow::end);
    ends.try_for_each(|(name, digest)| chain::append(tx, Chain::Turns, &name, &digest))
}

/// Offers a seat on new terms, among the same who were eligible: the offer as it was is reversed whole, and another one
/// posted. Nothing happens where the offer has ended already.
pub fn reweigh(tx: &mut Tx<'_>, invitation: InvitationId, hours: i32, weeks: i32) -> Result<()> {
    let Some(open) = store::open_offer(tx, invitation)? else { return Ok(()) };
    let parts = Parts::of(hours, weeks, store::unsigned(open.heads));
    let row = OfferRow {
        id: tx.id(),
        weight_milli: parts.weight(),
        share_milli: parts.share(),
        network_milli: parts.network(),
        posted_at: tx.now(),
        ..open.clone()
    };
    move_on(tx, vec![open], Event::TakeBack)?;
    post(tx, &row)
}

/// A brief is awarded: the offers of the seats that `won` are settled, and all others for the brief are reversed, since
/// they came to nothing.
pub fn award(tx: &mut Tx<'_>, brief: BriefId, won: &[InvitationId]) -> Result<()> {
    let (taken, lost): (Vec<OfferRow>, Vec<OfferRow>) =
        store::open_offers(tx, brief)?.into_iter().partition(|open| won.contains(&open.invitation_id));
    move_on(tx, taken, Event::Award)?;
    move_on(tx, lost, Event::TakeBack)
}

/// Every member's balance in milli-offers, open offers included; a member who was never eligible for an offer has none.
pub fn balances(conn: &mut Conn) -> Result<HashMap<MemberId, i64>> {
    let (members, ledger) = standing(conn)?;
    Ok(members.into_iter().map(|(member, number)| (member, ledger.account(number).balance)).collect())
}

/// The numbers of the members' accounts, and the ledger as it stands: what is kept, and what is not counted yet.
pub(super) fn standing(conn: &mut Conn) -> Result<(HashMap<MemberId, u32>, Ledger)> {
    let rows = store::accounts(conn)?;
    let numbers = numbers(&rows);
    let mut ledger = Ledger::of(rows.iter().map(|row| (row.number(), row.held())));
    let offered = uncounted(conn)?;
    let debited: Option<Vec<(u32, i64)>> = store::uncounted_by_member(conn)?
        .into_iter()
        .map(|(member, weight)| Some((numbers.get(&member).copied()?, weight)))
        .collect();
    let broken = || Error::internal("add up the open turns", "what was offered is not what members are debited");
    debited.filter(|debited| ledger.post_sums(&offered, debited)).ok_or_else(broken)?;
    Ok((numbers, ledger))
}

/// The groups that were offered what is not counted yet, and how much.
fn uncounted(conn: &mut Conn) -> Result<Vec<(RoaringBitmap, Parts)>> {
    let sums = store::uncounted_by_group(conn)?;
    let mut groups = store::groups(conn, sums.iter().map(|(hash, _)| hash.as_str()))?;
    let group = |(hash, parts): (String, Parts)| {
        let missing = || Error::internal("read a group", format!("{hash} is gone"));
        Ok((groups.remove(&hash).ok_or_else(missing)?, parts))
    };
    sums.into_iter().map(group).collect()
}

/// What a member's account holds with what is open, and what of it is settled and counted; `None` where they have none.
pub(super) fn balance_of(conn: &mut Conn, member: MemberId) -> Result<Option<Standing>> {
    let Some(row) = store::account(conn, member)? else { return Ok(None) };
    let shares = uncounted(conn)?.into_iter().filter(|(group, _)| group.contains(row.number()));
    let credited: i64 = shares.map(|(_, parts)| parts.share()).sum();
    let settled = row.held().balance;
    let balance = settled + credited - store::uncounted_of(conn, member)?;
    Ok(Some(Standing { number: row.number(), balance, settled }))
}

/// How one member's account stands.
pub(super) struct Standing {
    /// The account's number.
    pub(super) number: u32,
    /// What it holds, open offers included, in milli-offers.
    pub(super) balance: i64,
    /// Of that, what is settled and counted.
    pub(super) settled: i64,
}

/// The number of each member's account. The one account that is not a member's, the network's own, is left out.
pub(super) fn numbers(rows: &[AccountRow]) -> HashMap<MemberId, u32> {
    rows.iter().filter_map(|row| Some((row.account.parse().ok()?, row.number()))).collect()
}

/// Posts offers to a ledger, each group once.
pub(super) fn post_all(
    conn: &mut Conn,
    ledger: &mut Ledger,
    offers: &[OfferRow],
    numbers: &HashMap<MemberId, u32>,
) -> Result<()> {
    let by_group = store::by_group(offers, numbers)?;
    let groups = store::groups(conn, by_group.keys().copied())?;
    for (hash, offers) in by_group {
        let group = groups.get(hash).ok_or_else(|| Error::internal("read a group", format!("{hash} is gone")))?;
        ledger.post(group, &offers);
    }
    Ok(())
}

/// The sum of the kept balances, and of all balances as they stand: both are zero at every moment.
pub fn sums(conn: &mut Conn) -> Result<(i64, i64)> {
    let (_, ledger) = standing(conn)?;
    Ok((store::sum(conn)?, ledger.sum()))
}

/// Lets every month that is over pass, the oldest first, and counts what was settled since. Each month is one
/// transaction; whoever comes second to it, or comes again, finds it done.
pub fn keep_up(app: &App) -> Result<()> {
    let this_month = app.now().day().month();
    while let Some(month) = app.db.read(next_month)?.filter(|month| *month < this_month) {
        unless_done(app.db.write(|tx| if next_month(tx)? == Some(month) { pass(tx, month) } else { Ok(()) }))?;
    }
    let so_far = end_of(this_month);
    if app.db.read(|conn| store::to_count(conn, so_far))?.is_empty() {
        return Ok(());
    }
    unless_done(app.db.write(|tx| Books::open(tx)?.count(tx, so_far)))
}

/// Another instance may do the same at the same time; then its rows are there first, and that is as well.
fn unless_done(outcome: Result<()>) -> Result<()> {
    match outcome {
        Err(error) if error.is_taken() => Ok(()),
        outcome => outcome,
    }
}

/// The month that is to pass next: the one after the last, and at first the one in which a turn was settled first.
fn next_month(conn: &mut Conn) -> Result<Option<Month>> {
    match store::last_decay(conn)? {
        Some(last) => Ok(Some(last.next())),
        None => Ok(store::first_settled(conn)?.map(|first| first.day().month())),
    }
}

/// The first instant after a month.
fn end_of(month: Month) -> Instant {
    month.next().first_day().midnight()
}

/// A month passes: what was settled in it is counted, and then every balance shrinks by the factor of the policy that is
/// in force when it ends.
fn pass(tx: &mut Tx<'_>, month: Month) -> Result<()> {
    let end = end_of(month);
    let (version, policy) = policies::service::in_force(tx, end)?;
    let mut books = Books::open(tx)?;
    books.count(tx, end)?;
    books.decay(tx, month, version, policy.turn_keep)
}

/// The kept balances while they change.
struct Books {
    rows: Vec<AccountRow>,
    ledger: Ledger,
}

impl Books {
    fn open(conn: &mut Conn) -> Result<Self> {
        let rows = store::accounts(conn)?;
        let ledger = Ledger::of(rows.iter().map(|row| (row.number(), row.held())));
        Ok(Self { rows, ledger })
    }

    /// Counts what was settled before `before`.
    fn count(&mut self, tx: &mut Tx<'_>, before: Instant) -> Result<()> {
        let offers = store::to_count(tx, before)?;
        if offers.is_empty() {
            return Ok(());
        }
        post_all(tx, &mut self.ledger, &offers, &numbers(&self.rows))?;
        let counted: Vec<TurnEntryId> = offers.iter().map(|offer| offer.id).collect();
        let closing = Closing {
            position: store::next_position(tx)?,
            id: tx.id(),
            kind: "count".to_owned(),
            month: None,
            keep_permille: None,
            policy_version: None,
            offers: i32::try_from(counted.len()).expect("a count of rows in memory"),
            shrunk: None,
            posted_at: tx.now(),
        };
        self.close(tx, &closing, &counted)
    }

    /// Shrinks every balance at the end of a month.
    fn decay(&mut self, tx: &mut Tx<'_>, month: Month, policy_version: i32, keep: i32) -> Result<()> {
        let changes = self.ledger.shrink(i64::from(keep));
        let closing = Closing {
            position: store::next_position(tx)?,
            id: tx.id(),
            kind: "decay".to_owned(),
            month: Some(month),
            keep_permille: Some(keep),
            policy_version: Some(policy_version),
            offers: 0,
            shrunk: Some(ledger::pack(&changes)),
            posted_at: tx.now(),
        };
        self.close(tx, &closing, &[])
    }

    /// Writes what changed, and the row at which the database checks that all balances sum to zero.
    fn close(&mut self, tx: &mut Tx<'_>, closing: &Closing, counted: &[TurnEntryId]) -> Result<()> {
        let mut changed = Vec::new();
        for row in &mut self.rows {
            let now = self.ledger.account(row.number());
            if now != row.held() {
                row.hold(now);
                changed.push(row.clone());
            }
        }
        store::set_accounts(tx, &changed)?;
        store::insert_closing(tx, closing, counted)?;
        chain::append(tx, Chain::Turns, closing.id.as_str(), &closing.digest(counted))
    }
}
