//! A long history, written as fast as the database takes it: the rows of entries in bulk, and what is kept with them summed
//! up once at the end. The recount that follows says whether it is a book.

use diesel::connection::SimpleConnection;
use muster_kernel::{Instant, Month};

use super::world::World;
use crate::{
    book::rows::{EntryRow, PostingRow, SplitRow, Stored},
    chain::{self, Chain},
    clock::Mint,
    db::{Conn, Db, insert_all},
    error::Result,
    schema::{entries, postings, split_lines},
};

/// How many months it spans, up to the one before this.
const MONTHS: usize = 12;
/// How many entries are written in one transaction.
const CHUNK: usize = 240;
/// How many in one statement: their postings are fewer than a batch.
const TOGETHER: usize = 80;

/// Writes entries until they have so many postings.
pub(super) fn fill(db: &Db, world: &World, wanted: usize, say: &impl Fn(&str)) -> Result<()> {
    let mut month = db.mint().now().day().month();
    (0..MONTHS).for_each(|_| month = month.previous());
    let mint = Mint::seeded(1, start_of(month));
    let a_month = wanted / MONTHS;
    // Far from the milestones of the writers.
    let mut number = 1_000_000_000;
    let mut done = 0;
    for nth in 1..=MONTHS {
        mint.set_now(start_of(month));
        while done < nth * a_month {
            let mut chunk: Vec<Stored> = Vec::with_capacity(CHUNK);
            while chunk.len() < CHUNK {
                for entry in world.milestone(number)? {
                    mint.set_now(mint.now().plus_seconds(1));
                    let key = format!("{}:{}", entry.movement(), entry.subject());
                    let stored = Stored::of(&entry, mint.id(), &key, mint.now());
                    done += stored.postings.len();
                    chunk.push(stored);
                }
                number += 1;
            }
            write(db, &chunk)?;
        }
        chain::seal(db, Chain::Book)?;
        say(&format!("  {month}: {done} postings"));
        month = month.next();
    }
    db.read(keep_sums)
}

fn start_of(month: Month) -> Instant {
    month.first_day().midnight()
}

fn write(db: &Db, chunk: &[Stored]) -> Result<()> {
    db.write(|tx| {
        // A statement holds entries whole.
        for some in chunk.chunks(TOGETHER) {
            let lines: Vec<PostingRow> = some.iter().flat_map(|stored| stored.postings.iter().cloned()).collect();
            insert_all::<_, PostingRow>(tx, postings::table, &lines)?;
            let heads: Vec<EntryRow> = some.iter().map(|stored| stored.entry.clone()).collect();
            insert_all::<_, EntryRow>(tx, entries::table, &heads)?;
            let parts: Vec<SplitRow> = some.iter().flat_map(|stored| stored.split.iter().cloned()).collect();
            insert_all::<_, SplitRow>(tx, split_lines::table, &parts)?;
        }
        chunk.iter().try_for_each(|stored| chain::append(tx, Chain::Book, &stored.entry.id, &stored.digest()))
    })
}

/// What is kept with each posting, summed up anew.
fn keep_sums(conn: &mut Conn) -> Result<()> {
    if matches!(conn, Conn::Postgres(_)) {
        conn.batch_execute("SET statement_timeout = 0")?;
    }
    conn.batch_execute(
        "DELETE FROM balances;
         INSERT INTO balances (account, currency, stripe, amount_minor)
         SELECT account, currency, 0, SUM(amount_minor) FROM postings GROUP BY account, currency;
         DELETE FROM commission_totals;
         INSERT INTO commission_totals (space_id, month, member_id, category, work_place, source, currency, amount_minor)
         SELECT space_id, month, member_id, category, COALESCE(work_place_id, ''), source, currency, SUM(amount_minor)
         FROM split_lines WHERE payee = 'space'
         GROUP BY space_id, month, member_id, category, work_place_id, source, currency;
         DELETE FROM fee_totals;
         INSERT INTO fee_totals (member_id, fee, space_id, year, currency, amount_minor)
         SELECT member_id, fee, CASE fee WHEN 'space' THEN space_id ELSE '' END, year, currency, SUM(amount_minor)
         FROM split_lines WHERE fee IN ('space', 'network', 'fund')
         GROUP BY member_id, fee, CASE fee WHEN 'space' THEN space_id ELSE '' END, year, currency;
         ANALYZE;",
    )?;
    if matches!(conn, Conn::Postgres(_)) {
        conn.batch_execute("SET statement_timeout = '30s'")?;
    }
    Ok(())
}
