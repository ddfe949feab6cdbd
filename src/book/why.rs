//! Why a member got what they got: every part of their work's pay, each with a sentence that can be recomputed.

use muster_kernel::{BasisPoints, Money};
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    Bound, EntryId, Payee,
    lines::{self, PartRow},
};
use crate::{
    app::App,
    engagements::{self, SeatTitles},
    error::{Error, Result},
    identity::Member,
    spaces::TermsId,
};

/// A part of what a seat was paid, and why it is so much. Below zero where it was taken back.
#[derive(Serialize, ToSchema)]
pub struct ExplainedPart {
    /// The seat.
    pub seat: String,
    /// What the seat is called.
    pub seat_title: String,
    /// Who got it.
    pub payee: Payee,
    /// Of whose part the rate was taken; of what the seat was paid where there is nobody.
    pub of: Option<Payee>,
    /// The rate.
    pub basis_points: BasisPoints,
    /// What it was taken of.
    pub base: Money,
    /// What it gave, after others got their share of it.
    pub amount: Money,
    /// Which bound it met, if any.
    pub bound: Option<Bound>,
    /// Where the rate was announced.
    pub terms: Option<TermsId>,
    /// All of this in a sentence.
    pub why: String,
}

/// Every part of what an entry paid for a member's own work, in the order in which it was divided; nobody else's.
pub fn explained(app: &App, who: Member, entry: EntryId) -> Result<Vec<ExplainedPart>> {
    let (rows, titles) = app.db.read(|conn| {
        let rows = lines::parts_of(conn, entry, who.member)?;
        let contract = rows.first().ok_or_else(|| Error::not_found("entry", entry))?.engagement_id;
        Ok((rows, engagements::service::seat_titles(conn, &[contract])?))
    })?;
    rows.iter().map(|row| row.explained(&rows, &titles)).collect()
}

impl PartRow {
    fn explained(&self, all: &[Self], titles: &SeatTitles) -> Result<ExplainedPart> {
        let wrong = |cause: String| Error::internal("read a part", cause);
        Ok(ExplainedPart {
            seat: self.seat.clone(),
            seat_title: titles.of(self.engagement_id, &self.seat),
            payee: self.payee,
            of: self.of_payee.as_deref().map(str::parse).transpose().map_err(wrong)?,
            basis_points: self.basis_points,
            base: self.money(self.base_minor),
            amount: self.money(self.amount_minor),
            bound: self.bound,
            terms: self.terms_id,
            why: self.why(all),
        })
    }

    fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }

    /// What the part was before others got their share of it.
    fn whole(&self, all: &[Self]) -> Money {
        let shared = all.iter().filter(|other| {
            other.seat == self.seat && other.fee == self.payee && other.of_payee.as_deref() == Some(self.payee.as_str())
        });
        self.money(self.amount_minor + shared.map(|other| other.amount_minor).sum::<i64>())
    }

    fn why(&self, all: &[Self]) -> String {
        let (base, amount, whole) = (self.money(self.base_minor), self.money(self.amount_minor), self.whole(all));
        if self.base_minor < 0 {
            return match self.payee {
                Payee::Member => {
                    format!("{} of the seat's pay went back; {} of it were yours.", base.negated(), amount.negated())
                }
                _ => format!("{} gave back {} of it.", self.who(), whole.negated()),
            };
        }
        let by_rate =
            base.split(&[self.basis_points.weight(), BasisPoints::WHOLE.weight() - self.basis_points.weight()])[0];
        let rate = self.basis_points;
        let took = match self.payee {
            Payee::Member => return format!("{base} were paid for the seat; you keep what is left: {amount}."),
            Payee::Finder => return format!("Of that fee, {rate} go to whoever brought the client: {amount}."),
            Payee::Tax => return format!("The tax on the network's fee is {rate} of {base}: {amount}."),
            Payee::Space | Payee::Network | Payee::Fund => format!("{} takes {rate} of {base}", self.who()),
        };
        match self.bound {
            None => format!("{took}: {whole}."),
            Some(Bound::Most) => format!(
                "{took}, which would be {by_rate}; it takes no more than so much of your work in a year: {whole}."
            ),
            Some(Bound::Least) => {
                format!("{took}, which would be {by_rate}; it takes a least of each release: {whole}.")
            }
        }
    }

    const fn who(&self) -> &'static str {
        match self.payee {
            Payee::Member => "You",
            Payee::Space => "Your space",
            Payee::Network => "The network",
            Payee::Fund => "The mutual fund",
            Payee::Finder => "Whoever brought the client",
            Payee::Tax => "The tax office",
        }
    }
}
