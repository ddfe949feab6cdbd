//! The rows of billing details, invoices and what waits to be invoiced.

use diesel::{prelude::*, upsert::excluded};
use muster_invoices::Invoice;
use muster_kernel::{Currency, Instant, Money};

use super::{
    InvoiceId,
    billing::BillingDetails,
    model::{self, InvoiceKind, InvoiceShare, Open, Worked},
};
use crate::{
    db::{Conn, Portable, Tx, insert_all},
    engagements::{EngagementId, MilestoneId},
    error::{Error, Result},
    identity::{ClientId, MemberId, PersonId},
    schema::{billing_details, invoice_lines, invoice_years, invoices, invoices_waiting},
};

/// What a client gave at some time.
#[derive(Clone, Insertable, Queryable, Selectable)]
#[diesel(table_name = billing_details)]
pub(super) struct BillingRow {
    pub(super) client_id: ClientId,
    pub(super) version: i32,
    pub(super) details: String,
    pub(super) given_by: PersonId,
    pub(super) given_at: Instant,
}

impl BillingRow {
    /// What was given.
    pub(super) fn details(&self) -> Result<BillingDetails> {
        serde_json::from_str(&self.details).map_err(|cause| Error::internal("read billing details", cause))
    }
}

/// The newest details of a client.
pub(super) fn billing(conn: &mut Conn, client: ClientId) -> Result<Option<BillingRow>> {
    let own = billing_details::table.filter(billing_details::client_id.eq(client));
    Ok(own.order(billing_details::version.desc()).select(BillingRow::as_select()).first(conn).optional()?)
}

pub(super) fn insert_billing(tx: &mut Tx<'_>, row: &BillingRow) -> Result<()> {
    diesel::insert_into(billing_details::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// What of a document stands in a list.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = invoices, treat_none_as_default_value = false)]
pub(super) struct HeadRow {
    pub(super) id: InvoiceId,
    pub(super) kind: InvoiceKind,
    pub(super) year: i32,
    pub(super) number: i64,
    pub(super) client_id: ClientId,
    pub(super) engagement_id: EngagementId,
    pub(super) milestone_id: MilestoneId,
    pub(super) position: i32,
    pub(super) corrects: Option<InvoiceId>,
    pub(super) billing_version: i32,
    pub(super) title: String,
    pub(super) contract: String,
    pub(super) currency: Currency,
    pub(super) net_minor: i64,
    pub(super) tax_minor: i64,
    pub(super) gross_minor: i64,
    pub(super) shares: Option<String>,
    pub(super) digest: String,
    pub(super) issued_at: Instant,
}

/// All that a document says.
#[derive(Clone, Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = invoices, treat_none_as_default_value = false)]
pub(super) struct InvoiceRow {
    #[diesel(embed)]
    pub(super) head: HeadRow,
    pub(super) draft: String,
    pub(super) ubl: String,
    pub(super) cii: String,
}

impl HeadRow {
    /// How it is named.
    pub(super) fn number(&self) -> String {
        model::number(self.year, self.number)
    }

    /// An amount in its currency.
    pub(super) const fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// Where the net amount went, where that may be told.
    pub(super) fn shares(&self) -> Result<Option<Vec<InvoiceShare>>> {
        let read = |text: &String| serde_json::from_str(text);
        self.shares
            .as_ref()
            .map(read)
            .transpose()
            .map_err(|cause| Error::internal("read the shares of an invoice", cause))
    }
}

impl InvoiceRow {
    /// As a checked document.
    pub(super) fn invoice(&self) -> Result<Invoice> {
        serde_json::from_str(&self.draft).map_err(|cause| Error::internal("read an invoice", cause))
    }
}

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = invoice_lines)]
pub(super) struct LineRow {
    pub(super) invoice_id: InvoiceId,
    pub(super) line: String,
    pub(super) seat: String,
    pub(super) member_id: MemberId,
    pub(super) net_minor: i64,
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &InvoiceRow, lines: &[LineRow]) -> Result<()> {
    diesel::insert_into(invoices::table).values(row).execute(&mut **tx)?;
    insert_all::<_, LineRow>(tx, invoice_lines::table, lines)?;
    Ok(())
}

/// Takes the next number of a year. Whoever takes one at the same time waits, or begins again.
pub(super) fn next_number(tx: &mut Tx<'_>, year: i32) -> Result<i64> {
    let last = invoice_years::table.find(year).select(invoice_years::last_number);
    let next = last.first::<i64>(&mut **tx).optional()?.unwrap_or_default() + 1;
    let row = (invoice_years::year.eq(year), invoice_years::last_number.eq(next));
    let statement = diesel::insert_into(invoice_years::table)
        .values(row)
        .on_conflict(invoice_years::year)
        .do_update()
        .set(invoice_years::last_number.eq(excluded(invoice_years::last_number)));
    Portable(statement).execute(&mut **tx)?;
    Ok(next)
}

