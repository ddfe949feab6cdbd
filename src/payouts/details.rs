//! Use cases of bank details: where somebody wants to be paid.

use muster_bank::{
    iban::{Bic, Iban},
    text::Name,
};
use muster_kernel::{Instant, Money};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::{
    DetailsId, Owner,
    details_store::{self as store, DetailsRow, FaultRow},
    letters, model,
};
use crate::{
    app::App,
    audit::{self, By},
    book,
    db::{Conn, Tx},
    error::{Check, Error, Result},
    http::{Page, PageQuery},
    identity::{self, Client, ClientId, ClientRole, Member, Operator, PersonId},
    spaces::{self, SpaceId},
};

/// The roles of a client organisation that see money on paper.
pub(super) const READERS: [ClientRole; 2] = [ClientRole::Approver, ClientRole::Finance];

/// Where you want to be paid.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBankDetails {
    /// Whose account it is, as the bank knows them; 70 letters at most when written as banks do.
    pub holder: String,
    /// The account, with or without spaces.
    pub iban: String,
    /// The bank; most need none.
    pub bic: Option<String>,
}

/// Where you want to be paid.
#[derive(Serialize, ToSchema)]
pub struct BankDetails {
    /// Which details.
    pub id: DetailsId,
    /// Whose account it is.
    pub holder: String,
    /// The account, in groups of four.
    pub iban: String,
    /// The bank.
    pub bic: Option<String>,
    /// Since when.
    pub set_at: Instant,
    /// Why nothing is paid to it any more, where a payment came back: set your details anew.
    pub unusable: Option<String>,
}

impl BankDetails {
    fn of(row: DetailsRow, fault: Option<&FaultRow>) -> Self {
        let iban = row.iban.parse::<Iban>().map_or(row.iban, |iban| iban.to_string());
        let unusable = fault.map(|fault| fault.reason.clone());
        Self { id: row.id, holder: row.holder, iban, bic: row.bic, set_at: row.set_at, unusable }
    }
}

/// Sets a member's own bank details. They count from the next batch on.
pub fn set_of_member(app: &App, who: Member, new: &NewBankDetails) -> Result<BankDetails> {
    let read = Read::of(new)?;
    app.db.write(|tx| set(tx, who.into(), who.person, Owner::Member(who.member), &read))
}

/// Sets the bank details of a space, for those who run it.
pub fn set_of_space(app: &App, who: Operator, space: SpaceId, new: &NewBankDetails) -> Result<BankDetails> {
    let read = Read::of(new)?;
    app.db.write(|tx| {
        spaces::service::check_run_by(tx, who, space)?;
        set(tx, who.into(), who.person, Owner::Space(space), &read)
    })
}

/// Sets the bank details of a client organisation, to which its refunds go, for its finance.
pub fn set_of_client(app: &App, who: Client, new: &NewBankDetails) -> Result<BankDetails> {
    let read = Read::of(new)?;
    app.db.write(|tx| {
        identity::clients::check_role(tx, who, &[ClientRole::Finance])?;
        set(tx, who.into(), who.person, Owner::Client(who.client), &read)
    })
}

/// A member's own bank details, the newest first; the first ones count.
pub fn of_member(app: &App, who: Member, query: &PageQuery) -> Result<Page<BankDetails>> {
    app.db.read(|conn| page(conn, Owner::Member(who.member), query))
}

/// The bank details of a space, for those who run it, the newest first; the first ones count.
pub fn of_space(app: &App, who: Operator, space: SpaceId, query: &PageQuery) -> Result<Page<BankDetails>> {
    app.db.read(|conn| {
        spaces::service::check_run_by(conn, who, space)?;
        page(conn, Owner::Space(space), query)
    })
}

/// The bank details of a client organisation, for those of it who see money on paper, the newest first; the first ones count.
pub fn of_client(app: &App, who: Client, query: &PageQuery) -> Result<Page<BankDetails>> {
    app.db.read(|conn| {
        identity::clients::check_role(conn, who, &READERS)?;
        page(conn, Owner::Client(who.client), query)
    })
}

