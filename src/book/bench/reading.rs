//! What a space reads, beside what SQL takes to sum the same book up.

use diesel::{prelude::*, sql_types};

use super::{Read, timed, world::World};
use crate::{
    book::{Account, service, statements},
    db::{Conn, Db},
    error::Result,
};

/// How often each is read; the sums over the whole book, which take long, a few times.
const TIMES: usize = 300;
const FEW: usize = 5;

#[derive(QueryableByName)]
struct Summed {
    #[diesel(sql_type = sql_types::Text)]
    #[expect(dead_code, reason = "read, and not looked at")]
    key: String,
    #[diesel(sql_type = sql_types::BigInt)]
    #[expect(dead_code, reason = "read, and not looked at")]
    amount: i64,
}

/// Reads the last closed month of one space after the other.
pub(super) fn measure(db: &Db, world: &World) -> Result<Vec<Read>> {
    let month = db.mint().now().day().month().previous();
    let space = |number: usize| world.spaces[number % world.spaces.len()];
    let of_book = timed(FEW, |_| {
        sum(db, "SELECT account || currency AS key, CAST(SUM(amount_minor) AS BIGINT) AS amount FROM postings GROUP BY account, currency".to_owned())
    })?;
    let of_month = timed(FEW, |number| {
        let space = space(number);
        sum(
            db,
            format!(
                "SELECT s.category AS key, CAST(SUM(p.amount_minor) AS BIGINT) AS amount FROM postings p \
             JOIN entries e ON e.id = p.entry_id JOIN split_lines s ON s.entry_id = p.entry_id AND s.line = p.line \
             WHERE p.account = 'payable:space:{space}' AND e.posted_at >= {} AND e.posted_at < {} GROUP BY s.category",
                month.first_day().midnight().micros(),
                month.next().first_day().midnight().micros(),
            ),
        )
    })?;
    let peers = || {
        vec![
            ("SUM … GROUP BY account over the book", of_book.clone()),
            ("SUM … GROUP BY kind of work, of this month and space", of_month.clone()),
        ]
    };
    let balance = timed(TIMES, |number| db.read(|conn| service::holds(conn, Account::Space(space(number)))).map(drop))?;
    let report =
        timed(TIMES, |number| db.read(|conn| service::commission(conn, space(number), month, month)).map(drop))?;
    let statement = timed(TIMES, |number| {
        let account = Account::Space(space(number));
        db.read(|conn| statements::list(conn, account, &crate::http::PageQuery::default())).map(drop)
    })?;
    Ok(vec![
        Read { what: "balance of a space", times: balance, peers: peers() },
        Read { what: "monthly report of a space", times: report, peers: peers() },
        Read { what: "statements of a space", times: statement, peers: peers() },
    ])
}

fn sum(db: &Db, query: String) -> Result<()> {
    db.read(|conn: &mut Conn| Ok(diesel::sql_query(&query).load::<Summed>(conn)?)).map(drop)
}
