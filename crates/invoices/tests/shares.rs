//! Where a net amount goes, told of the document as a whole.

#![allow(clippy::unwrap_used, reason = "a test that fails should say where")]

mod scene;

use muster_invoices::{Credit, CreditLine, Draft, Invoice, Scope, Share, credit};
use roxmltree::{Document, Node};
use scene::{back, draft, euros};

fn share(name: &str, minor: i64) -> Share {
    Share { name: name.to_owned(), amount: euros(minor) }
}

/// The texts of all elements of that name below a node.
fn texts(node: Node<'_, '_>, name: &str) -> Vec<String> {
    let named = node.descendants().filter(|node| node.tag_name().name() == name);
    named.map(|node| node.text().unwrap_or_default().to_owned()).collect()
}

/// The notes of the document itself.
fn notes_in_ubl(invoice: &Invoice) -> Vec<String> {
    let xml = invoice.to_ubl();
    let tree = Document::parse(&xml).unwrap();
    let notes = tree.root_element().children().filter(|node| node.tag_name().name() == "Note");
    notes.map(|note| note.text().unwrap_or_default().to_owned()).collect()
}

/// Each note with its subject, where it has one.
fn notes_in_cii(invoice: &Invoice) -> Vec<(String, Option<String>)> {
    let xml = invoice.to_cii();
    let tree = Document::parse(&xml).unwrap();
    let notes = tree.descendants().filter(|node| node.tag_name().name() == "IncludedNote");
    notes.map(|note| (texts(note, "Content").remove(0), texts(note, "SubjectCode").pop())).collect()
}

#[test]
fn the_shares_of_a_document_are_a_note_with_its_subject_in_both_syntaxes() {
    let shares = vec![share("Team", 68_000), share("Spaces & <more>", 12_000)];
    let notes = vec!["Thanks.".to_owned(), "Ticket #123# is done.".to_owned()];
    let invoice = Invoice::new(Draft { notes, shares, ..draft() }).unwrap();
    let said = "Where the net amount goes:\nTeam: 680.00 EUR\nSpaces & <more>: 120.00 EUR";
    assert_eq!(notes_in_ubl(&invoice), ["Thanks.", "#AAI#Ticket #123# is done.", format!("#ABN#{said}").as_str()]);
    let told = |text: &str, subject: Option<&str>| (text.to_owned(), subject.map(str::to_owned));
    assert_eq!(
        notes_in_cii(&invoice),
        [told("Thanks.", None), told("Ticket #123# is done.", Some("AAI")), told(said, Some("ABN"))]
    );
}

#[test]
fn a_credit_note_says_who_gives_it_back_and_nothing_of_the_invoices_own_shares() {
    let invoice = Invoice::new(Draft { shares: vec![share("Team", 80_000)], ..draft() }).unwrap();
    let part = || Scope::Lines(vec![CreditLine::Part { line: "1".to_owned(), net: euros(30_000) }]);
    let silent = credit(&invoice, &[], &back("CN-1", part())).unwrap();
    assert!(silent.draft().shares.is_empty() && notes_in_cii(&silent).is_empty());
    let request = |minor| Credit { shares: vec![share("Team", minor)], ..back("CN-1", part()) };
    let note = credit(&invoice, &[], &request(30_000)).unwrap();
    assert_eq!(notes_in_ubl(&note), ["#ABN#Who gives the net amount back:\nTeam: 300.00 EUR"]);
    let refusal = credit(&invoice, &[], &request(30_001)).unwrap_err();
    assert_eq!(refusal.findings[0].rule, "M-SHARES");
}

#[test]
fn an_invoice_that_was_kept_before_documents_had_shares_is_read() {
    let invoice = Invoice::new(draft()).unwrap();
    let mut kept = serde_json::to_value(&invoice).unwrap();
    kept.as_object_mut().unwrap().remove("shares").unwrap();
    assert_eq!(serde_json::from_value::<Invoice>(kept).unwrap(), invoice);
}
