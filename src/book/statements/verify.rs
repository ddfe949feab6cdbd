//! Making every closed month again, on the way through the book, and comparing.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use muster_kernel::{Currency, Instant, Money, Month};

use super::{
    StatementId, close,
    merkle::{self, Node},
    model::{Head, Leaf, Moved, StatementTotal},
    store::{self, PeriodRow, StatedRow, StatementRow},
};
use crate::{
    book::rows::{PostingRow, Stored},
    db::Conn,
    error::{Error, Result},
};

/// How many faults are told.
const MOST_FAULTS: usize = 100;

/// What the statements of the network say.
pub(in crate::book) struct Said {
    periods: Vec<PeriodRow>,
    heads: Vec<StatementRow>,
    /// Where each statement is among the heads.
    places: HashMap<StatementId, usize>,
}

impl Said {
    /// Reads all of it but the lines.
    pub(in crate::book) fn read(conn: &mut Conn) -> Result<Self> {
        let mut periods = store::periods(conn, None, i64::from(i32::MAX))?;
        periods.reverse();
        let heads = store::heads(conn)?;
        let places = heads.iter().enumerate().map(|(place, head)| (head.id, place)).collect();
        Ok(Self { periods, heads, places })
    }
}

/// What the lines of one statement come to.
#[derive(Default)]
struct Lines {
    /// The hashes of the lines that were met, with their positions, as long as some are missing.
    waiting: Vec<(i32, Node)>,
    /// How many lines the whole statement has, and the root over them.
    whole: Option<(usize, Node)>,
    /// `None` where a sum has no room.
    moved: Option<BTreeMap<Currency, Moved>>,
    /// Whether one of them is a posting to another account.
    is_mixed_up: bool,
}

/// The lines of all statements, gathered while the book is gone through.
pub(in crate::book) struct Gathering<'a> {
    said: &'a Said,
    statements: HashMap<usize, Lines>,
    lines: i64,
    /// What was posted to accounts that have statements, and stands in none yet.
    unstated: BTreeMap<(String, Currency), i128>,
}

impl<'a> Gathering<'a> {
    /// Of the statements that say so.
    pub(in crate::book) fn of(said: &'a Said) -> Self {
        Self { said, statements: HashMap::new(), lines: 0, unstated: BTreeMap::new() }
    }

    /// Some entries in the order of their ids, and all that stands in statements from the first of them to the last.
    pub(in crate::book) fn page(&mut self, conn: &mut Conn, page: &[Stored]) -> Result<()> {
        let (Some(first), Some(last)) = (page.first(), page.last()) else { return Ok(()) };
        let stated = store::stated_between(conn, &first.entry.id, &last.entry.id)?;
        self.lines += i64::try_from(stated.len()).unwrap_or(i64::MAX);
        let mut stated = stated.into_iter().peekable();
        for stored in page {
            for posting in stored.postings.iter().filter(|posting| store::is_stated(&posting.account)) {
                let here = (posting.entry_id.as_str(), posting.line);
                while stated.next_if(|line| (line.entry_id.as_str(), line.line) < here).is_some() {}
                match stated.next_if(|line| (line.entry_id.as_str(), line.line) == here) {
                    Some(line) => self.line(stored.entry.posted_at, posting, line)?,
                    None => {
                        let key = (posting.account.clone(), currency(posting)?);
                        *self.unstated.entry(key).or_default() += i128::from(posting.amount_minor);
                    }
                }
            }
        }
        Ok(())
    }

    fn line(&mut self, posted_at: Instant, posting: &PostingRow, line: StatedRow) -> Result<()> {
        let Some(place) = self.said.places.get(&line.statement_id) else { return Ok(()) };
        let head = &self.said.heads[*place];
        let currency = currency(posting)?;
        let entry = posting.entry_id.parse().map_err(|cause| Error::internal("read a statement", cause))?;
        let leaf = Leaf {
            statement: head.number,
            position: line.position,
            entry,
            line: line.line,
            day: posted_at.day(),
            amount: Money::new(posting.amount_minor, currency).negated(),
            salt: line.salt,
        };
        let lines = self.statements.entry(*place).or_insert_with(|| Lines::expecting(head.lines));
        lines.waiting.push((line.position, leaf.node()));
        lines.is_mixed_up |= posting.account != head.account;
        lines.moved = lines.moved.take().and_then(|mut moved| {
            let sum = moved.entry(currency).or_default();
            *sum = sum.with(posting.amount_minor.checked_neg()?)?;
            Some(moved)
        });
        if lines.whole.is_none() && usize::try_from(head.lines).is_ok_and(|many| many == lines.waiting.len()) {
            lines.close();
        }
        Ok(())
    }

    /// With what was gathered in a later part of the book.
    pub(in crate::book) fn and(mut self, later: Self) -> Self {
        self.lines += later.lines;
        for (place, more) in later.statements {
            let lines = self.statements.entry(place).or_insert_with(|| Lines::expecting(0));
            lines.join(more);
        }
        for (key, sum) in later.unstated {
            *self.unstated.entry(key).or_default() += sum;
        }
        self
    }

