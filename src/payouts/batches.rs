//! Making a batch, and its file.

use std::collections::{BTreeMap, BTreeSet};

use muster_bank::{
    text::{EndToEndId, MessageId, Name, Remittance},
    transfer::{Batch, Draft, MOST_PAYMENTS, Order, Payment, Version},
};
use muster_kernel::{Currency, Day, Instant, Money};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};

use super::{
    BatchId, DetailsId, PayoutId,
    details_store::{self, DetailsRow, FaultRow},
    letters,
    model::{Because, State},
    store::{self, BatchRow, LeftOutRow, PayoutRow},
};
use crate::{
    app::App,
    audit,
    book::{self, Account, Entry},
    config::BankAccount,
    db::{Conn, Tx},
    engagements::payments,
    error::{Check, Error, Result},
    hash,
    http::IdempotencyKey,
    identity::Admin,
};

/// How many days ahead the bank may be asked to pay.
const MOST_DAYS_AHEAD: i32 = 30;
/// So many milestones of a refund are named to the bank at most; more have no room.
const MOST_NAMED: usize = 10;
/// The largest smallest amount, in minor units: more than anybody waits for.
const LARGEST_SMALLEST: i64 = 100_000_000;

crate::words! {
    /// Which version of pain.001 is written.
    pub enum FileVersion {
        /// `pain.001.001.03`, which some banks still ask for.
        V03 = "03",
        /// `pain.001.001.09`.
        V09 = "09",
    }
}

impl FileVersion {
    const fn of_bank(self) -> Version {
        match self {
            Self::V03 => Version::V03,
            Self::V09 => Version::V09,
        }
    }
}

/// Who is to be paid.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewPayoutBatch)]
pub struct NewBatch {
    /// What is paid out: EUR, which all banks of SEPA take.
    pub currency: Currency,
    /// On which day the bank is to pay, today or within thirty days.
    pub on: Day,
    /// Whoever is owed less waits for a later batch, in minor units, 1 or more.
    pub smallest: i64,
}

/// Which version of a batch's file is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct FileQuery {
    /// The version of pain.001.001; `09` where absent.
    #[param(inline)]
    pub version: Option<FileVersion>,
}

/// A file for the bank.
pub struct BatchFile {
    /// What it is called.
    pub name: String,
    /// The SHA-256 of its bytes.
    pub sha256: String,
    /// What it holds.
    pub xml: String,
}

/// Has everybody paid who can be; answers the batch. Refused where nobody can, with how many are left out and why.
pub fn make(app: &App, who: Admin, new: &NewBatch, key: &IdempotencyKey) -> Result<BatchId> {
    let made = app.db.write(|tx| {
        key.once(tx, who.person, new, |tx| {
            check(new, tx.now().day())?;
            let payer = Payer::of(app)?;
            let owed = book::service::owed(tx, new.currency)?;
            let candidates = Candidates::read(tx, new, &payer, &owed)?;
            let (chosen, left_out) = candidates.sorted(tx, owed);
            if chosen.is_empty() {
                return Err(nobody(&left_out));
            }
            pay(tx, who, new, &payer, chosen, left_out)
        })
    });
    match made {
        Err(error) if error.is_taken() => {
            Err(Error::conflict("batch-meanwhile", "Another batch was made at the same moment. Look at it first."))
        }
        made => made,
    }
}

fn check(new: &NewBatch, today: Day) -> Result<()> {
    let mut check = Check::new();
    check.that(new.currency == Currency::EUR, "currency", new.currency, "EUR: other currencies are not paid out yet");
    let latest = today.plus_days(MOST_DAYS_AHEAD);
    check.that((today..=latest).contains(&new.on), "on", new.on, format!("a day from {today} to {latest}"));
    let fits = (1..=LARGEST_SMALLEST).contains(&new.smallest);
    check.that(fits, "smallest", new.smallest, format!("1 to {LARGEST_SMALLEST} minor units"));
    check.done()
}

/// Whose money it is that leaves, as a bank reads it.
struct Payer {
    name: Name,
    account: BankAccount,
}

