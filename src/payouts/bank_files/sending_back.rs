//! Money that nobody asked for goes back to the account that it came from.
//!
//! It enters the book in that moment: until then it was nobody's. From then on it is owed to whoever paid it, and the next
//! batch pays it as it pays refunds, to the account that the bank named. One that was claimed, by a funding or by the same
//! act before, stays where it is.

use std::collections::BTreeSet;

use muster_bank::{
    iban::Iban,
    matching::{Heard, Movement},
    statement::Account as BankAccount,
    text::Name,
};
use muster_kernel::Currency;
use serde_json::json;

use super::{
    credits,
    store::{self, CreditRow},
    views::BankCredit,
};
use crate::{
    app::App,
    audit,
    book::{self, Account, Entry},
    db::Tx,
    error::{Error, Result},
    http::{Answer, IdempotencyKey},
    identity::Admin,
    payouts::{
        CreditId,
        details_store::{self, DetailsRow},
    },
};

/// So many bookings of one day that are as much are looked through for who paid; hardly ever are there more than a few.
const MOST_TOLD: i64 = 500;

/// Sends money that nobody has claimed back to whoever paid it, with the next batch of payouts.
pub fn send_back(app: &App, who: Admin, id: CreditId, key: &IdempotencyKey) -> Result<Answer<BankCredit>> {
    app.db.write(|tx| {
        key.answer_once(tx, who.person, &id, |tx| {
            let credit = store::credit(tx, id)?;
            let memo = format!("Sent back to whoever paid it: {}", credit.amount());
            let entry = Entry::sent_back(id, memo, credit.amount())
                .map_err(|refusal| Error::internal("send money back", refusal))?;
            let entry = book::service::post(tx, &entry, &format!("sent-back:{id}"))?;
            store::claim(tx, id, &entry.to_string())?;
            check_currency(&credit)?;
            let details = details(tx, app, who, &credit)?;
            details_store::insert(tx, &details)?;
            let (before, after) = (json!({ "claimed_by": credit.claimed_by }), json!({ "claimed_by": entry }));
            audit::record_change(tx, who.into(), "credit.sent-back", id, &before, &after)?;
            BankCredit::of(tx, id)
        })
    })
}

/// Batches pay EUR alone.
fn check_currency(credit: &CreditRow) -> Result<()> {
    if credit.currency == Currency::EUR {
        return Ok(());
    }
    let sentence = format!(
        "{} came in, and only EUR is paid out from here; send it back at your bank, in the currency in which it came.",
        credit.amount()
    );
    Err(Error::conflict("currency-not-paid-out", sentence))
}

/// Where the money came from, as bank details of whoever paid it.
fn details(tx: &mut Tx<'_>, app: &App, who: Admin, credit: &CreditRow) -> Result<DetailsRow> {
    let told = store::told_like(tx, credit, MOST_TOLD)?;
    let told: Vec<&Movement> = told.iter().filter_map(|heard| movement(heard, credit)).collect();
    let accounts: BTreeSet<&Iban> = told.iter().filter_map(|movement| iban(movement)).collect();
    let mut accounts = accounts.into_iter();
    let account = match (accounts.next(), accounts.next()) {
        (Some(account), None) => account,
        (None, _) => return Err(unknown("the account of whoever paid it")),
        (Some(_), Some(_)) => {
            let sentence = "The files of the bank name more than one account from which this money may have come. Have your \
                            bank send it back, and close it with a note.";
            return Err(Error::conflict("payer-ambiguous", sentence));
        }
    };
    if app.bank.as_ref().is_some_and(|own| own.iban == *account) {
        let sentence =
            "This money came from the network's own account; what goes to and fro there is nobody's to get back.";
        return Err(Error::conflict("payer-is-network", sentence));
    }
    let mut named = credit.debtor.iter().chain(told.iter().filter_map(|movement| movement.debtor.name.as_ref()));
    let holder = named.find_map(|name| Name::shortened(name).ok());
    let holder = holder.ok_or_else(|| unknown("the name of whoever paid it"))?;
    Ok(DetailsRow {
        id: tx.id(),
        account: Account::Payer(credit.id).to_string(),
        holder: holder.to_string(),
        iban: account.as_str().to_owned(),
        bic: None,
        set_by: who.person,
        set_at: tx.now(),
    })
}

/// A booking of that money, as a file tells it.
fn movement<'h>(heard: &'h Heard, credit: &CreditRow) -> Option<&'h Movement> {
    match heard {
        Heard::Movement(movement) if credits::tells(movement, &credit.bank_reference) => Some(movement),
        _ => None,
    }
}

/// The account from which a booking came, where it is told by an IBAN.
fn iban(movement: &Movement) -> Option<&Iban> {
    match movement.debtor.account.as_ref()? {
        BankAccount::Iban(iban) => Some(iban),
        BankAccount::Other(_) => None,
    }
}

/// The files do not tell where the money goes back to.
fn unknown(what: &str) -> Error {
    let sentence = format!(
        "No file of the bank tells {what}. Hand in the bank's statement (camt.053) of that day with all details of the payer, \
         and send it back then; or have your bank send it back."
    );
    Error::conflict("payer-unknown", sentence)
}
