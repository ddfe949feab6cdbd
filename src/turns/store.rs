//! The rows of the turn ledger.

use std::collections::{BTreeMap, HashMap};

use diesel::{dsl, prelude::*};
use muster_kernel::{Instant, Month};
use roaring::RoaringBitmap;
use serde::Serialize;

use super::{
    TurnEntryId,
    ledger::Account,
    model::{Parts, State},
};
use crate::{
    briefs::BriefId,
    changes,
    db::{Conn, Portable, Tx, insert_all, total},
    error::{Error, Result},
    formation::RunId,
    hash,
    identity::MemberId,
    invitations::InvitationId,
    schema::{turn_balances, turn_closings, turn_groups, turn_offers},
};

/// How many keys one `IN` asks for.
const ASKED: usize = 500;

/// An offer as the database holds it.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = turn_offers, treat_none_as_default_value = false)]
pub(super) struct OfferRow {
    pub(super) id: TurnEntryId,
    pub(super) invitation_id: InvitationId,
    pub(super) brief_id: BriefId,
    pub(super) run_id: RunId,
    pub(super) seat: String,
    pub(super) member_id: MemberId,
    pub(super) group_hash: String,
    pub(super) heads: i32,
    pub(super) weight_milli: i64,
    pub(super) share_milli: i64,
    pub(super) network_milli: i64,
    pub(super) state: State,
    pub(super) posted_at: Instant,
    pub(super) ended_at: Option<Instant>,
    pub(super) counted_in: Option<i64>,
}

impl OfferRow {
    /// The hash of what never changes of it.
    pub(super) fn digest(&self) -> String {
        hash::of_json(&(
            (self.id, self.invitation_id, self.brief_id, self.run_id, &self.seat, self.member_id),
            (&self.group_hash, self.heads, self.weight_milli, self.share_milli, self.network_milli, self.posted_at),
        ))
    }

    /// How it is divided; a fault where the parts were tampered with and do not add up.
    pub(super) fn parts(&self) -> Result<Parts> {
        let parts = Parts::kept(self.weight_milli, self.share_milli, self.network_milli, unsigned(self.heads));
        parts.ok_or_else(|| Error::internal(format!("read the turn {}", self.id), "its parts do not add up"))
    }

    /// The name and the hash of its end, once it has ended: a link of its own in the chain.
    pub(super) fn end(&self) -> Option<(String, String)> {
        let at = self.ended_at?;
        Some((format!("{}/{}", self.id, self.state), hash::of_json(&(self.id, self.state, at))))
    }
}

/// A change of the kept balances as the database holds it.
#[derive(Clone, Debug, Serialize, Insertable, Queryable, Selectable)]
#[diesel(table_name = turn_closings)]
pub(super) struct Closing {
    pub(super) position: i64,
    pub(super) id: TurnEntryId,
    pub(super) kind: String,
    pub(super) month: Option<Month>,
    pub(super) keep_permille: Option<i32>,
    pub(super) policy_version: Option<i32>,
    pub(super) offers: i32,
    pub(super) shrunk: Option<Vec<u8>>,
    pub(super) posted_at: Instant,
}

impl Closing {
    /// The hash of all of it, and of which offers were counted in it.
    pub(super) fn digest(&self, counted: &[TurnEntryId]) -> String {
        hash::of_json(&(self, counted))
    }
}

/// Who was eligible for a seat.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = turn_groups)]
pub(super) struct Group {
    pub(super) hash: String,
    #[diesel(column_name = members)]
    packed: Vec<u8>,
    pub(super) heads: i32,
}

impl Group {
    /// The numbers of its members.
    pub(super) fn members(&self) -> Result<RoaringBitmap> {
        RoaringBitmap::deserialize_from(self.packed.as_slice())
            .map_err(|cause| Error::internal(format!("read the group {}", self.hash), cause))
    }
}

/// What was offered to a group, added up; a sum of no rows is none.
#[derive(Queryable)]
struct Offered {
    group_hash: String,
    heads: i32,
    weight: Option<i64>,
    share: Option<i64>,
    network: Option<i64>,
}

