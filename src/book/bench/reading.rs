//! What a space reads, beside what SQL takes to sum the same book up.

use diesel::{prelude::*, sql_types};

use super::{Read, timed, unmade, world::World};
use crate::{
    app::App,
    book::{Account, statements},
    db::{Conn, Db},
    error::Result,
    http::PageQuery,
    papers::PaperQuery,
    reports::{self, Dimension, service::ReportQuery},
    spaces,
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

/// Reads the last closed month of one space, or one member, after the other.
pub(super) fn measure(app: &App, world: &World) -> Result<Vec<Read>> {
    let (db, who) = (&app.db, world.operator);
    let month = app.now().day().month().previous();
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
    let beside = |what, times| {
        let peers = vec![
            ("SUM … GROUP BY account, of the book", of_book.clone()),
            ("SUM … GROUP BY category of work, of that space and month", of_month.clone()),
        ];
        Read { what, times, peers }
    };
    let balance = timed(TIMES, |number| spaces::service::balance(app, who, space(number)).map(drop))?;
    let report = timed(TIMES, |number| {
        let by = Dimension::Category;
        let query = ReportQuery { from: month, to: month, by, place: None, category: None, format: None };
        reports::service::report(app, who, space(number), &query).map(drop)
    })?;
    let overview = timed(TIMES, |number| reports::service::overview(app, who, space(number)).map(drop))?;
    // Which statements there are is not measured here: a list of them is a part of the overview.
    let newest = PageQuery { after: None, limit: Some(1) };
    let last = |account| {
        let found = db.read(|conn| statements::list(conn, account, &newest))?.items.pop();
        found.map(|statement| statement.id).ok_or_else(|| unmade("an account has no statement"))
    };
    let of_spaces: Vec<_> = world.spaces.iter().map(|space| last(Account::Space(*space))).collect::<Result<_>>()?;
    let of_space = timed(TIMES, |number| {
        let id = of_spaces[number % of_spaces.len()];
        reports::statement::read(app, who, space(number), id, &PaperQuery::default()).map(drop)
    })?;
    let members = &world.members[..TIMES];
    let of_members: Vec<_> = members.iter().map(|member| last(Account::Member(*member))).collect::<Result<_>>()?;
    let of_member = timed(TIMES, |number| {
        db.read(|conn| statements::of_member(conn, members[number], of_members[number])).map(drop)
    })?;
    Ok(vec![
        beside("balance of a space", balance),
        beside("monthly report of a space", report),
        beside("overview of a space", overview),
        beside("statement of a space", of_space),
        beside("statement of a member", of_member),
    ])
}

fn sum(db: &Db, query: String) -> Result<()> {
    db.read(|conn: &mut Conn| Ok(diesel::sql_query(&query).load::<Summed>(conn)?)).map(drop)
}
