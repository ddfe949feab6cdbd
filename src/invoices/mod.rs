//! Invoices and credit notes: what a client's books need.
//!
//! **One invoice** for the whole team for each milestone, issued by a job as soon as the milestone is over (nothing open,
//! nothing disputed) and something of it was paid out. Everything on it was paid when the milestone was funded: nothing is
//! left to pay. By EN 16931 ([`muster_invoices`]), with VAT at the rate that was frozen at award, and numbered without gaps
//! within the year, together with the credit notes.
//!
//! **Documents follow the book.** What the documents of a milestone say together (invoices less credit notes; net, tax and
//! gross) is what the book holds of it, to the cent, at every moment after its first one. So there is one use case,
//! [`service::follow`]: it compares the two and issues what is missing; done twice, it finds nothing to do. A refund after
//! release is followed in the same transaction by a credit note for what each seat gives back.
//!
//! **Rounding.** On a document VAT is rounded for itself; in the book what goes back takes its tax with it by difference.
//! Where the two differ by a unit, the whole rest of the invoice is credited and a new invoice says what remains, whose VAT
//! then is the book's. See `docs/decisions/documents-follow-the-book.md`.
//!
//! **Written once.** A document is kept whole: as JSON, in both syntaxes, and with a digest that stands in the audit log.
//! The database refuses to change or delete it. What a client says of itself later ([`billing`]) stands on later papers.
//!
//! **Who is on it.** The seller is the network, from the settings ([`Seller`]). The buyer is what the client's finance gave.
//! As long as either is missing, the invoice waits; the client is told, and it is issued as soon as they are given.
//!
//! **VAT.** Above zero the rate is the standard category's. At zero it is reverse charge where seller and buyer are in two
//! countries of the Union and the buyer has a VAT identifier; outside of the scope of VAT where the network has none itself;
//! zero rated otherwise. Exemptions, supplies out of the Union and several rates on one invoice are not covered.
//!
//! **Who reads.** The client's approvers and finance read its own; an admin has the list. Members, operators and stewards see
//! nothing of them. Where the price went is told summed over the team, never by seat, and only where the whole team is on the
//! invoice: of a part of the team it would be a single seat's terms. On paper and for machines it is the same.
//!
//! Calls engagements for what was delivered, the book for what was paid out, identity and notices. Called by engagements
//! (refunds) and jobs.

pub mod billing;
mod draft;
mod letters;
mod model;
mod paper;
pub mod personal;
pub mod routes;
mod seller;
pub mod service;
mod store;
mod views;
mod words;

use muster_kernel::{Id, id::Kind};

pub use self::{model::InvoiceKind, seller::Seller};

/// Names an invoice or a credit note.
pub struct InvoiceIdKind;

impl Kind for InvoiceIdKind {
    const PREFIX: &'static str = "invoice";
}

/// The id of an invoice or a credit note.
pub type InvoiceId = Id<InvoiceIdKind>;
