//! Postings a second with many writers at once: through the service, and the same rows as plain SQL.

use std::{collections::BTreeMap, sync::Barrier};

use diesel::{connection::SimpleConnection, prelude::*};

use super::{Plan, a_second, now, world::World};
use crate::{
    book::{
        Entry, Payee,
        kept::balances::stripe,
        service,
        store::{PostingRow, SplitRow, Stored},
    },
    db::{Conn, Db, Portable, insert_all},
    error::Result,
    schema::{balances, chain_pending, commission_totals, entries, fee_totals, postings, split_lines},
};

/// How often both are measured, one after the other.
const ROUNDS: usize = 3;

/// Postings a second of each round: through the service, and as plain SQL.
pub(super) fn measure(db: &Db, world: &World, plan: Plan) -> Result<Vec<(u64, u64)>> {
    let mut turn = 0;
    let mut next_turn = || {
        turn += 1;
        (turn - 1) * plan.writers * plan.entries
    };
    let mut rounds = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let first = next_turn();
        let through_the_service = together(
            plan.writers,
            |writer| entries_of(world, first + writer * plan.entries, plan.entries),
            |(entry, key)| {
                db.write(|tx| service::post(tx, entry, key))?;
                Ok(entry.lines().len())
            },
        )?;
        let first = next_turn();
        let stored = |(entry, key): (Entry, String)| {
            let stored = Stored::of(&entry, db.mint().id(), &key, db.mint().now());
            let digest = stored.digest();
            (stored, digest)
        };
        let as_plain_sql = together(
            plan.writers,
            |writer| {
                let all = entries_of(world, first + writer * plan.entries, plan.entries)?;
                Ok(all.into_iter().map(stored).collect())
            },
            |(stored, digest)| {
                db.read(|conn| plainly(conn, stored, digest))?;
                Ok(stored.postings.len())
            },
        )?;
        rounds.push((through_the_service, as_plain_sql));
    }
    Ok(rounds)
}

/// So many entries with their keys, of the milestones from `first` on.
fn entries_of(world: &World, first: usize, many: usize) -> Result<Vec<(Entry, String)>> {
    let mut all = Vec::with_capacity(many);
    for number in first..first + many.div_ceil(2) {
        all.extend(world.milestone(number)?.map(|entry| {
            let key = format!("{}:{}", entry.movement(), entry.subject());
            (entry, key)
        }));
    }
    Ok(all)
}

/// What writers do a second, all together, with what each of them prepared: they begin at the same moment.
fn together<T: Send>(
    writers: usize,
    prepare: impl Fn(usize) -> Result<Vec<T>> + Sync,
    work: impl Fn(&T) -> Result<usize> + Sync,
) -> Result<u64> {
    let barrier = Barrier::new(writers + 1);
    let (done, time) = std::thread::scope(|scope| {
        let running: Vec<_> = (0..writers)
            .map(|writer| {
                let (barrier, prepare, work) = (&barrier, &prepare, &work);
                scope.spawn(move || {
                    let prepared = prepare(writer);
                    barrier.wait();
                    prepared?.iter().try_fold(0, |done, one| Ok(done + work(one)?))
                })
            })
            .collect();
        barrier.wait();
        let started = now();
        let done: Result<usize> =
            running.into_iter().map(|writer| writer.join().expect("a writer does not panic")).sum();
        (done, started.elapsed())
    });
    Ok(a_second(done?, time))
}

/// The rows of an entry and the kept sums, in one transaction; nothing is checked, and nothing read.
fn plainly(conn: &mut Conn, stored: &Stored, digest: &str) -> Result<()> {
    conn.batch_execute(match conn {
        Conn::Sqlite(_) => "BEGIN IMMEDIATE",
        Conn::Postgres(_) => "BEGIN",
    })?;
    let done = insert(conn, stored, digest);
    conn.batch_execute(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    done
}

fn insert(conn: &mut Conn, stored: &Stored, digest: &str) -> Result<()> {
    insert_all::<_, PostingRow>(conn, postings::table, &stored.postings)?;
    diesel::insert_into(entries::table).values(&stored.entry).execute(conn)?;
    insert_all::<_, SplitRow>(conn, split_lines::table, &stored.split)?;
    let pending = (
        chain_pending::chain.eq("book"),
        chain_pending::entry_id.eq(&stored.entry.id),
        chain_pending::digest.eq(digest),
    );
    diesel::insert_into(chain_pending::table).values(pending).execute(conn)?;
    // In one order, or two writers would wait for each other.
    let mut changes: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for posting in &stored.postings {
        *changes.entry((&posting.account, &posting.currency)).or_default() += posting.amount_minor;
    }
    for ((account, currency), change) in changes {
        let stripe = stripe(account, &stored.entry.id);
        // What leaves an escrow was put in before; a new row of it would be overdrawn for a moment, which is refused.
        if change > 0 && account.starts_with("escrow:") {
            let kept = balances::table.find((account, currency, stripe));
            diesel::update(kept).set(balances::amount_minor.eq(balances::amount_minor + change)).execute(conn)?;
            continue;
        }
        let row = (
            balances::account.eq(account),
            balances::currency.eq(currency),
            balances::stripe.eq(stripe),
            balances::amount_minor.eq(change),
        );
        let upsert = diesel::insert_into(balances::table)
            .values(row)
            .on_conflict((balances::account, balances::currency, balances::stripe))
            .do_update()
            .set(balances::amount_minor.eq(balances::amount_minor + change));
        Portable(upsert).execute(conn)?;
    }
    for part in stored.split.iter().filter(|part| part.payee == Payee::Space.as_str()) {
        let upsert = diesel::insert_into(commission_totals::table)
            .values((
                commission_totals::space_id.eq(part.space_id.as_deref().unwrap_or_default()),
                commission_totals::month.eq(part.month),
                commission_totals::member_id.eq(&part.member_id),
                commission_totals::category.eq(&part.category),
                commission_totals::work_place.eq(""),
                commission_totals::source.eq(&part.source),
                commission_totals::currency.eq(&part.currency),
                commission_totals::amount_minor.eq(part.amount_minor),
            ))
            .on_conflict((
                commission_totals::space_id,
                commission_totals::month,
                commission_totals::member_id,
                commission_totals::category,
                commission_totals::work_place,
                commission_totals::source,
                commission_totals::currency,
            ))
            .do_update()
            .set(commission_totals::amount_minor.eq(commission_totals::amount_minor + part.amount_minor));
        Portable(upsert).execute(conn)?;
    }
    let is_fee = |part: &&SplitRow| part.payee != Payee::Member.as_str();
    for part in stored.split.iter().filter(is_fee) {
        let space = part.space_id.as_deref().filter(|_| part.payee == Payee::Space.as_str());
        let upsert = diesel::insert_into(fee_totals::table)
            .values((
                fee_totals::member_id.eq(&part.member_id),
                fee_totals::fee.eq(&part.fee),
                fee_totals::space_id.eq(space.unwrap_or_default()),
                fee_totals::year.eq(part.year),
                fee_totals::currency.eq(&part.currency),
                fee_totals::amount_minor.eq(part.amount_minor),
            ))
            .on_conflict((
                fee_totals::member_id,
                fee_totals::fee,
                fee_totals::space_id,
                fee_totals::year,
                fee_totals::currency,
            ))
            .do_update()
            .set(fee_totals::amount_minor.eq(fee_totals::amount_minor + part.amount_minor));
        Portable(upsert).execute(conn)?;
    }
    Ok(())
}
