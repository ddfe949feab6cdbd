//! What clients and admins are told about fundings.

use muster_kernel::Money;

use super::{
    model::{self, Misfit, VoidReason},
    store::{FundingRow, StrayRow},
    views::PayTo,
};
use crate::{
    db::Tx,
    engagements::{milestone_called, payments::Payable},
    error::Result,
    identity::Hat,
    letters::Letter,
    notices::{self, Kind, Notice},
};

/// To the client's finance: how to pay, and what `came` for the milestone before and did not fit.
pub(super) fn asked(
    tx: &mut Tx<'_>,
    payable: &Payable,
    row: &FundingRow,
    pay_to: Option<&PayTo>,
    came: &[StrayRow],
) -> Result<()> {
    let letter = if came.is_empty() {
        about("funding-asked", payable)
    } else {
        about("funding-asked-misfit", payable).with("asked", row.amount()).with("came", amounts(came))
    };
    let letter = letter.with("last", row.last_day).with("transfer", transfer(row, row.amount(), pay_to));
    tell(tx, payable, row, "funding.asked", letter)
}

/// To the client's finance, a few days before the last one: what is still to be paid, which is all of it, or the rest.
pub(super) fn remind(
    tx: &mut Tx<'_>,
    payable: &Payable,
    row: &FundingRow,
    rest: Money,
    pay_to: Option<&PayTo>,
) -> Result<()> {
    let letter = if rest == row.amount() {
        about("funding-due", payable)
    } else {
        about("funding-rest-due", payable).with("asked", row.amount()).with("missing", rest)
    };
    let letter = letter.with("last", row.last_day).with("transfer", transfer(row, rest, pay_to));
    tell(tx, payable, row, "funding.due", letter)
}

/// To the client's finance: the money is there.
pub(super) fn posted(tx: &mut Tx<'_>, payable: &Payable, row: &FundingRow) -> Result<()> {
    tell(tx, payable, row, "funding.posted", about("funding-posted", payable).with("amount", row.amount()))
}

/// To the client's finance: nothing is to be paid any more, and what `came` did not fit.
pub(super) fn void(
    tx: &mut Tx<'_>,
    payable: &Payable,
    row: &FundingRow,
    reason: VoidReason,
    came: &[StrayRow],
) -> Result<()> {
    let why = match reason {
        VoidReason::Client => "client",
        VoidReason::Admin => "admin",
        VoidReason::LeftOut => "left-out",
        VoidReason::Changed => "changed",
    };
    let letter = if came.is_empty() {
        about("funding-void", payable)
    } else {
        about("funding-void-misfit", payable).with("came", amounts(came))
    };
    let letter = letter.with("amount", row.amount()).with("reference", row.reference.to_string()).with("reason", why);
    tell(tx, payable, row, "funding.void", letter)
}

/// To the client's finance: the money did not come, or what `came` did not fit.
pub(super) fn expired(tx: &mut Tx<'_>, payable: &Payable, row: &FundingRow, came: &[StrayRow]) -> Result<()> {
    let letter = if came.is_empty() {
        about("funding-expired", payable).with("amount", row.amount())
    } else {
        about("funding-expired-misfit", payable).with("asked", row.amount()).with("came", amounts(came))
    };
    let letter = letter.with("reference", row.reference.to_string()).with("last", row.last_day);
    tell(tx, payable, row, "funding.expired", letter)
}

/// To the client's finance: what came does not fit. Either the `rest` of it completes it, or an admin looks at it.
pub(super) fn misfit(
    tx: &mut Tx<'_>,
    payable: &Payable,
    row: &FundingRow,
    stray: &StrayRow,
    rest: Option<Money>,
) -> Result<()> {
    let letter = match (stray.misfit, rest) {
        (Misfit::TooLate, _) => about("funding-late", payable),
        (Misfit::WrongAmount, None) => about("funding-misfit", payable).with("asked", row.amount()),
        (Misfit::WrongAmount, Some(rest)) => about("funding-short", payable)
            .with("asked", row.amount())
            .with("missing", rest)
            .with("last", row.last_day)
            .with("transfer", vec![amount(rest), reference(row)]),
    };
    let letter = letter.with("amount", stray.amount()).with("reference", row.reference.to_string());
    tell(tx, payable, row, "funding.misfit", letter)
}

