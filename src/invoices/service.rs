//! Use cases of invoices.

use muster_invoices::{Credit, Draft, Invoice, Kind, Scope, credit};
use muster_kernel::{Day, Money};

use super::{
    InvoiceId, InvoiceKind, Seller,
    billing::{BillingDetails, READERS},
    draft::{self, Making},
    letters,
    model::{self, InvoiceShare, Open, SeatLeft, Step, Worked},
    paper,
    store::{self, HeadRow, InvoiceRow, LineRow},
    views::{InvoiceHead, InvoiceInFull, ListedInvoice},
};
use crate::{
    app::App,
    audit::{self, By},
    book,
    db::Tx,
    engagements::{
        MilestoneId,
        billing::{self as delivered, Bill},
    },
    error::{Error, Result},
    hash,
    http::{Page, PageQuery},
    identity::{self, Client},
    jobs::{self, Job},
    papers::Told,
};

/// A milestone is over: its documents follow the book.
pub fn bill(app: &App, milestone: MilestoneId) -> Result<()> {
    app.db.write(|tx| follow(tx, app.seller.as_ref(), milestone, None))
}

/// Has every invoice that waits issued, where that is possible now: settings are read when a server starts, and they may say
/// now who sells.
pub fn wake(app: &App) -> Result<()> {
    if app.seller.is_none() {
        return Ok(());
    }
    app.db.write(|tx| {
        let waiting = store::all_waiting(tx)?;
        waiting.into_iter().try_for_each(|milestone| jobs::soon(tx, &Job::Bill { milestone }))
    })
}

/// Issues what is missing until the documents of a milestone say what the book holds of it; `why` stands on a credit note.
/// Nothing is missing as long as the milestone is not over, and where that was done before.
pub fn follow(tx: &mut Tx<'_>, seller: Option<&Seller>, milestone: MilestoneId, why: Option<&str>) -> Result<()> {
    let bill = delivered::bill(tx, milestone)?;
    let Some(net) = bill.delivered else { return Ok(()) };
    let paid = book::service::paid_out(tx, milestone)?;
    let left = model::by_seat(&paid);
    if left.iter().map(|seat| seat.net.minor()).sum::<i64>() != net.minor() {
        return Err(Error::internal(
            "follow the book",
            format!("{milestone} says that {net} are paid out, the book does not"),
        ));
    }
    let rows = store::of_milestone(tx, milestone)?;
    let open = store::open(tx, &rows)?;
    let steps = model::missing(open.as_ref().map(|(_, open)| open), &left, bill.tax_rate);
    let steps = steps.map_err(|cause| Error::internal("follow the book", cause))?;
    if rows.is_empty() && steps.is_empty() {
        return store::wait_no_longer(tx, milestone);
    }
    let told = of_team(&bill, &left, &rows)?;
    let shares = told.then(|| model::shares(&paid, bill.currency));
    let issued = paid.last.unwrap_or(tx.now()).day();
    let mut following = Following { bill, left, shares, delivered: issued, rows, open, why };
    steps.into_iter().try_for_each(|step| following.take(tx, seller, step))
}

/// Whether it may be told where the price went: only where everybody who had a seat is on the invoice, and on those after
/// it only where it was told on the first.
fn of_team(bill: &Bill, left: &[SeatLeft], rows: &[InvoiceRow]) -> Result<bool> {
    if let Some(first) = rows.first() {
        return Ok(first.head.shares.is_some());
    }
    let is_on = |seat: &delivered::BilledSeat| left.iter().any(|left| left.member == seat.member);
    Ok(bill.seats.iter().all(is_on))
}

/// A milestone whose documents are on their way to the book.
struct Following<'a> {
    bill: Bill,
    left: Vec<SeatLeft>,
    shares: Option<Vec<InvoiceShare>>,
    delivered: Day,
    rows: Vec<InvoiceRow>,
    open: Option<(InvoiceId, Open)>,
    why: Option<&'a str>,
}

