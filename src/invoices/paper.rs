//! Invoices as files: on paper, and in both syntaxes of EN 16931.

use muster_invoices::{Category, Draft, Invoice, Line, Party, Unit, country_name};
use muster_kernel::{BasisPoints, Money};
use muster_papers::{
    AssociatedFile, Block, Cell, Closing, Color, Column, DateWidth, Emphasis, Fact, FacturX, FinePrint, Footer, Group,
    Language, Letterhead, Mark, Paper, Relationship, Table, Waterfall,
};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    InvoiceKind,
    model::{self, InvoiceShare},
    store::{HeadRow, InvoiceRow},
    views,
    words::Words,
};
use crate::{
    error::{Error, Result},
    papers::{File, Shown},
};

crate::words! {
    /// How an invoice is told.
    pub enum InvoiceFormat {
        /// For a program.
        Json = "json",
        /// For an archive, and for print: PDF/A with the invoice for machines inside (Factur-X).
        Pdf = "pdf",
        /// As a page of its own.
        Html = "html",
        /// For bookkeeping software: UBL 2.1.
        Ubl = "ubl",
        /// For bookkeeping software: Cross Industry Invoice.
        Cii = "cii",
    }
}

/// How an invoice is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct InvoiceQuery {
    /// `json` where absent.
    #[param(inline)]
    pub format: Option<InvoiceFormat>,
}

/// A document as a file, for somebody who reads `language`.
pub(super) fn file(row: &InvoiceRow, format: InvoiceFormat, language: &str) -> Result<File> {
    let name = match row.head.kind {
        InvoiceKind::Invoice => format!("invoice-{}", row.head.number()),
        InvoiceKind::CreditNote => format!("credit-note-{}", row.head.number()),
    };
    let kind = format.as_str();
    let unfit = |cause| Error::internal("print an invoice", cause);
    Ok(match format {
        InvoiceFormat::Json => return Err(Error::internal("print an invoice", "as JSON it is no paper")),
        InvoiceFormat::Ubl => File::new(kind, Shown::Saved, &format!("{name}.ubl.xml"), row.ubl.clone().into_bytes()),
        InvoiceFormat::Cii => File::new(kind, Shown::Saved, &format!("{name}.cii.xml"), row.cii.clone().into_bytes()),
        InvoiceFormat::Html => {
            let html = paper(row, language)?.html().map_err(unfit)?;
            File::new(kind, Shown::Inline, &format!("{name}.html"), html.into_bytes())
        }
        InvoiceFormat::Pdf => {
            let cii = row.cii.clone().into_bytes();
            let inside = AssociatedFile::factur_x(cii, FacturX::En16931, Relationship::Alternative);
            let pdf = paper(row, language)?.pdf_with(&inside).map_err(unfit)?;
            File::new(kind, Shown::Saved, &format!("{name}.pdf"), pdf)
        }
    })
}

/// A document on paper: all that it says, and where the money went.
fn paper(row: &InvoiceRow, language: &str) -> Result<Paper> {
    let words = Words::of(language);
    let language: Language =
        language.parse().map_err(|cause| Error::internal("print an invoice", format!("{cause:?}")))?;
    let invoice = row.invoice()?;
    let (draft, number) = (invoice.draft(), row.head.number());
    let kind = match row.head.kind {
        InvoiceKind::Invoice => words.invoice,
        InvoiceKind::CreditNote => words.credit_note,
    };
    let mut body = vec![
        Block::Paragraph(format!("{} · {}", row.head.title, row.head.contract)),
        Block::Table(lines(words, &language, &invoice)),
        Block::Paragraph(terms(words, &row.head, draft).to_owned()),
    ];
    body.extend(untaxed(words, draft).map(|text| Block::Paragraph(text.to_owned())));
    if row.head.kind == InvoiceKind::CreditNote {
        body.extend(draft.notes.iter().map(|note| Block::Note(note.clone())));
    }
    let shares = row.head.shares()?.unwrap_or_default();
    body.extend(waterfall(words, &row.head, &shares).map(Block::Waterfall));
    Ok(Paper {
        title: format!("{kind} {number}"),
        number,
        issued: row.head.issued_at,
        letterhead: letterhead(words, &language, &draft.seller),
        recipient: recipient(words, &language, &draft.buyer),
        facts: facts(words, &language, &row.head, draft),
        summary: summary(words, &language, &invoice),
        body,
        fine_print: Some(FinePrint {
            heading: words.check.to_owned(),
            paragraphs: vec![words.how.to_owned()],
            facts: vec![Fact::new(words.digest, row.head.digest.clone())],
        }),
        footer: Footer { text: draft.seller.name.clone(), pages: words.page.to_owned() },
        accent: Color::MUSTER,
        language,
    })
}

