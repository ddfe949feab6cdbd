//! From a file's elements to statements.

use muster_kernel::{Currency, Money};

use super::{Account, Balance, BatchBooking, Code, Entry, EntryStatus, Kind, Party, Reversal, Statement, Transaction};
use crate::{
    reasons::Reason,
    xml::{Node, ReadError, Tree, shown, text_of},
};

/// What senders and banks write who gave no id or reference.
const NOT_PROVIDED: [&str; 2] = ["NOTPROVIDED", "NONREF"];

/// The statements of a file from the bank (camt.053, camt.054, camt.052), in its order, or what is wrong with it.
///
/// Refuses a statement whose closing balance does not follow from its opening balance and its booked entries. A page
/// of a statement that opens or closes with an interim balance is read as a statement.
pub fn read(bytes: &[u8]) -> Result<Vec<Statement>, ReadError> {
    of_tree(&Tree::read(text_of(bytes)?)?)
}

pub(crate) fn of_tree(tree: &Tree<'_>) -> Result<Vec<Statement>, ReadError> {
    let (message, namespace) = tree.message()?;
    let (kind, name) = match message.name() {
        "BkToCstmrStmt" => (Kind::Statement, "Stmt"),
        "BkToCstmrDbtCdtNtfctn" => (Kind::Notification, "Ntfctn"),
        "BkToCstmrAcctRpt" => (Kind::Notification, "Rpt"),
        other => {
            let (other, namespace) = (shown(other), shown(namespace.unwrap_or("of no namespace")));
            let right = "does not tell of an account: camt.053, camt.054 and camt.052 do";
            return Err(message.wrong(&format!("{other} ({namespace}) {right}")));
        }
    };
    message.all(name).map(|node| statement(node, kind)).collect()
}

fn statement(node: Node<'_>, kind: Kind) -> Result<Statement, ReadError> {
    let named = node.need("Acct/Id")?;
    let account = account(named).ok_or_else(|| named.wrong("the account has neither IBAN nor any other number"))?;
    let sequence = node.words("ElctrncSeqNb").or_else(|| node.words("LglSeqNb"));
    let currency = node.words("Acct/Ccy").map(|code| code.parse::<Currency>());
    let currency = currency.transpose().map_err(|error| node.wrong(&error.to_string()))?;
    let (opening, closing) = if kind == Kind::Statement { balances(node)? } else { (None, None) };
    let mut statement = Statement {
        kind,
        id: node.need("Id")?.text().to_owned(),
        sequence: sequence.and_then(|number| number.parse().ok()),
        account,
        currency,
        opening,
        closing,
        entries: node.all("Ntry").map(entry).collect::<Result<_, _>>()?,
    };
    dated(node, &mut statement)?;
    add_up(node, &statement)?;
    Ok(statement)
}

/// What is told of an account below `Id`.
fn account(id: Node<'_>) -> Option<Account> {
    id.words("IBAN").map(|text| Account::of(&text)).or_else(|| id.words("Othr/Id").map(Account::Other))
}

/// The balance that a statement opens with and the one that it closes with. Of a statement in pages, those between
/// open and close with interim balances, first one, then the other.
fn balances(statement: Node<'_>) -> Result<(Option<Balance>, Option<Balance>), ReadError> {
    let coded = |codes: &'static [&'static str]| {
        let code = |node: &Node<'_>| node.words("Tp/CdOrPrtry/Cd").or_else(|| node.words("Tp/CdOrPrtry"));
        statement.all("Bal").filter(move |node| code(node).is_some_and(|code| codes.contains(&code.as_str())))
    };
    let first = |codes| coded(codes).next();
    let opening = first(&["OPBD"]).or_else(|| first(&["PRCD"]));
    let closing = first(&["CLBD"]);
    let mut interim = coded(&["ITBD"]);
    let opening = opening.or_else(|| interim.next());
    let closing = closing.or_else(|| interim.next());
    Ok((opening.map(balance).transpose()?, closing.map(balance).transpose()?))
}

