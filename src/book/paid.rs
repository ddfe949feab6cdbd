//! What was paid out for something and is not taken back: what an invoice is about.

use muster_kernel::{Currency, Instant, Money};

use super::{Payee, rows::SplitRow, store};
use crate::{
    db::Conn,
    error::{Error, Result},
    identity::MemberId,
};

/// One payee's part of what was paid out for one member's work in one seat, less what was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftPart {
    /// The seat.
    pub seat: String,
    /// For whose work.
    pub member: MemberId,
    /// Who has it.
    pub payee: Payee,
    /// How much; never below zero.
    pub amount: Money,
}

/// What was paid out for a subject, less what was taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaidOut {
    /// By seat, member and payee, in the order in which they were paid first.
    pub parts: Vec<LeftPart>,
    /// When something was paid out last.
    pub last: Option<Instant>,
}

/// What was paid out for `subject` (a milestone) and is not taken back.
pub(super) fn paid_out(conn: &mut Conn, subject: &str) -> Result<PaidOut> {
    let mut releases = store::releases_of(conn, subject)?;
    releases.reverse();
    let mut paid = PaidOut { last: releases.last().map(|release| release.entry.posted_at), ..PaidOut::default() };
    for release in &releases {
        let taken = store::taken_back(conn, &release.entry.id)?;
        for row in &release.split {
            let part = part(row, row.amount_minor - taken.get(&row.line).copied().unwrap_or_default())?;
            let same = |other: &&mut LeftPart| {
                (&other.seat, other.member, other.payee) == (&part.seat, part.member, part.payee)
            };
            match paid.parts.iter_mut().find(same) {
                Some(there) => there.amount = there.amount.plus(part.amount).map_err(unreadable)?,
                None => paid.parts.push(part),
            }
        }
    }
    Ok(paid)
}

fn part(row: &SplitRow, left_minor: i64) -> Result<LeftPart> {
    let currency: Currency = row.currency.parse().map_err(unreadable)?;
    Ok(LeftPart {
        seat: row.seat.clone(),
        member: row.member_id.parse().map_err(unreadable)?,
        payee: row.payee.parse().map_err(unreadable)?,
        amount: Money::new(left_minor, currency),
    })
}

fn unreadable(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::internal("read what was paid out", cause)
}