impl Payer {
    fn of(app: &App) -> Result<Self> {
        let account = app.bank.clone().ok_or_else(|| {
            let sentence = "The network has no bank account yet: set MUSTER_BANK_IBAN (and MUSTER_BANK_BIC where your bank \
                            wants it told), and start the server again.";
            Error::conflict("no-bank-account", sentence)
        })?;
        let name = app.network.first().map(String::as_str).unwrap_or_default();
        let name = Name::shortened(name).map_err(|fault| {
            let sentence =
                format!("The network's name, {name:?}, cannot be written to a bank: {fault}. Set MUSTER_NETWORK.");
            Error::conflict("no-bank-name", sentence)
        })?;
        Ok(Self { name, account })
    }
}

/// What is known of those who are owed money.
struct Candidates<'n> {
    new: &'n NewBatch,
    payer: &'n Payer,
    details: BTreeMap<String, DetailsRow>,
    /// For which milestones each client is paid back who has details.
    refunds: BTreeMap<Account, Vec<String>>,
    faults: BTreeMap<DetailsId, FaultRow>,
    under_way: BTreeSet<String>,
    in_doubt: BTreeSet<String>,
}

/// Somebody who is paid.
struct Chosen {
    account: Account,
    details: DetailsRow,
    draft: Draft,
    id: PayoutId,
}

/// Somebody who is not, and why.
struct LeftOut {
    account: Account,
    amount: Money,
    because: Because,
    words: String,
}

impl<'n> Candidates<'n> {
    fn read(conn: &mut Conn, new: &'n NewBatch, payer: &'n Payer, owed: &[(Account, Money)]) -> Result<Self> {
        let accounts: Vec<String> = owed.iter().map(|(account, _)| account.to_string()).collect();
        let details = details_store::current_of(conn, &accounts)?;
        let faults = details_store::faults(conn, details.values().map(|row| row.id))?;
        let refunds = refunds(conn, owed.iter().filter(|(account, _)| details.contains_key(&account.to_string())))?;
        let under_way = store::under_way(conn, new.currency)?;
        Ok(Self { new, payer, details, refunds, faults, under_way, in_doubt: store::in_doubt(conn)? })
    }

    /// Who is paid, and who is not.
    fn sorted(&self, tx: &Tx<'_>, owed: Vec<(Account, Money)>) -> (Vec<Chosen>, Vec<LeftOut>) {
        let (mut chosen, mut left_out) = (Vec::new(), Vec::new());
        for (account, amount) in owed {
            match self.one(tx, account, amount) {
                Ok(_) if chosen.len() >= MOST_PAYMENTS => {
                    let words = format!("a batch has at most {MOST_PAYMENTS} payouts; make another one");
                    left_out.push(LeftOut { account, amount, because: Because::Full, words });
                }
                Ok(one) => chosen.push(one),
                Err((because, words)) => left_out.push(LeftOut { account, amount, because, words }),
            }
        }
        (chosen, left_out)
    }

    fn one(&self, tx: &Tx<'_>, account: Account, amount: Money) -> std::result::Result<Chosen, (Because, String)> {
        let named = account.to_string();
        let no = |because: Because, words: &str| Err((because, words.to_owned()));
        if self.in_doubt.contains(&named) {
            return no(Because::InDoubt, "decide first on the payout of which the bank told what cannot be");
        }
        if self.under_way.contains(&named) {
            return no(Because::UnderWay, "the bank has yet to say what became of the payout before");
        }
        if amount.minor() < self.new.smallest {
            let smallest = Money::new(self.new.smallest, amount.currency());
            return no(Because::BelowSmallest, &format!("less than {smallest}"));
        }
        let Some(details) = self.details.get(&named) else {
            return no(Because::NoDetails, "bank details were never set");
        };
        if let Some(fault) = self.faults.get(&details.id) {
            return no(Because::UnusableDetails, &fault.reason);
        }
        let id: PayoutId = tx.id();
        let draft = draft((id, amount, self.new.on), details, self.remittance(account));
        let own = details.iban == self.payer.account.iban.as_str();
        match Payment::of(&draft) {
            Ok(_) if own => no(Because::Unsendable, "the account is the network's own"),
            Ok(_) => Ok(Chosen { account, details: details.clone(), draft, id }),
            Err(faults) => {
                let words: Vec<String> = faults.iter().map(ToString::to_string).collect();
                no(Because::Unsendable, &words.join("; "))
            }
        }
    }

