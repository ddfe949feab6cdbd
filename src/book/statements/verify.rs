//! Closing every month again, and comparing.

use std::collections::{BTreeMap, HashMap};

use muster_kernel::{Currency, Id, Instant};

use super::{
    close,
    merkle::{self, Node},
    model::Head,
    store::{self, Posted, StatementRow},
};
use crate::{
    db::{Conn, Db},
    error::Result,
};

/// How many faults are told.
const MOST_FAULTS: usize = 100;

/// What an account's statements have come to so far.
#[derive(Default)]
struct So {
    hash: Option<String>,
    closings: BTreeMap<Currency, i64>,
}

/// What is wrong with the statements, a sentence each; the first hundred. Numbers go on without a gap, every statement goes
/// on from the one before, its sums, its root and its hash follow from its lines, the root of a month from its statements,
/// and what was closed together with what was posted since is what is kept.
pub fn verify(db: &Db) -> Result<Vec<String>> {
    db.snapshot(|conn| {
        let mut faults = Vec::new();
        let mut accounts: HashMap<String, So> = HashMap::new();
        let (mut number, mut lines, mut month) = (0, 0, None);
        let mut periods = store::periods(conn, None, i64::from(i32::MAX))?;
        periods.reverse();
        for period in periods {
            if month.is_some_and(|before: muster_kernel::Month| before.next() != period.month) {
                faults.push(format!("The month before {} was not closed.", period.month));
            }
            month = Some(period.month);
            let heads = store::of_month(conn, period.month)?;
            if usize::try_from(period.statements).ok() != Some(heads.len()) {
                faults.push(format!("{} has {} statements, not {}.", period.month, heads.len(), period.statements));
            }
            if merkle::told(&close::month_root(&heads)) != period.root {
                faults.push(format!("The root of {} is not the one of its statements.", period.month));
            }
            for head in heads {
                number += 1;
                if head.number != number {
                    faults.push(format!("There is no statement {number}; {} is {}.", head.id, head.number));
                    number = head.number;
                }
                lines += i64::from(head.lines);
                faults.extend(again(conn, &head, accounts.entry(head.account.clone()).or_default())?);
            }
        }
        if store::count_lines(conn)? != lines {
            faults.push(format!("Statements hold {} lines, and say {lines}.", store::count_lines(conn)?));
        }
        faults.extend(since(conn, &accounts)?);
        faults.truncate(MOST_FAULTS);
        Ok(faults)
    })
}

/// What was closed, together with what no statement has yet, is what is kept.
fn since(conn: &mut Conn, accounts: &HashMap<String, So>) -> Result<Vec<String>> {
    let mut sums: BTreeMap<(String, Currency), i128> = BTreeMap::new();
    for (account, so) in accounts {
        for (currency, closing) in &so.closings {
            sums.insert((account.clone(), *currency), -i128::from(*closing));
        }
    }
    for posted in store::unstated(conn, Id::from_bits(0), Instant::from_micros(i64::MAX))? {
        *sums.entry((posted.account, posted.currency)).or_default() += i128::from(posted.amount_minor);
    }
    for (account, currency, kept) in store::owed(conn)? {
        *sums.entry((account, currency)).or_default() -= i128::from(kept);
    }
    let off = sums.into_iter().filter(|(_, sum)| *sum != 0);
    Ok(off
        .map(|((account, currency), sum)| format!("The statements of {account} are off by {sum} {currency}."))
        .collect())
}

/// Makes a statement again from its postings.
fn again(conn: &mut Conn, head: &StatementRow, so: &mut So) -> Result<Vec<String>> {
    let mut faults = Vec::new();
    let stated = store::lines(conn, head.id)?;
    let mut leaves: Vec<Node> = Vec::with_capacity(stated.len());
    let mut posted = Vec::with_capacity(stated.len());
    for line in &stated {
        let one = Posted {
            account: head.account.clone(),
            entry: line.entry,
            line: line.line,
            amount_minor: line.amount_minor,
            currency: line.currency,
            posted_at: line.posted_at,
        };
        leaves.push(close::leaf(head.number, line.position, &one, &line.salt).node());
        posted.push(one);
    }
    let sums = close::sums(&so.closings, &posted)?;
    let kept = store::with_totals(conn, vec![head.clone()])?;
    let kept: Vec<_> = kept.iter().flat_map(|(_, totals)| totals).map(store::TotalRow::told).collect();
    if kept != sums {
        faults.push(format!("The sums of statement {} do not follow from its lines.", head.number));
    }
    if merkle::told(&merkle::root(&leaves)) != head.root || usize::try_from(head.lines).ok() != Some(stated.len()) {
        faults.push(format!("The root of statement {} is not the one of its lines.", head.number));
    }
    let says = Head {
        number: head.number,
        month: head.month,
        account: &head.account,
        lines: head.lines,
        root: &head.root,
        totals: &kept,
        before: so.hash.as_deref(),
    };
    if says.hash() != head.hash {
        faults.push(format!("The hash of statement {} is not the one of what it says.", head.number));
    }
    so.hash = Some(head.hash.clone());
    so.closings = kept.iter().map(|total| (total.closing.currency(), total.closing.minor())).collect();
    Ok(faults)
}
