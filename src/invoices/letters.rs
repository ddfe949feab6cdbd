//! What a client's finance is told.

use muster_invoices::Invoice;

use super::{InvoiceKind, store::HeadRow};
use crate::{
    db::Tx,
    engagements::billing::Bill,
    error::Result,
    notices::{Kind, Notice, service::tell_finance},
};

/// A document was issued.
pub(super) fn issued(tx: &mut Tx<'_>, row: &HeadRow, invoice: &Invoice) -> Result<()> {
    let (number, about) = (row.number(), format!("\"{}\" of \"{}\"", row.title, row.contract));
    let amount = match row.tax_minor {
        0 => row.money(row.gross_minor).to_string(),
        tax => format!("{} ({} and {} of tax)", row.money(row.gross_minor), row.money(row.net_minor), row.money(tax)),
    };
    let corrected = invoice.draft().preceding.first().map(|before| before.number.as_str()).unwrap_or_default();
    let (event, subject, text) = match row.kind {
        InvoiceKind::Invoice => (
            "invoice.issued",
            format!("Invoice {number}: {}", row.title),
            format!(
                "invoice {number} for {about} is there: {amount}. It was paid when you funded the milestone; nothing is left \
                 to pay."
            ),
        ),
        InvoiceKind::CreditNote => (
            "credit-note.issued",
            format!("Credit note {number}: {}", row.title),
            format!(
                "credit note {number} to invoice {corrected} for {about} is there: {amount}. {}",
                invoice.draft().terms.as_deref().unwrap_or_default(),
            ),
        ),
    };
    let notice = Notice::new(Kind::Invoice, event, row.id, subject, text).at(format!("/invoices/{}", row.id));
    tell_finance(tx, row.client_id, &notice)
}

/// An invoice waits for who is to stand on it.
pub(super) fn waiting(tx: &mut Tx<'_>, bill: &Bill) -> Result<()> {
    let text = format!(
        "\"{}\" of \"{}\" is paid out, and its invoice waits: we do not know yet who is to stand on it. Please give your \
         organisation's billing details; this invoice, and any other that waits, is issued at once then.",
        bill.title, bill.contract,
    );
    let subject = "Your invoice waits for billing details".to_owned();
    let notice = Notice::new(Kind::Invoice, "invoice.waiting", bill.milestone, subject, text).at("/billing".to_owned());
    tell_finance(tx, bill.client, &notice)
}