impl Offered {
    /// The group's hash and the parts; a fault where the parts were tampered with and do not add up.
    fn parts(self) -> Result<(String, Parts)> {
        let [weight, share, network] = [self.weight, self.share, self.network].map(Option::unwrap_or_default);
        let context = || format!("add up what was offered to {}", self.group_hash);
        let parts = Parts::kept(weight, share, network, unsigned(self.heads))
            .ok_or_else(|| Error::internal(context(), "the parts do not add up"))?;
        Ok((self.group_hash, parts))
    }
}

#[derive(Insertable)]
#[diesel(table_name = turn_balances, treat_none_as_default_value = false)]
struct NewAccount {
    account: String,
    milli_offers: i64,
    entitled_milli: i64,
    received_milli: i64,
}

/// An account as the database holds it.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = turn_balances, treat_none_as_default_value = false)]
pub(super) struct AccountRow {
    number: i32,
    pub(super) account: String,
    milli_offers: i64,
    entitled_milli: i64,
    received_milli: i64,
}

impl AccountRow {
    pub(super) fn number(&self) -> u32 {
        unsigned(self.number)
    }

    pub(super) fn held(&self) -> Account {
        Account { balance: self.milli_offers, entitled: self.entitled_milli, received: self.received_milli }
    }

    /// Puts something else into it.
    pub(super) fn hold(&mut self, held: Account) {
        let Account { balance, entitled, received } = held;
        (self.milli_offers, self.entitled_milli, self.received_milli) = (balance, entitled, received);
    }
}

/// A count or a number, of which the database keeps none below zero.
pub(super) fn unsigned(number: i32) -> u32 {
    number.unsigned_abs()
}

/// Every account, by number.
pub(super) fn accounts(conn: &mut Conn) -> Result<Vec<AccountRow>> {
    Ok(turn_balances::table.order(turn_balances::number).select(AccountRow::as_select()).load(conn)?)
}

/// A member's account, if they have one.
pub(super) fn account(conn: &mut Conn, member: MemberId) -> Result<Option<AccountRow>> {
    let own = turn_balances::table.filter(turn_balances::account.eq(member.to_string()));
    Ok(own.select(AccountRow::as_select()).first(conn).optional()?)
}

/// The numbers of those members' accounts; an account is opened for whoever has none.
pub(super) fn numbers(tx: &mut Tx<'_>, members: &[MemberId]) -> Result<RoaringBitmap> {
    let mut found = find_numbers(tx, members)?;
    if found.len() < members.len() {
        let new = members.iter().filter(|member| !found.contains_key(member.as_str()));
        let new: Vec<NewAccount> = new
            .map(|member| NewAccount {
                account: member.to_string(),
                milli_offers: 0,
                entitled_milli: 0,
                received_milli: 0,
            })
            .collect();
        insert_all::<_, NewAccount>(tx, turn_balances::table, &new)?;
        found = find_numbers(tx, members)?;
    }
    Ok(found.into_values().collect())
}

fn find_numbers(conn: &mut Conn, members: &[MemberId]) -> Result<HashMap<String, u32>> {
    let mut found = HashMap::with_capacity(members.len());
    for some in members.chunks(ASKED) {
        let rows: Vec<(String, i32)> = turn_balances::table
            .filter(turn_balances::account.eq_any(some.iter().map(|member| member.as_str())))
            .select((turn_balances::account, turn_balances::number))
            .load(conn)?;
        found.extend(rows.into_iter().map(|(account, number)| (account, unsigned(number))));
    }
    Ok(found)
}

/// The group of a seat that was offered before: its hash, and how many were eligible when it was offered first.
pub(super) fn group_of_seat(conn: &mut Conn, brief: BriefId, seat: &str) -> Result<Option<(String, i32)>> {
    let same = turn_offers::table.filter(turn_offers::brief_id.eq(brief)).filter(turn_offers::seat.eq(seat));
    let first = same.order(turn_offers::id).select((turn_offers::group_hash, turn_offers::heads));
    Ok(first.first(conn).optional()?)
}

