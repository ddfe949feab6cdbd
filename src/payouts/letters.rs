//! What owners and admins are told. An account is told by its last four characters alone.

use std::collections::BTreeSet;

use muster_kernel::{Day, Money};

use super::{BankFileId, Owner, PayoutId, details_store::DetailsRow, model, store::PayoutRow};
use crate::{
    db::Tx,
    error::Result,
    identity::{self, ClientId, Hat, PersonId},
    jobs::{self, Job},
    letters::Letter,
    mail::Mail,
    members,
    notices::{
        Kind, Notice,
        service::{tell_all, tell_finance, tell_member, tell_space},
    },
    spaces,
};

/// Bank details were set. Whoever takes over an account would change them first, so this mail is no notice that somebody
/// could switch off, and all who act for the owner get it.
pub(super) fn details_set(tx: &mut Tx<'_>, owner: Owner, row: &DetailsRow) -> Result<()> {
    let people: Vec<PersonId> = match owner {
        Owner::Member(member) => vec![members::service::person_of(tx, member)?],
        Owner::Space(space) => {
            let run_by = spaces::service::operators_of(tx, &BTreeSet::from([space]))?;
            run_by.into_iter().collect()
        }
        Owner::Client(client) => identity::clients::finance_of(tx, client)?,
        Owner::Payer(_) => Vec::new(),
    };
    let letter = Letter::new("bank-details-set")
        .with("whose", whose(owner))
        .with("ends", model::last_four(&row.iban))
        .with("holder", &row.holder);
    for person in people {
        let to = identity::service::addressee(tx, person)?;
        jobs::soon(tx, &Job::Mail(Mail::of(&to, &letter)?))?;
    }
    Ok(())
}

/// The bank has booked a payout. For whoever paid what nobody asked for nobody acts here: the admin who hands in the bank's
/// file reads in it that their money has left.
pub(super) fn settled(tx: &mut Tx<'_>, owner: Owner, payout: &PayoutRow, ends: &str) -> Result<()> {
    if matches!(owner, Owner::Payer(_)) {
        return Ok(());
    }
    let letter = Letter::new("payout-settled")
        .with("amount", payout.amount())
        .with("ends", ends)
        .with("whose", whose(owner))
        .with("month", payout.month);
    send(tx, owner, Notice::new(Kind::Payout, "payout.settled", payout.id, letter))
}

/// To a client's finance: what goes back to them waits until they say where to.
pub(super) fn asked_where(tx: &mut Tx<'_>, client: ClientId, back: Money) -> Result<()> {
    let letter = Letter::new("refund-account-asked").with("amount", back);
    let notice = Notice::new(Kind::Payout, "refund.held", client, letter);
    tell_finance(tx, client, &notice.at(page_of(Owner::Client(client))))
}

/// Whether an account can be paid to once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Account {
    /// The next batch uses it again.
    Usable,
    /// It has to be set anew.
    Unusable,
}

/// A payout did not arrive: it was rejected, or came back.
pub(super) fn came_back(
    tx: &mut Tx<'_>,
    owner: Owner,
    payout: &PayoutRow,
    (ends, why, account): (&str, &str, Account),
) -> Result<()> {
    let (event, how) = match payout.state {
        model::State::Rejected => ("payout.rejected", "rejected"),
        _ => ("payout.returned", "returned"),
    };
    let account = match account {
        Account::Unusable => "unusable",
        Account::Usable => "usable",
    };
    let (kind, letter) = match owner {
        Owner::Payer(_) => (Kind::Desk, Letter::new("sent-back-came-back")),
        Owner::Member(_) | Owner::Space(_) | Owner::Client(_) => (Kind::Payout, Letter::new("payout-came-back")),
    };
    let letter = letter
        .with("how", how)
        .with("amount", payout.amount())
        .with("ends", ends)
        .with("why", why)
        .with("account", account);
    send(tx, owner, Notice::new(kind, event, payout.id, letter))
}

/// To admins: a file tells what cannot be.
pub(super) fn cannot_be(tx: &mut Tx<'_>, file: BankFileId, contradictions: &[String]) -> Result<()> {
    let Some(first) = contradictions.first() else { return Ok(()) };
    let letter = Letter::new("bank-contradicted").with("count", contradictions.len()).with("first", first);
    let notice = Notice::new(Kind::Desk, "bank-file.contradicted", file, letter);
    tell_all(tx, Hat::Admin, &notice.at(format!("/bank-files/{file}")))
}

/// To everybody who acts for the owner; to admins of what goes back to whoever paid what nobody asked for.
fn send(tx: &mut Tx<'_>, owner: Owner, notice: Notice) -> Result<()> {
    let notice = notice.at(page_of(owner));
    match owner {
        Owner::Member(member) => tell_member(tx, member, &notice),
        Owner::Space(space) => tell_space(tx, space, &notice),
        Owner::Client(client) => tell_finance(tx, client, &notice),
        Owner::Payer(_) => tell_all(tx, Hat::Admin, &notice),
    }
}

fn page_of(owner: Owner) -> String {
    match owner {
        Owner::Member(_) => "/member/payouts".to_owned(),
        Owner::Space(space) => format!("/spaces/{space}/payouts"),
        Owner::Client(_) => "/billing".to_owned(),
        Owner::Payer(_) => "/bank-credits".to_owned(),
    }
}

/// By what a letter chooses between somebody's own, that of the space that they run, and that of their organisation. None is
/// sent to a payer.
const fn whose(owner: Owner) -> &'static str {
    match owner {
        Owner::Member(_) | Owner::Payer(_) => "own",
        Owner::Space(_) => "space",
        Owner::Client(_) => "client",
    }
}

/// What an entry of the book says of a payout: in statements, so without a name and an account.
pub(super) fn memo_of_payout(id: PayoutId, amount: Money) -> String {
    format!("Paid out: {amount}, payout {id}")
}

/// What an entry says of a payout that was booked.
pub(super) fn memo_of_settlement(day: Day) -> String {
    format!("Booked by the bank on {day}")
}