impl Following<'_> {
    fn take(&mut self, tx: &mut Tx<'_>, seller: Option<&Seller>, step: Step) -> Result<()> {
        match step {
            Step::Invoice => self.invoice(tx, seller),
            Step::CreditLines(lines) => self.credit(tx, Scope::Lines(lines), false),
            Step::CreditRest => self.credit(tx, Scope::Rest, !self.left.is_empty()),
        }
    }

    /// An invoice for what is left; it waits where nobody knows who sells or who buys.
    fn invoice(&mut self, tx: &mut Tx<'_>, seller: Option<&Seller>) -> Result<()> {
        let milestone = self.bill.milestone;
        // What was invoiced once goes on in the same name, whatever became of the settings.
        let before = self.open.as_ref().map(|(_, open)| Seller::from(open.invoice.draft().seller.clone()));
        let Some(seller) = before.or_else(|| seller.cloned()).filter(|seller| seller.may_tax(self.bill.tax_rate))
        else {
            tracing::warn!(%milestone, "an invoice waits for the MUSTER_NETWORK_… settings that say who sells");
            return store::wait(tx, milestone, self.bill.client);
        };
        let Some(buyer) = store::billing(tx, self.bill.client)? else {
            store::wait(tx, milestone, self.bill.client)?;
            let is_first = store::ask(tx, milestone, self.bill.client)?;
            return if is_first { letters::waiting(tx, &self.bill) } else { Ok(()) };
        };
        let details: BillingDetails = buyer.details()?;
        let replaced = self.open.as_ref().map(|(_, open)| open.invoice.draft().number.clone());
        let number = Number::next(tx)?;
        let making = Making {
            number: &number.told(),
            issued: tx.now().day(),
            delivered: self.delivered,
            seller: seller.party(),
            buyer: &details.party(),
            reference: details.reference.as_deref(),
            bill: &self.bill,
            left: &self.left,
            shares: self.shares.as_deref().unwrap_or_default(),
            replaces: replaced.as_deref(),
        };
        let invoice = Invoice::new(draft::draft(&making)).map_err(unfit)?;
        let worked = (1..).zip(&self.left).map(|(line, seat): (usize, &SeatLeft)| Worked {
            line: line.to_string(),
            seat: seat.seat.clone(),
            member: seat.member,
        });
        let worked: Vec<Worked> = worked.collect();
        let (billing_version, shares) = (buyer.version, self.shares.clone());
        let document = Document { invoice: &invoice, worked: &worked, number, billing_version, corrects: None, shares };
        let id = self.issue(tx, document)?;
        store::wait_no_longer(tx, milestone)?;
        self.open = Some((id, Open { invoice, worked, credits: Vec::new() }));
        Ok(())
    }

    /// A credit note to the open invoice; where another invoice follows, it says that not all of it is given back.
    fn credit(&mut self, tx: &mut Tx<'_>, scope: Scope, is_replaced: bool) -> Result<()> {
        let Some((corrected, mut open)) = self.open.take() else {
            return Err(Error::internal("issue a credit note", "there is no invoice to credit"));
        };
        let number = Number::next(tx)?;
        let all: i64 = self.left.iter().map(|seat| seat.net.minor()).sum();
        let stays = book::Taxed::at(Money::new(all, self.bill.currency), self.bill.tax_rate).gross();
        let terms = if is_replaced {
            "Will be refunded to your bank account, less what stays paid for the invoice that follows."
        } else {
            "Will be refunded to your bank account."
        };
        // What is given back is what all documents before say more than what is left; of a whole, all that they say.
        let before = self.told_so_far()?;
        let after = if is_replaced { Some(Vec::new()) } else { self.shares.clone() };
        let shares = before.zip(after).map(|(before, after)| model::less(&before, &after));
        let request = Credit {
            number: number.told(),
            issued: tx.now().day(),
            scope,
            terms: Some(terms.to_owned()),
            due: None,
            payment: None,
            notes: self.why.map(draft::fit).into_iter().collect(),
            shares: draft::told(shares.as_deref().unwrap_or_default()),
        };
        let mut note = credit(&open.invoice, &open.credits, &request).map_err(unfit)?;
        if is_replaced {
            // What stays paid counts as paid, so that what is due is what goes back.
            note = Invoice::new(Draft { prepaid: Some(stays), ..note.into_draft() }).map_err(unfit)?;
        }
        let (billing_version, corrects) = (self.version_of(corrected)?, Some(corrected));
        let document = Document { invoice: &note, worked: &open.worked, number, billing_version, corrects, shares };
        self.issue(tx, document)?;
        open.credits.push(note);
        self.open = Some((corrected, open));
        Ok(())
    }

    /// Where the money went by all documents together.
    fn told_so_far(&self) -> Result<Option<Vec<InvoiceShare>>> {
        let mut sums: Vec<InvoiceShare> = Vec::new();
        for row in &self.rows {
            let Some(shares) = row.head.shares()? else { return Ok(None) };
            if row.head.kind == InvoiceKind::CreditNote {
                sums = model::less(&sums, &shares);
                continue;
            }
            for share in shares {
                match sums.iter_mut().find(|sum| sum.payee == share.payee) {
                    Some(sum) => {
                        sum.amount =
                            sum.amount.plus(share.amount).map_err(|cause| Error::internal("add up shares", cause))?
                    }
                    None => sums.push(share),
                }
            }
        }
        Ok(Some(sums))
    }

    fn version_of(&self, corrected: InvoiceId) -> Result<i32> {
        let row = self.rows.iter().find(|row| row.head.id == corrected);
        row.map(|row| row.head.billing_version)
            .ok_or_else(|| Error::internal("issue a credit note", "its invoice has gone"))
    }

    /// Keeps a document, tells the client, and notes its digest in the audit log.
    fn issue(&mut self, tx: &mut Tx<'_>, document: Document<'_>) -> Result<InvoiceId> {
        let Document { invoice, worked, number, billing_version, corrects, shares } = document;
        let (totals, cii) = (invoice.totals(), invoice.to_cii());
        let json = |cause: serde_json::Error| Error::internal("write an invoice", cause);
        let shares = shares.map(|shares| serde_json::to_string(&shares)).transpose().map_err(json)?;
        let head = HeadRow {
            id: tx.id(),
            kind: match invoice.draft().kind {
                Kind::Invoice => InvoiceKind::Invoice,
                Kind::CreditNote => InvoiceKind::CreditNote,
            },
            year: number.year,
            number: number.number,
            client_id: self.bill.client,
            engagement_id: self.bill.engagement,
            milestone_id: self.bill.milestone,
            position: i32::try_from(self.rows.len()).map_err(|cause| Error::internal("count documents", cause))? + 1,
            corrects,
            billing_version,
            title: self.bill.title.clone(),
            contract: self.bill.contract.clone(),
            currency: self.bill.currency,
            net_minor: totals.net.minor(),
            tax_minor: totals.vat.minor(),
            gross_minor: totals.gross.minor(),
            shares,
            digest: hash::sha256(cii.as_bytes()),
            issued_at: tx.now(),
        };
        let line = |(line, net): (&muster_invoices::Line, &Money)| {
            let worked = worked.iter().find(|worked| worked.line == line.id)?;
            let (seat, member_id) = (worked.seat.clone(), worked.member);
            Some(LineRow { invoice_id: head.id, line: line.id.clone(), seat, member_id, net_minor: net.minor() })
        };
        let lines: Vec<LineRow> = invoice.draft().lines.iter().zip(&totals.line_nets).filter_map(line).collect();
        let draft = serde_json::to_string(invoice).map_err(json)?;
        let row = InvoiceRow { head, draft, ubl: invoice.to_ubl(), cii };
        store::insert(tx, &row, &lines)?;
        let details = (row.head.number(), &row.head.digest);
        audit::record(tx, By::Muster, "invoice.issued", row.head.id, &details)?;
        letters::issued(tx, &row.head, invoice)?;
        let id = row.head.id;
        self.rows.push(row);
        Ok(id)
    }
}