/// Each seat that was offered on those runs of `briefs`, by which they are found, once for each run.
pub(super) fn seats_offered(conn: &mut Conn, briefs: &[BriefId], runs: &[RunId]) -> Result<Vec<(RunId, String)>> {
    let of_briefs = turn_offers::table.filter(turn_offers::brief_id.eq_any(briefs));
    let offered = of_briefs.filter(turn_offers::run_id.eq_any(runs));
    let seats = offered.select((turn_offers::run_id, turn_offers::seat)).distinct();
    Ok(seats.order((turn_offers::run_id, turn_offers::seat)).load(conn)?)
}

pub(super) fn has_group(conn: &mut Conn, hash: &str) -> Result<bool> {
    Ok(diesel::select(dsl::exists(turn_groups::table.find(hash))).get_result(conn)?)
}

pub(super) fn insert_group(tx: &mut Tx<'_>, hash: &str, heads: i32, members: &RoaringBitmap) -> Result<()> {
    let mut packed = Vec::with_capacity(members.serialized_size());
    members.serialize_into(&mut packed).expect("memory takes what is written to it");
    let row = (turn_groups::hash.eq(hash), turn_groups::heads.eq(heads), turn_groups::members.eq(packed));
    Portable(diesel::insert_into(turn_groups::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

/// Those groups, by hash.
pub(super) fn groups<'a>(
    conn: &mut Conn,
    hashes: impl IntoIterator<Item = &'a str>,
) -> Result<HashMap<String, RoaringBitmap>> {
    let mut hashes: Vec<&str> = hashes.into_iter().collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut found = HashMap::with_capacity(hashes.len());
    for some in hashes.chunks(ASKED) {
        let rows: Vec<Group> =
            turn_groups::table.filter(turn_groups::hash.eq_any(some)).select(Group::as_select()).load(conn)?;
        for group in rows {
            let members = group.members()?;
            found.insert(group.hash, members);
        }
    }
    Ok(found)
}

/// The groups after the one with that hash, in the order of their hashes.
pub(super) fn groups_after(conn: &mut Conn, hash: &str, limit: i64) -> Result<Vec<Group>> {
    let later = turn_groups::table.filter(turn_groups::hash.gt(hash)).order(turn_groups::hash).limit(limit);
    Ok(later.select(Group::as_select()).load(conn)?)
}

pub(super) fn insert_offer(tx: &mut Tx<'_>, offer: &OfferRow) -> Result<()> {
    diesel::insert_into(turn_offers::table).values(offer).execute(&mut **tx)?;
    changes::turns(tx)
}

/// The open offer of an invitation, if it has one.
pub(super) fn open_offer(conn: &mut Conn, invitation: InvitationId) -> Result<Option<OfferRow>> {
    let open =
        turn_offers::table.filter(turn_offers::invitation_id.eq(invitation)).filter(turn_offers::state.eq(State::Open));
    Ok(open.select(OfferRow::as_select()).first(conn).optional()?)
}

/// The open offers of a brief, the oldest first.
pub(super) fn open_offers(conn: &mut Conn, brief: BriefId) -> Result<Vec<OfferRow>> {
    let open = turn_offers::table.filter(turn_offers::brief_id.eq(brief)).filter(turn_offers::state.eq(State::Open));
    Ok(open.order(turn_offers::id).select(OfferRow::as_select()).load(conn)?)
}

/// Ends open offers, all of them or, where one has ended meanwhile, none; answers them as they then stand.
pub(super) fn end_offers(tx: &mut Tx<'_>, mut offers: Vec<OfferRow>, state: State) -> Result<Vec<OfferRow>> {
    if offers.is_empty() {
        return Ok(offers);
    }
    let now = tx.now();
    for some in offers.chunks_mut(ASKED) {
        let ids = some.iter().map(|offer| offer.id);
        let open = turn_offers::table.filter(turn_offers::id.eq_any(ids)).filter(turn_offers::state.eq(State::Open));
        let ended = diesel::update(open)
            .set((turn_offers::state.eq(state), turn_offers::ended_at.eq(now)))
            .execute(&mut **tx)?;
        if ended != some.len() {
            return Err(Error::conflict("turn-ended", "The offer of this seat has ended meanwhile. Read it again."));
        }
        some.iter_mut().for_each(|offer| (offer.state, offer.ended_at) = (state, Some(now)));
    }
    changes::turns(tx)?;
    Ok(offers)
}

/// What stands and is not in the kept balances yet.
#[diesel::dsl::auto_type(no_type_alias)]
fn uncounted() -> _ {
    let stands: dsl::NotEq<turn_offers::state, State> = turn_offers::state.ne(State::Reversed);
    stands.and(turn_offers::counted_in.is_null())
}

/// What was offered to each group and is not in the kept balances yet, added up: the group's hash, and the parts. There may
/// be thousands of such offers, and few groups.
pub(super) fn uncounted_by_group(conn: &mut Conn) -> Result<Vec<(String, Parts)>> {
    let sums: Vec<Offered> = turn_offers::table
        .filter(uncounted())
        .group_by((turn_offers::group_hash, turn_offers::heads))
        .select((
            turn_offers::group_hash,
            turn_offers::heads,
            total(turn_offers::weight_milli),
            total(turn_offers::share_milli),
            total(turn_offers::network_milli),
        ))
        .load(conn)?;
    sums.into_iter().map(Offered::parts).collect()
}

/// What each member is debited that is not in the kept balances yet.
pub(super) fn uncounted_by_member(conn: &mut Conn) -> Result<Vec<(MemberId, i64)>> {
    let sums: Vec<(MemberId, Option<i64>)> = turn_offers::table
        .filter(uncounted())
        .group_by(turn_offers::member_id)
        .select((turn_offers::member_id, total(turn_offers::weight_milli)))
        .load(conn)?;
    Ok(sums.into_iter().map(|(member, weight)| (member, weight.unwrap_or_default())).collect())
}

/// What one member is debited that is not in the kept balances yet.
pub(super) fn uncounted_of(conn: &mut Conn, member: MemberId) -> Result<i64> {
    let own = turn_offers::table.filter(uncounted().and(turn_offers::member_id.eq(member)));
    let sum: Option<i64> = own.select(total(turn_offers::weight_milli)).first(conn)?;
    Ok(sum.unwrap_or_default())
}

/// The settled offers that were not counted yet and ended before `before`, the oldest first.
pub(super) fn to_count(conn: &mut Conn, before: Instant) -> Result<Vec<OfferRow>> {
    let settled = turn_offers::state.eq(State::Settled).and(turn_offers::counted_in.is_null());
    Ok(turn_offers::table
        .filter(settled.and(turn_offers::ended_at.lt(before)))
        .order(turn_offers::id)
        .select(OfferRow::as_select())
        .load(conn)?)
}

/// When the first offer was settled, if any was.
pub(super) fn first_settled(conn: &mut Conn) -> Result<Option<Instant>> {
    let settled = turn_offers::table.filter(turn_offers::state.eq(State::Settled));
    let first: Option<Option<Instant>> =
        settled.order(turn_offers::ended_at).select(turn_offers::ended_at).first(conn).optional()?;
    Ok(first.flatten())
}

/// The last month whose decay was posted.
pub(super) fn last_decay(conn: &mut Conn) -> Result<Option<Month>> {
    let decays = turn_closings::table.filter(turn_closings::month.is_not_null());
    let last: Option<Option<Month>> =
        decays.order(turn_closings::month.desc()).select(turn_closings::month).first(conn).optional()?;
    Ok(last.flatten())
}

/// The position of the next closing.
pub(super) fn next_position(conn: &mut Conn) -> Result<i64> {
    let last = turn_closings::table.order(turn_closings::position.desc()).select(turn_closings::position);
    Ok(last.first::<i64>(conn).optional()?.unwrap_or_default() + 1)
}

/// Writes what changed into the kept balances.
pub(super) fn set_accounts(tx: &mut Tx<'_>, rows: &[AccountRow]) -> Result<()> {
    for some in rows.chunks(ASKED) {
        let numbers = some.iter().map(|row| row.number);
        diesel::delete(turn_balances::table.filter(turn_balances::number.eq_any(numbers))).execute(&mut **tx)?;
    }
    insert_all::<_, AccountRow>(tx, turn_balances::table, rows)?;
    Ok(())
}

pub(super) fn insert_closing(tx: &mut Tx<'_>, closing: &Closing, counted: &[TurnEntryId]) -> Result<()> {
    diesel::insert_into(turn_closings::table).values(closing).execute(&mut **tx)?;
    for some in counted.chunks(ASKED) {
        diesel::update(turn_offers::table.filter(turn_offers::id.eq_any(some)))
            .set(turn_offers::counted_in.eq(closing.position))
            .execute(&mut **tx)?;
    }
    changes::turns(tx)
}

/// The closings from `position` on, in order.
pub(super) fn closings_from(conn: &mut Conn, position: i64, limit: i64) -> Result<Vec<Closing>> {
    let later = turn_closings::table.filter(turn_closings::position.ge(position)).order(turn_closings::position);
    Ok(later.limit(limit).select(Closing::as_select()).load(conn)?)
}

/// The offers that were counted in the closing at `position`, the oldest first.
pub(super) fn counted_in(conn: &mut Conn, position: i64) -> Result<Vec<OfferRow>> {
    let counted = turn_offers::table.filter(turn_offers::counted_in.eq(position)).order(turn_offers::id);
    Ok(counted.select(OfferRow::as_select()).load(conn)?)
}

/// The decays before an entry, the newest first.
pub(super) fn decays_before(conn: &mut Conn, before: Option<TurnEntryId>, limit: i64) -> Result<Vec<Closing>> {
    let mut query = turn_closings::table.filter(turn_closings::month.is_not_null()).into_boxed();
    if let Some(before) = before {
        query = query.filter(turn_closings::id.lt(before));
    }
    Ok(query.order(turn_closings::id.desc()).limit(limit).select(Closing::as_select()).load(conn)?)
}

/// The offers before an entry that a member may know of, were they eligible: their own, and those that others took. The
/// newest first.
pub(super) fn offers_before(
    conn: &mut Conn,
    member: MemberId,
    before: Option<TurnEntryId>,
    limit: i64,
) -> Result<Vec<OfferRow>> {
    let known = turn_offers::member_id.eq(member).or(turn_offers::state.eq(State::Settled));
    let mut query = turn_offers::table.filter(known).into_boxed();
    if let Some(before) = before {
        query = query.filter(turn_offers::id.lt(before));
    }
    Ok(query.order(turn_offers::id.desc()).limit(limit).select(OfferRow::as_select()).load(conn)?)
}

/// The offers after one, the oldest first.
pub(super) fn offers_after(conn: &mut Conn, after: Option<TurnEntryId>, limit: i64) -> Result<Vec<OfferRow>> {
    let mut query = turn_offers::table.into_boxed();
    if let Some(after) = after {
        query = query.filter(turn_offers::id.gt(after));
    }
    Ok(query.order(turn_offers::id).limit(limit).select(OfferRow::as_select()).load(conn)?)
}

/// The sum of the kept balances, as the database counts it.
pub(super) fn sum(conn: &mut Conn) -> Result<i64> {
    let sum: Option<i64> = turn_balances::table.select(total(turn_balances::milli_offers)).first(conn)?;
    Ok(sum.unwrap_or_default())
}

/// Offers by the group that was eligible, each with the number of the invited member's account.
pub(super) fn by_group<'a>(
    offers: &'a [OfferRow],
    numbers: &HashMap<MemberId, u32>,
) -> Result<BTreeMap<&'a str, Vec<(u32, Parts)>>> {
    let mut groups: BTreeMap<&str, Vec<(u32, Parts)>> = BTreeMap::new();
    for offer in offers {
        let missing = || Error::internal(format!("read the turn {}", offer.id), "its member has no account");
        let to = numbers.get(&offer.member_id).copied().ok_or_else(missing)?;
        groups.entry(&offer.group_hash).or_default().push((to, offer.parts()?));
    }
    Ok(groups)
}
