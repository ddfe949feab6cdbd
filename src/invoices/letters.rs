//! What a client's finance is told.

use muster_invoices::Invoice;

use super::{InvoiceKind, store::HeadRow};
use crate::{
    book::Taxed,
    db::Tx,
    engagements::{billing::Bill, milestone_called},
    error::Result,
    letters::Letter,
    notices::{Kind, Notice, service::tell_finance},
};

/// A document was issued.
pub(super) fn issued(tx: &mut Tx<'_>, row: &HeadRow, invoice: &Invoice) -> Result<()> {
    let draft = invoice.draft();
    let letter = |name: &str| {
        Letter::new(name)
            .with("number", row.number())
            .with("milestone", milestone_called(&row.title))
            .with("title", &row.contract)
            .with("amount", Taxed::new(row.money(row.net_minor), row.tax_minor))
    };
    let (event, letter) = match row.kind {
        InvoiceKind::Invoice => ("invoice.issued", letter("invoice-issued")),
        InvoiceKind::CreditNote => {
            let corrected = draft.preceding.first().map(|before| before.number.as_str()).unwrap_or_default();
            let terms = if draft.prepaid.is_some() { "replaced" } else { "refunded" };
            ("credit-note.issued", letter("credit-note-issued").with("corrected", corrected).with("terms", terms))
        }
    };
    let notice = Notice::new(Kind::Invoice, event, row.id, letter).at(format!("/invoices/{}", row.id));
    tell_finance(tx, row.client_id, &notice)
}

/// An invoice waits for who is to stand on it.
pub(super) fn waiting(tx: &mut Tx<'_>, bill: &Bill) -> Result<()> {
    let letter =
        Letter::new("invoice-waiting").with("milestone", milestone_called(&bill.title)).with("title", &bill.contract);
    let notice = Notice::new(Kind::Invoice, "invoice.waiting", bill.milestone, letter).at("/billing".to_owned());
    tell_finance(tx, bill.client, &notice)
}