/// A document that is to be kept.
struct Document<'a> {
    invoice: &'a Invoice,
    worked: &'a [Worked],
    number: Number,
    billing_version: i32,
    corrects: Option<InvoiceId>,
    shares: Option<Vec<InvoiceShare>>,
}

/// A number that was taken.
#[derive(Clone, Copy)]
struct Number {
    year: i32,
    number: i64,
}

impl Number {
    /// The next one of this year.
    fn next(tx: &mut Tx<'_>) -> Result<Self> {
        let year = tx.now().day().month().number() / 100;
        Ok(Self { year, number: store::next_number(tx, year)? })
    }

    fn told(self) -> String {
        model::number(self.year, self.number)
    }
}

/// A document that the rules here should never make.
fn unfit(refusal: muster_invoices::Refusal) -> Error {
    Error::internal("issue an invoice", refusal)
}

/// The documents of a client, the newest first.
pub fn of_client(app: &App, who: Client, query: &PageQuery) -> Result<Page<InvoiceHead>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        identity::clients::check_role(conn, who, &READERS)?;
        let found = store::list(conn, Some(who.client), cursor, limit + 1)?;
        Ok(Page::of(found, limit, |row| row.id.to_string()).map(|row| InvoiceHead::of(&row)))
    })
}

/// All documents, the newest first.
pub fn list(app: &App, query: &PageQuery) -> Result<Page<ListedInvoice>> {
    let (limit, cursor) = (query.limit()?, query.cursor()?);
    app.db.read(|conn| {
        let found = store::list(conn, None, cursor, limit + 1)?;
        let (milestones, clients): (Vec<_>, Vec<_>) = found.iter().map(|row| (row.milestone_id, row.client_id)).unzip();
        let (paid_out, clients) = (delivered::paid_out(conn, &milestones)?, identity::clients::names(conn, &clients)?);
        Ok(Page::of(found, limit, |row| row.id.to_string()).map(|row| ListedInvoice {
            head: InvoiceHead::of(&row),
            client: clients.get(&row.client_id).cloned().unwrap_or_default(),
            paid_out: row.money(paid_out.get(&row.milestone_id).copied().unwrap_or_default()),
        }))
    })
}

/// A document of a client in the format that was asked for; nobody else's.
pub fn read(app: &App, who: Client, id: InvoiceId, format: paper::InvoiceFormat) -> Result<Told<InvoiceInFull>> {
    app.db.read(|conn| {
        identity::clients::check_role(conn, who, &READERS)?;
        let row = store::of_client(conn, id, who.client)?;
        if format == paper::InvoiceFormat::Json {
            return Ok(Told::Json(InvoiceInFull::of(&row)?));
        }
        let (_, language) = identity::service::reader(conn, who.person)?;
        Ok(Told::File(paper::file(&row, format, &language)?))
    })
}