fn balance(node: Node<'_>) -> Result<Balance, ReadError> {
    let on = node.day("Dt")?.ok_or_else(|| node.wrong("Dt is missing: on which day the balance was so"))?;
    Ok(Balance { amount: signed(node, node.need("Amt")?.amount()?, None)?, on })
}

/// An amount with the sign that stands beside it, or with that of what it is a part of.
fn signed(node: Node<'_>, amount: Money, around: Option<Money>) -> Result<Money, ReadError> {
    match (node.at("CdtDbtInd").map(Node::text), around) {
        (Some("CRDT"), _) => Ok(amount),
        (Some("DBIT"), _) => Ok(amount.negated()),
        (None, Some(around)) => Ok(if around.minor() < 0 { amount.negated() } else { amount }),
        (Some(other), _) => Err(node.wrong(&format!("CdtDbtInd is {:?}, and not CRDT or DBIT", shown(other)))),
        (None, None) => Err(node.wrong("CdtDbtInd is missing: CRDT or DBIT")),
    }
}

fn entry(node: Node<'_>) -> Result<Entry, ReadError> {
    let amount = signed(node, node.need("Amt")?.amount()?, None)?;
    let details: Vec<Node<'_>> = node.all("NtryDtls").collect();
    let transactions: Vec<Node<'_>> = details.iter().flat_map(|details| details.all("TxDtls")).collect();
    let alone = transactions.len() == 1;
    Ok(Entry {
        reference: name(node, "NtryRef"),
        servicer_reference: name(node, "AcctSvcrRef"),
        amount,
        status: status(node.need("Sts")?),
        reversal: if node.words("RvslInd").is_some_and(|text| text == "true" || text == "1") {
            Reversal::Yes
        } else {
            Reversal::No
        },
        booked: node.day("BookgDt")?,
        value: node.day("ValDt")?,
        code: code(node),
        batch: details.iter().find_map(|details| details.child("Btch")).map(batch),
        transactions: transactions
            .into_iter()
            .map(|node| transaction(node, amount, alone))
            .collect::<Result<_, _>>()?,
        information: node.words("AddtlNtryInf"),
    })
}

/// Since version 07 of the statement the code stands in an element of its own.
fn status(node: Node<'_>) -> EntryStatus {
    let code = node.words("Cd").or_else(|| node.words("Prtry")).unwrap_or_else(|| node.text().to_owned());
    match code.as_str() {
        "BOOK" => EntryStatus::Booked,
        "PDNG" => EntryStatus::Pending,
        _ => EntryStatus::Other(code),
    }
}

fn code(node: Node<'_>) -> Code {
    let iso = node
        .at("BkTxCd/Domn")
        .and_then(|domain| Some([domain.words("Cd")?, domain.words("Fmly/Cd")?, domain.words("Fmly/SubFmlyCd")?]));
    Code { iso, own: node.words("BkTxCd/Prtry/Cd") }
}

fn batch(node: Node<'_>) -> BatchBooking {
    let count = node.words("NbOfTxs").and_then(|count| count.parse().ok());
    BatchBooking { message: node.words("MsgId"), block: node.words("PmtInfId"), count }
}

/// A transaction of an entry of that amount. What is told in the entry's currency counts first; without it, a
/// transaction that is alone has the amount of the entry, and of several each has what is told of it.
fn transaction(node: Node<'_>, entry: Money, alone: bool) -> Result<Transaction, ReadError> {
    let [own, whole, ordered] =
        ["Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"].map(|path| told(node, path, entry));
    let (own, whole, ordered) = (own?, whole?, ordered?);
    let within = |amount: &Money| amount.currency() == entry.currency();
    let abroad = |amount: &Money| !within(amount);
    let instructed = ordered.or(whole.filter(abroad));
    let by_currency = own.filter(within).or(whole.filter(within)).or(instructed.filter(within));
    let amount = by_currency.or(alone.then_some(entry)).or(own).or(instructed);
    let amount = amount.ok_or_else(|| node.wrong("Amt is missing, and the entry has several transactions"))?;
    Ok(Transaction {
        end_to_end: name(node, "Refs/EndToEndId"),
        instruction: name(node, "Refs/InstrId"),
        message: name(node, "Refs/MsgId"),
        block: name(node, "Refs/PmtInfId"),
        servicer_reference: name(node, "Refs/AcctSvcrRef"),
        transaction: name(node, "Refs/TxId"),
        amount,
        instructed,
        debtor: party(node, "Dbtr"),
        creditor: party(node, "Cdtr"),
        remittance: node.every("RmtInf", "Ustrd"),
        references: references(node),
        returned: node.child("RtrInf").map(|node| reason(node, "Rsn")),
    })
}