    /// What is written on a payment. A client reads for which milestones it is, as far as there is room.
    fn remittance(&self, account: Account) -> String {
        let name = &self.payer.name;
        if matches!(account, Account::Payer(_)) {
            let words = format!("Sent back by {name}: nothing was asked for by what was written on it");
            return Remittance::shortened(&words).map_or(words, String::from);
        }
        match self.refunds.get(&account) {
            Some(milestones) => {
                let words = format!("Refund by {name}: {}", milestones.join(", "));
                Remittance::shortened(&words).map_or(words, String::from)
            }
            None => format!("Payout of {} by {name}", self.new.on),
        }
    }
}

/// For which milestones each client among those is paid back who are `owed` something.
fn refunds<'o>(
    conn: &mut Conn,
    owed: impl Iterator<Item = &'o (Account, Money)>,
) -> Result<BTreeMap<Account, Vec<String>>> {
    let mut refunds: BTreeMap<Account, Vec<String>> = BTreeMap::new();
    for (account, amount) in owed {
        let Account::Client(client) = account else { continue };
        let milestones = refunds.entry(*account).or_default();
        for subject in book::service::refunds_owed(conn, *client, amount.currency())?.into_iter().take(MOST_NAMED) {
            let id = subject.parse().map_err(|cause| Error::internal("name a refund's milestone", cause))?;
            milestones.push(payments::called(conn, id)?);
        }
    }
    Ok(refunds)
}

fn draft((id, amount, on): (PayoutId, Money, Day), details: &DetailsRow, remittance: String) -> Draft {
    Draft {
        id: EndToEndId::of(&id),
        amount,
        on,
        name: details.holder.clone(),
        iban: details.iban.clone(),
        bic: details.bic.clone().unwrap_or_default(),
        address: None,
        remittance,
    }
}

/// Why there is no batch: how many are left out for what.
fn nobody(left_out: &[LeftOut]) -> Error {
    let counted = Because::ALL.iter().filter_map(|because| {
        let many = left_out.iter().filter(|one| one.because == *because).count();
        (many > 0).then(|| format!("{many} {}", because.in_words()))
    });
    let counted: Vec<String> = counted.collect();
    let why = if counted.is_empty() { "nobody is owed anything".to_owned() } else { counted.join(", ") };
    Error::conflict("nobody-to-pay", format!("There is nobody to pay out: {why}."))
}