fn letterhead(words: &Words, language: &Language, seller: &Party) -> Letterhead {
    let mut lines = address(language, seller);
    lines.extend(numbers(words, seller));
    Letterhead { name: seller.name.clone(), mark: Mark::muster(), lines }
}

fn recipient(words: &Words, language: &Language, buyer: &Party) -> Vec<String> {
    std::iter::once(buyer.name.clone()).chain(address(language, buyer)).chain(numbers(words, buyer)).collect()
}

/// An address with its country as people call it.
fn address(language: &Language, party: &Party) -> Vec<String> {
    let code = &party.address.country;
    views::address(party, country_name(code, language.tag()).unwrap_or(code))
}

/// By which numbers a party is known.
fn numbers(words: &Words, party: &Party) -> impl Iterator<Item = String> {
    let vat = party.vat_id.as_ref().map(|id| format!("{} {id}", words.vat_id));
    let register = party.legal_registration.as_ref().map(|id| format!("{} {id}", words.registration));
    [vat, register].into_iter().flatten()
}

fn facts(words: &Words, language: &Language, head: &HeadRow, draft: &Draft) -> Vec<Fact> {
    let date = |day| language.date(day, DateWidth::Short);
    let mut facts = vec![Fact::new(words.number, head.number()), Fact::new(words.issued, date(draft.issued))];
    for before in &draft.preceding {
        let day = before.issued.map(|day| format!(" ({})", date(day))).unwrap_or_default();
        facts.push(Fact::new(words.corrects, format!("{}{day}", before.number)));
    }
    if let Some(day) = draft.delivery.as_ref().and_then(|delivery| delivery.day) {
        facts.push(Fact::new(words.delivered, date(day)));
    }
    if let Some((from, to)) = draft.period.and_then(|period| period.from.zip(period.to)) {
        facts.push(Fact::new(words.weeks, format!("{} – {}", date(from), date(to))));
    }
    facts.extend(draft.buyer_reference.iter().map(|reference| Fact::new(words.reference, reference.clone())));
    facts
}

/// The few figures that matter, set large.
fn summary(words: &Words, language: &Language, invoice: &Invoice) -> Vec<Fact> {
    let totals = invoice.totals();
    let last = match invoice.draft().kind {
        muster_invoices::Kind::Invoice => Fact::new(words.due, totals.due),
        muster_invoices::Kind::CreditNote => Fact::new(words.credited, totals.due),
    };
    let mut figures = vec![Fact::new(words.net, totals.net), Fact::new(vat(words, language, invoice), totals.vat)];
    if invoice.draft().kind == muster_invoices::Kind::Invoice {
        figures.push(Fact::new(words.gross, totals.gross));
    }
    figures.push(last);
    figures
}

/// The tax as it is called: with its rate, of which a document of ours has one.
fn vat(words: &Words, language: &Language, invoice: &Invoice) -> String {
    let rate = invoice.totals().breakdown.first().map_or(BasisPoints::ZERO, |group| group.vat.rate);
    format!("{} {}", words.vat, per_cent(language, rate))
}

fn per_cent(language: &Language, rate: BasisPoints) -> String {
    let (whole, part) = (rate.points() / 100, rate.points() % 100);
    let part = if part == 0 { String::new() } else { format!(".{part:02}").trim_end_matches('0').to_owned() };
    format!("{} %", shaped(language, &format!("{whole}{part}")))
}