    /// What is wrong with the statements, a sentence each; the first hundred. Numbers go on without a gap, every statement
    /// goes on from the one before, its sums, its root and its hash follow from its lines, the root of a month from its
    /// statements, and what was closed together with what was posted since is what is kept.
    pub(in crate::book) fn faults(mut self, conn: &mut Conn) -> Result<Vec<String>> {
        let mut faults = Vec::new();
        let mut accounts: HashMap<&str, So> = HashMap::new();
        let mut totals = store::all_totals(conn)?;
        let (mut number, mut lines, mut month): (i64, i64, Option<Month>) = (0, 0, None);
        let mut heads = self.said.heads.iter().enumerate().peekable();
        for period in &self.said.periods {
            if month.is_some_and(|before| before.next() != period.month) {
                faults.push(format!("The month before {} was not closed.", period.month));
            }
            month = Some(period.month);
            let mut of_month = Vec::new();
            while let Some((place, head)) = heads.next_if(|(_, head)| head.month <= period.month) {
                of_month.push(head.clone());
                number += 1;
                if head.number != number {
                    faults.push(format!("There is no statement {number}; {} is {}.", head.id, head.number));
                    number = head.number;
                }
                lines += i64::from(head.lines);
                let found = self.statements.remove(&place).unwrap_or_else(|| Lines::expecting(0));
                let kept = totals.remove(&head.id).unwrap_or_default();
                faults.extend(again(head, found, kept, accounts.entry(&head.account).or_default()));
            }
            if usize::try_from(period.statements).ok() != Some(of_month.len()) {
                let (month, many) = (period.month, of_month.len());
                faults.push(format!("{month} has {many} statements, not {}.", period.statements));
            }
            if merkle::told(&close::month_root(&of_month)) != period.root {
                faults.push(format!("The root of {} is not the one of its statements.", period.month));
            }
        }
        if self.lines != lines {
            faults.push(format!("Statements hold {} lines, and say {lines}.", self.lines));
        }
        faults.extend(since(conn, self.unstated, &accounts)?);
        faults.truncate(MOST_FAULTS);
        Ok(faults)
    }
}

impl Lines {
    fn expecting(lines: i32) -> Self {
        let waiting = Vec::with_capacity(usize::try_from(lines).unwrap_or_default());
        Self { waiting, moved: Some(BTreeMap::new()), ..Self::default() }
    }

    /// Takes the root over what is there; the lines are not needed any more.
    fn close(&mut self) {
        self.waiting.sort_by_key(|(position, _)| *position);
        let nodes: Vec<Node> = self.waiting.iter().map(|(_, node)| *node).collect();
        self.whole = Some((nodes.len(), merkle::root(&nodes)));
        self.waiting = Vec::new();
    }

    fn join(&mut self, more: Self) {
        self.waiting.extend(more.waiting);
        self.whole = self.whole.or(more.whole);
        self.is_mixed_up |= more.is_mixed_up;
        self.moved = self.moved.take().zip(more.moved).and_then(|(mut moved, more)| {
            for (currency, more) in more {
                let sum = moved.entry(currency).or_default();
                *sum = sum.and(more)?;
            }
            Some(moved)
        });
    }
}

fn currency(posting: &PostingRow) -> Result<Currency> {
    let wrong = |_| Error::internal("read a statement", format!("{} is no currency", posting.currency));
    posting.currency.parse().map_err(wrong)
}

/// What an account's statements have come to so far.
#[derive(Default)]
struct So {
    hash: Option<String>,
    closings: BTreeMap<Currency, i64>,
}

/// Makes a statement again from what its lines come to.
fn again(head: &StatementRow, mut lines: Lines, kept: Vec<StatementTotal>, so: &mut So) -> Vec<String> {
    let mut faults = Vec::new();
    let sums = lines.moved.take().and_then(|moved| close::sums(&so.closings, moved));
    if lines.is_mixed_up || sums.as_ref() != Some(&kept) {
        faults.push(format!("The sums of statement {} do not follow from its lines.", head.number));
    }
    if lines.whole.is_none() {
        lines.close();
    }
    let is_whole = lines.waiting.is_empty()
        && lines
            .whole
            .is_some_and(|(many, root)| usize::try_from(head.lines) == Ok(many) && merkle::told(&root) == head.root);
    if !is_whole {
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
    faults
}

/// What was closed, together with what no statement has yet, is what is kept.
fn since(
    conn: &mut Conn,
    unstated: BTreeMap<(String, Currency), i128>,
    accounts: &HashMap<&str, So>,
) -> Result<Vec<String>> {
    let mut sums = unstated;
    for (account, so) in accounts {
        for (currency, closing) in &so.closings {
            *sums.entry(((*account).to_owned(), *currency)).or_default() -= i128::from(*closing);
        }
    }
    for (account, currency, kept) in store::owed(conn)? {
        *sums.entry((account, currency)).or_default() -= i128::from(kept);
    }
    let off = sums.into_iter().filter(|(_, sum)| *sum != 0);
    Ok(off
        .map(|((account, currency), sum)| format!("The statements of {account} are off by {sum} {currency}."))
        .collect())
}