/// To all admins: money that fits no pending funding; of one whose client is asked for the `rest`, that it is to stay.
pub(super) fn stray(tx: &mut Tx<'_>, stray: &StrayRow, named: &FundingRow, rest: Option<Money>) -> Result<()> {
    let letter = match (stray.misfit, rest) {
        (Misfit::WrongAmount, Some(rest)) => Letter::new("stray-short").with("missing", rest),
        (Misfit::WrongAmount, None) => Letter::new("stray-kept").with("why", "wrong-amount"),
        (Misfit::TooLate, _) => Letter::new("stray-kept").with("why", named.state.as_str()),
    };
    let letter = letter
        .with("amount", stray.amount())
        .with("reference", named.reference.to_string())
        .with("asked", named.amount())
        .with("bank", stray.bank_reference.to_string());
    let notice = Notice::new(Kind::Desk, "stray.kept", stray.id, letter).at("/strays".to_owned());
    notices::service::tell_all(tx, Hat::Admin, &notice)
}

fn tell(tx: &mut Tx<'_>, payable: &Payable, row: &FundingRow, event: &'static str, letter: Letter) -> Result<()> {
    let notice = Notice::new(Kind::Engagement, event, row.id, letter)
        .at(format!("/engagements/{}", payable.engagement))
        .by(model::expires_at(row.last_day));
    notices::service::tell_finance(tx, payable.client, &notice)
}

fn about(letter: &str, payable: &Payable) -> Letter {
    Letter::new(letter).with("milestone", milestone_called(&payable.title)).with("title", &payable.engagement_title)
}

fn amount(amount: Money) -> Letter {
    Letter::new("transfer-amount").with("amount", amount)
}

/// What came, line by line.
fn amounts(came: &[StrayRow]) -> Vec<Letter> {
    came.iter().map(|stray| amount(stray.amount())).collect()
}

fn reference(row: &FundingRow) -> Letter {
    Letter::new("transfer-reference").with("reference", row.reference.to_string())
}

/// What a transfer of `to_pay` says, line by line.
fn transfer(row: &FundingRow, to_pay: Money, pay_to: Option<&PayTo>) -> Vec<Letter> {
    let mut lines = vec![amount(to_pay)];
    match pay_to {
        Some(PayTo { name, iban, bic }) => {
            lines.push(Letter::new("transfer-to").with("name", name));
            lines.push(Letter::new("transfer-iban").with("iban", in_groups(iban)));
            lines.extend(bic.iter().map(|bic| Letter::new("transfer-bic").with("bic", bic)));
        }
        None => lines.push(Letter::new("transfer-as-agreed")),
    }
    lines.push(reference(row));
    lines
}

/// A text without blanks as people read it, in groups of four.
fn in_groups(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use muster_kernel::{Currency, Id, Instant};

    use super::*;
    use crate::{
        fundings::{Reference, model::State},
        letters::Language,
    };

    fn told(pay_to: Option<&PayTo>) -> Vec<String> {
        let line = |letter: &Letter| letter.text(Language::English, &TimeZone::UTC).unwrap();
        transfer(&row(), row().amount(), pay_to).iter().map(line).collect()
    }

    fn row() -> FundingRow {
        FundingRow {
            id: Id::from_bits(1),
            milestone_id: Id::from_bits(1),
            engagement_id: Id::from_bits(1),
            client_id: Id::from_bits(1),
            reference: Reference::of("KTWXBGHD").unwrap(),
            amount_minor: 123_456,
            currency: Currency::EUR,
            last_day: "2026-11-16".parse().unwrap(),
            state: State::Pending,
            bank_reference: None,
            void_reason: None,
            asked_at: Instant::from_micros(0),
            decided_at: None,
        }
    }

    #[test]
    fn a_transfer_is_told_in_groups_that_can_be_typed() {
        let to = |bic: Option<&str>| PayTo {
            name: "Muster Ltd".to_owned(),
            iban: "AT611904300234573201".to_owned(),
            bic: bic.map(str::to_owned),
        };
        let lines = [
            "– Amount: €1,234.56",
            "– To: Muster Ltd",
            "– IBAN: AT61 1904 3002 3457 3201",
            "– BIC: BKAUATWW",
            "– Reference: RF32 KTWX BGHD",
        ];
        assert_eq!(told(Some(&to(Some("BKAUATWW")))), lines);
        assert!(!told(Some(&to(None))).iter().any(|line| line.contains("BIC")));
    }

    #[test]
    fn without_an_account_a_client_pays_as_agreed() {
        let lines = ["– Amount: €1,234.56", "– To: the account as agreed", "– Reference: RF32 KTWX BGHD"];
        assert_eq!(told(None), lines);
    }
}
