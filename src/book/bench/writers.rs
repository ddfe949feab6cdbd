//! Postings a second with many writers at once: through the service, and the same rows as plain SQL.

use std::{collections::BTreeMap, sync::Barrier};

use diesel::{connection::SimpleConnection, prelude::*};

use super::{Plan, a_second, now, world::World};
use crate::{
    book::{
        Entry,
        kept::{balances, commissions, fees},
        rows::{PostingRow, SplitRow, Stored},
        service,
    },
    db::{Conn, Db, insert_all},
    error::Result,
    schema::{chain_pending, entries, postings, split_lines},
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
            |_, (entry, key)| {
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
            |writer, (stored, digest)| {
                db.read(|conn| plainly(conn, writer, stored, digest))?;
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
    work: impl Fn(usize, &T) -> Result<usize> + Sync,
) -> Result<u64> {
    let barrier = Barrier::new(writers + 1);
    let (done, time) = std::thread::scope(|scope| {
        let running: Vec<_> = (0..writers)
            .map(|writer| {
                let (barrier, prepare, work) = (&barrier, &prepare, &work);
                scope.spawn(move || {
                    let prepared = prepare(writer);
                    barrier.wait();
                    prepared?.iter().try_fold(0, |done, one| Ok(done + work(writer, one)?))
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

/// The rows of an entry and the kept sums, by the same statements, in one transaction that sees what others commit meanwhile;
/// nothing is checked, opened or asked for.
fn plainly(conn: &mut Conn, writer: usize, stored: &Stored, digest: &str) -> Result<()> {
    conn.batch_execute(match conn {
        Conn::Sqlite(_) => "BEGIN IMMEDIATE",
        Conn::Postgres(_) => "BEGIN",
    })?;
    let done = insert(conn, writer, stored, digest);
    conn.batch_execute(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
    done
}

fn insert(conn: &mut Conn, writer: usize, stored: &Stored, digest: &str) -> Result<()> {
    insert_all::<_, PostingRow>(conn, postings::table, &stored.postings)?;
    diesel::insert_into(entries::table).values(&stored.entry).execute(conn)?;
    insert_all::<_, SplitRow>(conn, split_lines::table, &stored.split)?;
    let pending = (
        chain_pending::chain.eq("book"),
        chain_pending::entry_id.eq(&stored.entry.id),
        chain_pending::digest.eq(digest),
    );
    diesel::insert_into(chain_pending::table).values(pending).execute(conn)?;
    let mut changes: BTreeMap<(&str, &str), i64> = BTreeMap::new();
    for posting in &stored.postings {
        *changes.entry((&posting.account, &posting.currency)).or_default() += posting.amount_minor;
    }
    balances::add(conn, writer as u64, &changes)?;
    commissions::add(conn, &stored.split)?;
    fees::add(conn, &stored.split)
}