/// A client is owed `back` from now on. Where nothing can be paid to them, their finance is asked where to; not again while
/// an earlier refund waits for the answer.
pub fn ask_of_client(tx: &mut Tx<'_>, client: ClientId, back: Money) -> Result<()> {
    let account = Owner::Client(client).account();
    if let Some(there) = store::current(tx, account)?
        && store::faults(tx, std::iter::once(there.id))?.is_empty()
    {
        return Ok(());
    }
    // Nothing else waits where all that they are owed is this.
    if book::service::holds(tx, account)?.into_iter().filter(|owed| owed.minor() != 0).eq([back]) {
        letters::asked_where(tx, client, back)?;
    }
    Ok(())
}

fn page(conn: &mut Conn, owner: Owner, query: &PageQuery) -> Result<Page<BankDetails>> {
    let (limit, before) = (query.limit()?, query.cursor()?);
    let found = store::page(conn, owner.account(), before, limit + 1)?;
    let faults = store::faults(conn, found.iter().map(|row| row.id))?;
    let page = Page::of(found, limit, |row| row.id.to_string());
    Ok(page.map(|row| {
        let fault = faults.get(&row.id);
        BankDetails::of(row, fault)
    }))
}

/// Details that a bank can take.
struct Read {
    holder: String,
    iban: Iban,
    bic: Option<Bic>,
}

impl Read {
    /// What was typed, or all that is wrong with it. What is wrong is told masked: it may end up in a log.
    fn of(new: &NewBankDetails) -> Result<Self> {
        let mut check = Check::new();
        check.length("holder", &new.holder, 1..=200);
        let holder = Name::of(&new.holder);
        let fault = holder.as_ref().err().map(ToString::to_string).unwrap_or_default();
        check.that(holder.is_ok(), "holder", &new.holder, format!("a name that a bank can take: {fault}"));
        let iban = new.iban.parse::<Iban>();
        let fault = iban.as_ref().err().map(|error| error.fault.to_string()).unwrap_or_default();
        let right = format!("an IBAN such as DE89 3704 0044 0532 0130 00: {fault}");
        check.that(iban.is_ok(), "iban", masked(&new.iban), right);
        let bic = new.bic.as_deref().map(str::trim).filter(|bic| !bic.is_empty()).map(str::parse::<Bic>).transpose();
        let right = "eight or eleven letters and digits such as GIBACZPX, or left out";
        check.that(bic.is_ok(), "bic", &new.bic, right);
        check.done()?;
        match (iban, bic) {
            (Ok(iban), Ok(bic)) => Ok(Self { holder: new.holder.trim().to_owned(), iban, bic }),
            _ => Err(Error::internal("read bank details", "what is wrong with them was not told")),
        }
    }

    fn says(&self, row: &DetailsRow) -> bool {
        let bic = self.bic.as_ref().map(Bic::as_str);
        (self.holder.as_str(), self.iban.as_str(), bic) == (&row.holder, &row.iban, row.bic.as_deref())
    }
}

/// What was typed for an account, as far as a log may hold it.
fn masked(typed: &str) -> String {
    format!("…{}", model::last_four(typed))
}

/// Details as the audit log tells them: whose account of the book they belong to, and how the number ends.
fn told(row: &DetailsRow) -> Value {
    json!({ "account": row.account, "ending": model::last_four(&row.iban) })
}

/// Sets details. The very same ones stay as they are, but for those to which a payment came back: whoever sets them again
/// says that they can be used.
fn set(tx: &mut Tx<'_>, by: By, person: PersonId, owner: Owner, read: &Read) -> Result<BankDetails> {
    let account = owner.account();
    let there = store::current(tx, account)?;
    let before = there.as_ref().map(told);
    if let Some(there) = there.filter(|there| read.says(there))
        && store::faults(tx, std::iter::once(there.id))?.is_empty()
    {
        return Ok(BankDetails::of(there, None));
    }
    store::replace(tx, account)?;
    let row = DetailsRow {
        id: tx.id(),
        account: account.to_string(),
        holder: read.holder.clone(),
        iban: read.iban.as_str().to_owned(),
        bic: read.bic.as_ref().map(|bic| bic.as_str().to_owned()),
        set_by: person,
        set_at: tx.now(),
    };
    store::insert(tx, &row)?;
    audit::record_change(tx, by, "bank-details.set", row.id, &before, &told(&row))?;
    letters::details_set(tx, owner, &row)?;
    Ok(BankDetails::of(row, None))
}
