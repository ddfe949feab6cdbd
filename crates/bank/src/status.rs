//! What a bank tells of a file that it was given: payment status reports (pain.002), as [`StatusReport`]s.

use muster_kernel::Money;
use serde::{Deserialize, Serialize};

use crate::{
    reasons::Reason,
    statement::reason,
    xml::{Node, ReadError, Tree, shown, text_of},
};

/// What a bank tells of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusReport {
    /// What the bank names it.
    pub id: String,
    /// The name of the file it is about.
    pub message: String,
    /// What is said of the file as a whole, of its blocks, and of its payments, in the order of the report.
    pub verdicts: Vec<Verdict>,
}

/// What is said of a part of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Of which part.
    pub of: Part,
    /// What is said.
    pub status: Status,
    /// Why.
    pub reasons: Vec<Reason>,
    /// How much the payment was, if it is told of one.
    pub amount: Option<Money>,
}

/// The whole of a file, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Everything.
    Whole,
    /// The payments of the block of that name.
    Block(String),
    /// The payment with that end-to-end id.
    Payment(String),
}

/// How far a payment has come, as the bank tells it. The order is that of a payment's life, as far as it has one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Any other code.
    Other(String),
    /// Of some payments this, of others that (PART): the verdicts on these say which.
    Partly,
    /// Received (RCVD).
    Received,
    /// It waits for something (PDNG).
    Pending,
    /// The form was checked (ACTC).
    FormChecked,
    /// The form and the customer were checked (ACCP), or it was taken with a change (ACWC).
    Accepted,
    /// Taken, and under way (ACSP), or not yet credited (ACWP).
    UnderWay,
    /// Settled on our account (ACSC).
    Debited,
    /// Settled on the creditor's account (ACCC).
    Credited,
    /// It will not be done (RJCT), or was cancelled (CANC).
    Rejected,
}

impl Status {
    fn of(code: &str) -> Self {
        match code {
            "PART" => Self::Partly,
            "RCVD" => Self::Received,
            "PDNG" => Self::Pending,
            "ACTC" => Self::FormChecked,
            "ACCP" | "ACWC" => Self::Accepted,
            "ACSP" | "ACWP" | "ACFC" => Self::UnderWay,
            "ACSC" => Self::Debited,
            "ACCC" => Self::Credited,
            "RJCT" | "CANC" => Self::Rejected,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// The report of a file from the bank (pain.002), or what is wrong with it.
pub fn read(bytes: &[u8]) -> Result<StatusReport, ReadError> {
    of_tree(&Tree::read(text_of(bytes)?)?)
}

pub(crate) fn of_tree(tree: &Tree<'_>) -> Result<StatusReport, ReadError> {
    let (message, _) = tree.message()?;
    if message.name() != "CstmrPmtStsRpt" {
        let other = shown(message.name());
        return Err(message.wrong(&format!("{other} is not a report on the status of payments: pain.002 is")));
    }
    let group = message.need("OrgnlGrpInfAndSts")?;
    let mut verdicts = Vec::new();
    verdicts.extend(verdict(group, "GrpSts", Part::Whole)?);
    for block in message.all("OrgnlPmtInfAndSts") {
        let name = block.words("OrgnlPmtInfId").map(Part::Block);
        if let Some(part) = name {
            verdicts.extend(verdict(block, "PmtInfSts", part)?);
        }
        for payment in block.all("TxInfAndSts") {
            verdicts.extend(of_payment(payment)?);
        }
    }
    Ok(StatusReport {
        id: message.need("GrpHdr/MsgId")?.text().to_owned(),
        message: group.need("OrgnlMsgId")?.text().to_owned(),
        verdicts,
    })
}

/// What is said of one payment; nothing where none of its ids is told. Our instruction ids are our end-to-end ids.
fn of_payment(payment: Node<'_>) -> Result<Option<Verdict>, ReadError> {
    let id = payment.words("OrgnlEndToEndId").or_else(|| payment.words("OrgnlInstrId"));
    let Some(id) = id else { return Ok(None) };
    let amount = payment.at("OrgnlTxRef/Amt/InstdAmt").map(Node::amount).transpose()?;
    let verdict = verdict(payment, "TxSts", Part::Payment(id))?;
    Ok(verdict.map(|verdict| Verdict { amount, ..verdict }))
}

/// The status under that name, with its reasons; nothing where there is none.
fn verdict(node: Node<'_>, name: &str, of: Part) -> Result<Option<Verdict>, ReadError> {
    let Some(code) = node.words(name) else { return Ok(None) };
    if code.len() > 4 {
        return Err(node.wrong(&format!("{name} is {:?}, and not a code such as ACCP or RJCT", shown(&code))));
    }
    let reasons = node.all("StsRsnInf").map(|node| reason(node, "Rsn")).collect();
    Ok(Some(Verdict { of, status: Status::of(&code), reasons, amount: None }))
}
