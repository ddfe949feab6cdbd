//! What owners and admins are told. An account is told by its last four characters alone.

use std::collections::BTreeSet;

use muster_kernel::{Day, Money};

use super::{BankFileId, Owner, PayoutId, details_store::DetailsRow, model, store::PayoutRow};
use crate::{
    db::Tx,
    error::Result,
    identity::{self, Hat, PersonId},
    jobs::{self, Job},
    mail::Mail,
    members,
    notices::{
        Kind, Notice,
        service::{tell_all, tell_member, tell_space},
    },
    spaces,
};

/// Bank details were set. Whoever takes over an account would change them first, so this mail is no notice that somebody
/// could switch off, and all who act for the owner get it.
pub(super) fn details_set(tx: &mut Tx<'_>, owner: Owner, row: &DetailsRow) -> Result<()> {
    let (people, whose): (Vec<PersonId>, &str) = match owner {
        Owner::Member(member) => (vec![members::service::person_of(tx, member)?], "Your"),
        Owner::Space(space) => {
            let run_by = spaces::service::operators_of(tx, &BTreeSet::from([space]))?;
            (run_by.into_iter().collect(), "Your space's")
        }
    };
    for person in people {
        let (to, name) = identity::service::reach(tx, person)?;
        let text = format!(
            "Hello {name},\n\n{} bank details were set: from the next payouts on money goes to the account ending in {}, \
             held by {}.\n\nIf this was not you, or not somebody who may do so, set them anew, change your password, and \
             write to the network at once.\n",
            whose.to_lowercase(),
            model::last_four(&row.iban),
            row.holder,
        );
        let mail = Mail { to, subject: format!("{whose} bank details were set"), text, link: None };
        jobs::soon(tx, &Job::Mail(mail))?;
    }
    Ok(())
}

/// The bank has booked a payout.
pub(super) fn settled(tx: &mut Tx<'_>, owner: Owner, payout: &PayoutRow, ends: &str) -> Result<()> {
    let amount = payout.amount();
    let text = format!(
        "the bank has booked {amount} for the account ending in {ends}. It stands in {} for {}.",
        statement_of(owner),
        payout.month,
    );
    let notice = Notice::new(Kind::Payout, "payout.settled", payout.id, format!("Paid out: {amount}"), text);
    send(tx, owner, &notice)
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
    let amount = payout.amount();
    let (event, happened) = match payout.state {
        model::State::Rejected => ("payout.rejected", "the bank did not take"),
        _ => ("payout.returned", "the bank gave back"),
    };
    let what_now = match account {
        Account::Unusable => {
            "Please set your bank details anew, also where they are right after all: until then nothing is paid to this \
             account."
        }
        Account::Usable => {
            "It goes out again with the next payouts; if your bank details are not right, set them anew."
        }
    };
    let text = format!(
        "{happened} {amount} for the account ending in {ends}. It says: {why}. You are owed it again, and nothing is lost. \
         {what_now}"
    );
    let notice = Notice::new(Kind::Payout, event, payout.id, format!("Came back: {amount}"), text);
    send(tx, owner, &notice)
}

/// To admins: a file tells what cannot be.
pub(super) fn cannot_be(tx: &mut Tx<'_>, file: BankFileId, contradictions: &[String]) -> Result<()> {
    let Some(first) = contradictions.first() else { return Ok(()) };
    let text = format!(
        "a file from the bank tells {} that cannot be. The first: {first}\n\nNothing was moved by it, and whoever it is \
         about is in no batch until an admin has decided on the payout.",
        if contradictions.len() == 1 { "something".to_owned() } else { format!("{} things", contradictions.len()) },
    );
    let subject = "The bank tells what cannot be".to_owned();
    let notice = Notice::new(Kind::Desk, "bank-file.contradicted", file, subject, text);
    tell_all(tx, Hat::Admin, &notice.at(format!("/bank-files/{file}")))
}

/// To everybody who acts for the owner.
fn send(tx: &mut Tx<'_>, owner: Owner, notice: &Notice) -> Result<()> {
    let notice = notice.clone().at(page_of(owner));
    match owner {
        Owner::Member(member) => tell_member(tx, member, &notice),
        Owner::Space(space) => tell_space(tx, space, &notice),
    }
}

fn page_of(owner: Owner) -> String {
    match owner {
        Owner::Member(_) => "/member/payouts".to_owned(),
        Owner::Space(space) => format!("/spaces/{space}/payouts"),
    }
}

const fn statement_of(owner: Owner) -> &'static str {
    match owner {
        Owner::Member(_) => "your statement",
        Owner::Space(_) => "your space's statement",
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
