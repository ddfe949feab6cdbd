//! Money that reaches its owners: bank details that are made up, a batch, and what the bank says of it.

use muster_bank::iban::{Iban, IbanError};
use muster_kernel::{Currency, Day, Money};

use super::{email_of, founding::Founded, scenes::later};
use crate::{
    app::App,
    book::{self, Account},
    config::BankAccount,
    error::{Error, Result},
    http::{IdempotencyKey, PageQuery},
    identity::{self, Admin, Hat, Member, Operator},
    payouts::{
        bank_files::service as bank_files,
        batches::{self, NewBatch},
        details::{self, NewBankDetails},
        views::{self, BatchPayout},
    },
    spaces,
};

/// So many members have bank details; all others wait for theirs.
const WITH_DETAILS: usize = 12;
/// Who is owed less waits, in cents.
const SMALLEST: i64 = 1_000;

/// An account of an Austrian bank that does not exist, each time another one.
fn account(number: u128) -> Iban {
    let account = 9_999_900_000_000_000 + number;
    // AT is 1029 by ISO 13616, and the check digits themselves count as nothing.
    let check = 98 - (account * 1_000_000 + 102_900) % 97;
    let read: std::result::Result<Iban, IbanError> = format!("AT{check:02}{account}").parse();
    read.expect("the check digits were made to fit")
}

/// The account of a demo network that was given none.
pub(super) fn of_network() -> BankAccount {
    BankAccount { iban: account(1), bic: None }
}

/// Some members, Otto's space and the clients say where they want to be paid; a batch pays them; one payout comes back. With
/// the news of it comes money that names nothing.
pub(super) fn pay_out(app: &App, network: &Founded) -> Result<()> {
    let [admin, operator] = [Hat::Admin, Hat::Operator]
        .map(|hat| app.db.read(|conn| identity::service::person_by_email(conn, email_of(hat))));
    let (admin, operator) = (Admin { person: admin? }, Operator { person: operator? });
    say_where(app, network, operator)?;
    let new = NewBatch { currency: Currency::EUR, on: app.now().day(), smallest: SMALLEST };
    let batch = match batches::make(app, admin, &new, &IdempotencyKey::none()) {
        Ok(batch) => batch,
        // A small network may owe nothing to any of them.
        Err(Error::Conflict { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    later(app)?;
    let all = PageQuery { after: None, limit: Some(100) };
    let payouts = app.db.read(|conn| views::of_batch(conn, batch, &all))?.items;
    let day = app.now().day();
    let mut out: Vec<String> = payouts.iter().map(|payout| entry(payout, day, None)).collect();
    if let Some(client) = network.clients.last() {
        out.push(without_reference(&app.db.read(|conn| identity::clients::name(conn, client.client))?, day));
    }
    bank_files::receive(app, admin, notification(app, "demo-1", &out)?.as_bytes())?;
    later(app)?;
    let mia = network.mia().member.to_string();
    if let Some(last) = payouts.iter().rfind(|one| one.payee.starts_with("member") && one.payee != mia) {
        let back = [entry(last, day, Some("AC04"))];
        bank_files::receive(app, admin, notification(app, "demo-2", &back)?.as_bytes())?;
    }
    later(app)
}

fn say_where(app: &App, network: &Founded, operator: Operator) -> Result<()> {
    let owed = app.db.read(|conn| book::service::owed(conn, Currency::EUR))?;
    let members = owed.into_iter().filter_map(|(account, amount)| match account {
        Account::Member(member) if amount.minor() >= SMALLEST => network.members.get(&member).copied(),
        _ => None,
    });
    let mut paid: Vec<Member> = members.take(WITH_DETAILS).collect();
    // Mia says where, whether she is owed anything or not.
    if paid.iter().all(|member| member.member != network.mia().member) {
        paid.push(network.mia());
    }
    for (number, member) in (100..).zip(paid) {
        let (holder, _) = app.db.read(|conn| identity::service::reader(conn, member.person))?;
        details::set_of_member(app, member, &of(holder, number))?;
    }
    for (number, client) in (50..).zip(network.clients.iter().copied()) {
        let holder = app.db.read(|conn| identity::clients::name(conn, client.client))?;
        details::set_of_client(app, client, &of(holder, number))?;
    }
    for (number, space) in (2..).zip(spaces::service::list_run_by(app, operator, &PageQuery::default())?.items) {
        details::set_of_space(app, operator, space.id, &of(space.name, number))?;
    }
    Ok(())
}

fn of(holder: String, number: u128) -> NewBankDetails {
    NewBankDetails { holder, iban: account(number).to_string(), bic: None }
}

/// A notification of the bank (camt.054).
fn notification(app: &App, name: &str, entries: &[String]) -> Result<String> {
    let ours = app.bank.as_ref().ok_or_else(|| Error::internal("play the bank", "the network has no account"))?;
    Ok(format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.08\"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>{name}</MsgId>\
         </GrpHdr><Ntfctn><Id>{name}</Id><Acct><Id><IBAN>{}</IBAN></Id></Acct>{}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>\n",
        ours.iban.as_str(),
        entries.concat(),
    ))
}

/// A payout that left the account, or one that came back.
fn entry(payout: &BatchPayout, day: Day, reason: Option<&str>) -> String {
    let (way, why) = match reason {
        Some(code) => ("CRDT", format!("<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf>")),
        None => ("DBIT", String::new()),
    };
    let (id, amount) = (&payout.end_to_end, decimal(payout.payout.amount));
    format!(
        "<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd><Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt>\
         <AcctSvcrRef>{way}-{id}</AcctSvcrRef><NtryDtls><TxDtls><Refs><EndToEndId>{id}</EndToEndId></Refs>\
         <Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>{why}</TxDtls></NtryDtls></Ntry>"
    )
}

/// Money of a client that forgot what its transfer was to name.
fn without_reference(name: &str, day: Day) -> String {
    let amount = "<Amt Ccy=\"EUR\">480.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>";
    format!(
        "<Ntry>{amount}<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{day}</Dt></BookgDt><AcctSvcrRef>CRDT-demo</AcctSvcrRef><NtryDtls><TxDtls>{amount}\
         <RltdPties><Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>First part, as agreed</Ustrd></RmtInf>\
         </TxDtls></NtryDtls></Ntry>"
    )
}

fn decimal(amount: Money) -> String {
    format!("{}.{:02}", amount.minor() / 100, amount.minor() % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_that_is_made_up_is_an_iban_and_no_two_are_the_same() {
        let all: std::collections::BTreeSet<Iban> = (0..200).map(account).collect();
        assert_eq!(all.len(), 200);
    }
}