/// A decimal number as a language writes it.
fn shaped(language: &Language, number: &str) -> String {
    number.replace('.', &language.decimal_sign().to_string())
}

/// The lines with their sum, the tax, and what was paid. Hours and rates have columns only where a line has them.
fn lines(words: &Words, language: &Language, invoice: &Invoice) -> Table {
    let (draft, totals) = (invoice.draft(), invoice.totals());
    let by_hours = draft.lines.iter().any(|line| line.unit == Unit::Hour);
    let mut columns = vec![Column::text(words.seat)];
    if by_hours {
        columns.extend([Column::figures(words.hours), Column::figures(words.rate)]);
    }
    columns.push(Column::amount(words.amount));
    let row = |(line, net): (&Line, &Money)| {
        let mut cells = vec![Cell::from(line.name.clone())];
        if by_hours {
            cells.extend(hours(language, line, net.currency().exponent()));
        }
        cells.push(Cell::from(*net));
        cells
    };
    let rows = draft.lines.iter().zip(&totals.line_nets).map(row).collect();
    let closing = |label: String, amount, emphasis| Closing { label, amount, emphasis };
    let mut after = vec![closing(vat(words, language, invoice), totals.vat, Emphasis::Plain)];
    let (before, last) = match draft.kind {
        muster_invoices::Kind::Invoice => (words.prepaid, words.due),
        muster_invoices::Kind::CreditNote => (words.stays, words.credited),
    };
    if draft.prepaid.is_some() {
        after.push(closing(words.gross.to_owned(), totals.gross, Emphasis::Plain));
        after.push(closing(before.to_owned(), totals.prepaid.negated(), Emphasis::Plain));
    }
    after.push(closing(last.to_owned(), totals.due, Emphasis::Strong));
    Table {
        caption: words.lines.to_owned(),
        columns,
        groups: vec![Group { rows, ..Group::default() }],
        total: Some(words.net.to_owned()),
        closing: after,
        ..Table::default()
    }
}

/// The hours of a line and what one of them costs; blank where it is not made of hours.
fn hours(language: &Language, line: &Line, exponent: u8) -> [Cell; 2] {
    if line.unit != Unit::Hour {
        return [Cell::Blank, Cell::Blank];
    }
    let price = line.price.to_string();
    let (whole, part) = price.split_once('.').unwrap_or((&price, ""));
    let price = match usize::from(exponent) {
        0 => whole.to_owned(),
        digits => format!("{whole}.{part:0<digits$}"),
    };
    [Cell::from(shaped(language, &line.quantity.to_string())), Cell::from(shaped(language, &price))]
}

fn terms<'a>(words: &'a Words, head: &HeadRow, draft: &Draft) -> &'a str {
    match (head.kind, draft.prepaid) {
        (InvoiceKind::Invoice, _) => words.paid,
        (InvoiceKind::CreditNote, Some(_)) => words.replaced,
        (InvoiceKind::CreditNote, None) => words.refunded,
    }
}

/// What the law wants said where no tax is asked for.
fn untaxed<'a>(words: &'a Words, draft: &Draft) -> Option<&'a str> {
    match draft.lines.first()?.vat.category {
        Category::ReverseCharge => Some(words.reverse),
        Category::OutsideScope => Some(words.outside),
        _ => None,
    }
}

/// Where the net amount went; nothing where one payee has it all, or where it may not be told.
fn waterfall(words: &Words, head: &HeadRow, shares: &[InvoiceShare]) -> Option<Waterfall> {
    let (last, before) = shares.split_last().filter(|_| model::is_divided(shares))?;
    let caption = match head.kind {
        InvoiceKind::Invoice => words.shares,
        InvoiceKind::CreditNote => words.shares_back,
    };
    Some(Waterfall {
        caption: caption.to_owned(),
        whole: (words.net.to_owned(), head.money(head.net_minor)),
        steps: before.iter().map(|share| (words.payee(share.payee).to_owned(), share.amount.negated())).collect(),
        rest: Some(words.payee(last.payee).to_owned()),
    })
}