/// An id or a reference at the end of a path, unless there only stands that there is none.
fn name(node: Node<'_>, path: &str) -> Option<String> {
    node.words(path).filter(|name| !NOT_PROVIDED.contains(&name.as_str()))
}

/// The amount at the end of a path, with the sign of the transaction or of its entry. A currency that the book cannot
/// hold counts as not told: nothing that was sent is in it.
fn told(transaction: Node<'_>, path: &str, entry: Money) -> Result<Option<Money>, ReadError> {
    let Some(node) = transaction.at(path) else { return Ok(None) };
    match node.currency() {
        Ok(currency) => signed(transaction, node.units(currency)?, Some(entry)).map(Some),
        Err(_) => Ok(None),
    }
}

/// Since version 07 the name stands one element deeper.
fn party(transaction: Node<'_>, role: &str) -> Party {
    let Some(parties) = transaction.child("RltdPties") else { return Party::default() };
    let name = parties.child(role).and_then(|party| party.words("Nm").or_else(|| party.words("Pty/Nm")));
    Party { name, account: parties.at(&format!("{role}Acct/Id")).and_then(account) }
}

fn references(transaction: Node<'_>) -> Vec<String> {
    let structured = transaction.at("RmtInf").into_iter().flat_map(|node| node.all("Strd"));
    structured.filter_map(|node| node.words("CdtrRefInf/Ref")).collect()
}

/// A reason and what is added to it, as it stands in `node` under that name.
pub(crate) fn reason(node: Node<'_>, name: &str) -> Reason {
    let code = node.child(name).and_then(|node| node.words("Cd").or_else(|| node.words("Prtry")));
    let information = node.all("AddtlInf").map(|node| node.text().to_owned()).filter(|text| !text.is_empty());
    Reason { code, information: information.collect() }
}

/// Sees to it that each booked entry has a day: without one of its own, that of the closing balance.
fn dated(node: Node<'_>, statement: &mut Statement) -> Result<(), ReadError> {
    let closed = statement.closing.map(|closing| closing.on);
    let booked = statement.entries.iter_mut().zip(node.all("Ntry"));
    for (entry, at) in booked.filter(|(entry, _)| entry.status == EntryStatus::Booked) {
        let day = entry.booked.or(entry.value).or(closed);
        entry.booked = Some(day.ok_or_else(|| at.wrong("BookgDt is missing: on which day it was booked"))?);
    }
    Ok(())
}

/// Checks that opening balance and booked entries give the closing balance.
fn add_up(node: Node<'_>, statement: &Statement) -> Result<(), ReadError> {
    let (Some(opening), Some(closing)) = (statement.opening, statement.closing) else { return Ok(()) };
    let wrong = |error: muster_kernel::money::MoneyError| node.wrong(&error.to_string());
    let booked = statement.entries.iter().filter(|entry| entry.status == EntryStatus::Booked);
    let sum = booked.map(|entry| entry.amount).try_fold(opening.amount, Money::plus).map_err(wrong)?;
    let gap = closing.amount.plus(sum.negated()).map_err(wrong)?;
    if gap.minor() == 0 {
        return Ok(());
    }
    let (from, to) = (opening.amount, closing.amount);
    let what = format!(
        "statement {:?} closes with {to}, but {from} and what was booked make {sum}: {gap} are not accounted for",
        shown(&statement.id)
    );
    Err(node.wrong(&what))
}