/// The documents of a milestone, in the order in which they were issued.
pub(super) fn of_milestone(conn: &mut Conn, milestone: MilestoneId) -> Result<Vec<InvoiceRow>> {
    Ok(invoices::table
        .filter(invoices::milestone_id.eq(milestone))
        .order(invoices::position)
        .select(InvoiceRow::as_select())
        .load(conn)?)
}

/// The newest invoice among a milestone's documents, with its credit notes; none where there is none.
pub(super) fn open(conn: &mut Conn, rows: &[InvoiceRow]) -> Result<Option<(InvoiceId, Open)>> {
    let Some(newest) = rows.iter().rfind(|row| row.head.kind == InvoiceKind::Invoice) else { return Ok(None) };
    let id = newest.head.id;
    let credits = rows.iter().filter(|row| row.head.corrects == Some(id)).map(InvoiceRow::invoice);
    let credits = credits.collect::<Result<Vec<_>>>()?;
    let lines = invoice_lines::table.filter(invoice_lines::invoice_id.eq(id));
    let lines: Vec<LineRow> = lines.select(LineRow::as_select()).load(conn)?;
    let worked =
        lines.into_iter().map(|LineRow { line, seat, member_id, .. }| Worked { line, seat, member: member_id });
    Ok(Some((id, Open { invoice: newest.invoice()?, worked: worked.collect(), credits })))
}

/// The documents of a client, or all of them, the newest first, from before `cursor` on.
pub(super) fn list(
    conn: &mut Conn,
    client: Option<ClientId>,
    cursor: Option<InvoiceId>,
    limit: i64,
) -> Result<Vec<HeadRow>> {
    let mut rows = invoices::table.into_boxed();
    if let Some(client) = client {
        rows = rows.filter(invoices::client_id.eq(client));
    }
    if let Some(cursor) = cursor {
        rows = rows.filter(invoices::id.lt(cursor));
    }
    Ok(rows.order(invoices::id.desc()).limit(limit).select(HeadRow::as_select()).load(conn)?)
}

/// A document of that client; nobody else's.
pub(super) fn of_client(conn: &mut Conn, id: InvoiceId, client: ClientId) -> Result<InvoiceRow> {
    let own = invoices::table.find(id).filter(invoices::client_id.eq(client));
    let found = own.select(InvoiceRow::as_select()).first(conn).optional()?;
    found.ok_or_else(|| Error::not_found("invoice", id))
}

/// Lets a milestone's invoice wait.
pub(super) fn wait(tx: &mut Tx<'_>, milestone: MilestoneId, client: ClientId) -> Result<()> {
    let row = (
        invoices_waiting::milestone_id.eq(milestone),
        invoices_waiting::client_id.eq(client),
        invoices_waiting::since.eq(tx.now()),
    );
    Portable(diesel::insert_into(invoices_waiting::table).values(row).on_conflict_do_nothing()).execute(&mut **tx)?;
    Ok(())
}

/// Notes that a client is asked for what an invoice waits for; answers whether nobody has asked it before, of whatever
/// still waits.
pub(super) fn ask(tx: &mut Tx<'_>, milestone: MilestoneId, client: ClientId) -> Result<bool> {
    let theirs = invoices_waiting::table.filter(invoices_waiting::client_id.eq(client));
    let asked: i64 = theirs.filter(invoices_waiting::asked_at.is_not_null()).count().get_result(&mut **tx)?;
    let now = tx.now();
    let own = invoices_waiting::table.find(milestone).filter(invoices_waiting::asked_at.is_null());
    diesel::update(own).set(invoices_waiting::asked_at.eq(now)).execute(&mut **tx)?;
    Ok(asked == 0)
}

/// A milestone's invoice waits no longer.
pub(super) fn wait_no_longer(tx: &mut Tx<'_>, milestone: MilestoneId) -> Result<()> {
    diesel::delete(invoices_waiting::table.find(milestone)).execute(&mut **tx)?;
    Ok(())
}

/// The milestones of a client whose invoices wait.
pub(super) fn waiting_of(conn: &mut Conn, client: ClientId) -> Result<Vec<MilestoneId>> {
    let theirs = invoices_waiting::table.filter(invoices_waiting::client_id.eq(client));
    let order = (invoices_waiting::since, invoices_waiting::milestone_id);
    Ok(theirs.order(order).select(invoices_waiting::milestone_id).load(conn)?)
}

/// Every milestone whose invoice waits.
pub(super) fn all_waiting(conn: &mut Conn) -> Result<Vec<MilestoneId>> {
    let order = (invoices_waiting::since, invoices_waiting::milestone_id);
    Ok(invoices_waiting::table.order(order).select(invoices_waiting::milestone_id).load(conn)?)
}

/// How many invoices of a client wait.
pub(super) fn count_waiting(conn: &mut Conn, client: ClientId) -> Result<i64> {
    Ok(invoices_waiting::table.filter(invoices_waiting::client_id.eq(client)).count().get_result(conn)?)
}