/// Takes what is owed into transit, one entry for each payout, and keeps the batch.
fn pay(
    tx: &mut Tx<'_>,
    who: Admin,
    new: &NewBatch,
    payer: &Payer,
    chosen: Vec<Chosen>,
    left_out: Vec<LeftOut>,
) -> Result<BatchId> {
    let id: BatchId = tx.id();
    let order = order(id, tx.now(), payer.name.clone(), &payer.account);
    let drafts: Vec<Draft> = chosen.iter().map(|one| one.draft.clone()).collect();
    let batch = Batch::of(order, &drafts).map_err(|refused| Error::internal("make a batch", refused))?;
    let blocks: BTreeMap<String, String> =
        batch.sent().into_iter().map(|sent| (sent.id.to_string(), sent.block.to_string())).collect();
    let mut rows = Vec::with_capacity(chosen.len());
    let mut total = 0_i64;
    for Chosen { account, details, draft, id: payout } in chosen {
        let memo = letters::memo_of_payout(payout, draft.amount);
        let entry = Entry::payout(payout, memo, account, draft.amount)
            .map_err(|refusal| Error::internal("pay out", refusal))?;
        let entry_id = book::service::post(tx, &entry, &format!("payout:{payout}"))?;
        total += draft.amount.minor();
        let end_to_end = draft.id.to_string();
        rows.push(PayoutRow {
            id: payout,
            batch_id: id,
            account: account.to_string(),
            details_id: details.id,
            amount_minor: draft.amount.minor(),
            currency: new.currency,
            month: tx.now().day().month(),
            block: blocks.get(&end_to_end).cloned().unwrap_or_default(),
            end_to_end,
            remittance: draft.remittance,
            entry_id,
            state: State::Sent,
            contradiction: None,
            decided: None,
            sent_at: tx.now(),
        });
    }
    let count = |many: usize| i32::try_from(many).map_err(|cause| Error::internal("count a batch", cause));
    let row = BatchRow {
        id,
        message: MessageId::of(&id).to_string(),
        currency: new.currency,
        on_day: new.on,
        smallest_minor: new.smallest,
        debtor: payer.name.to_string(),
        debtor_iban: payer.account.iban.as_str().to_owned(),
        debtor_bic: payer.account.bic.as_ref().map(|bic| bic.as_str().to_owned()),
        payouts: count(rows.len())?,
        total_minor: total,
        left_out: count(left_out.len())?,
        sha256_v03: hash::sha256(batch.to_xml(Version::V03).as_bytes()),
        sha256_v09: hash::sha256(batch.to_xml(Version::V09).as_bytes()),
        made_by: who.person,
        made_at: tx.now(),
    };
    let left_out: Vec<LeftOutRow> = left_out
        .into_iter()
        .map(|LeftOut { account, amount, because, words }| LeftOutRow {
            batch_id: id,
            account: account.to_string(),
            amount_minor: amount.minor(),
            because,
            words,
        })
        .collect();
    store::insert_batch(tx, &row, &rows, &left_out)?;
    let made = json!({
        "currency": row.currency, "on": row.on_day, "smallest_minor": row.smallest_minor, "payouts": row.payouts,
        "total_minor": row.total_minor, "sha256": row.sha256_v09,
    });
    audit::record_change(tx, who.into(), "payout-batch.made", id, &(), &made)?;
    Ok(id)
}

fn order(id: BatchId, made: Instant, name: Name, account: &BankAccount) -> Order {
    let BankAccount { iban, bic } = account.clone();
    Order { message: MessageId::of(&id), made, initiator: name.clone(), debtor: name, iban, bic }
}

/// The file of a batch, the same bytes each time. Where it cannot be made to the same byte any more, there is none.
pub fn file(conn: &mut Conn, id: BatchId, version: FileVersion) -> Result<BatchFile> {
    let row = store::batch(conn, id)?;
    let payouts = store::of_batch(conn, id)?;
    let details = details_store::by_ids(conn, &payouts.iter().map(|payout| payout.details_id).collect())?;
    let mut drafts = Vec::with_capacity(payouts.len());
    for payout in payouts {
        let own = details.get(&payout.details_id);
        let own = own.ok_or_else(|| Error::internal("make a file again", "bank details have gone"))?;
        drafts.push(draft((payout.id, payout.amount(), row.on_day), own, payout.remittance));
    }
    let sha256 = match version {
        FileVersion::V03 => row.sha256_v03.clone(),
        FileVersion::V09 => row.sha256_v09.clone(),
    };
    let xml = again(&row, &drafts, version).filter(|xml| hash::sha256(xml.as_bytes()) == sha256);
    let xml = xml.ok_or_else(|| {
        let sentence = "This version of Muster writes another file for this batch than was made for it at first, so it gives \
                        none out: use the one that was downloaded then.";
        Error::conflict("file-differs", sentence)
    })?;
    Ok(BatchFile { name: format!("{id}.pain.001.001.{version}.xml"), sha256, xml })
}

/// The file as this version of Muster writes it; `None` where it does not take what an earlier one took.
fn again(row: &BatchRow, drafts: &[Draft], version: FileVersion) -> Option<String> {
    let bic = row.debtor_bic.as_deref().map(str::parse).transpose().ok()?;
    let account = BankAccount { iban: row.debtor_iban.parse().ok()?, bic };
    let order = order(row.id, row.made_at, row.debtor.parse().ok()?, &account);
    Some(Batch::of(order, drafts).ok()?.to_xml(version.of_bank()))
}
