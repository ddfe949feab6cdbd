//! What clients and admins are told about fundings.

use super::{
    model::{self, Misfit, State, VoidReason},
    store::{FundingRow, StrayRow},
    views::PayTo,
};
use crate::{
    db::Tx,
    engagements::payments::Payable,
    error::Result,
    identity::Hat,
    notices::{self, Kind, Notice},
};

/// To the client's finance: how to pay.
pub(super) fn asked(tx: &mut Tx<'_>, payable: &Payable, row: &FundingRow, pay_to: Option<&PayTo>) -> Result<()> {
    let text = format!(
        "to fund {}, transfer the money so that it is there by {}:\n\n{}\n\nThe reference says what the money is for: write \
         it on the transfer as it stands here. The members begin when the money is there; it is held until you accept the \
         work.",
        about(payable),
        row.last_day,
        transfer(row, pay_to),
    );
    tell(tx, payable, row, "funding.asked", format!("To be paid: {}", payable.title), text)
}

/// To the client's finance, a few days before the last one.
pub(super) fn remind(tx: &mut Tx<'_>, payable: &Payable, row: &FundingRow, pay_to: Option<&PayTo>) -> Result<()> {
    let text = format!(
        "the money for {} is not there yet. The last day for it is {}; after that the request expires.\n\n{}\n\nIf it is on \
         its way already, there is nothing to do.",
        about(payable),
        row.last_day,
        transfer(row, pay_to),
    );
    tell(tx, payable, row, "funding.due", format!("Still to be paid: {}", payable.title), text)
}

/// To the client's finance: the money is there.
pub(super) fn posted(tx: &mut Tx<'_>, payable: &Payable, row: &FundingRow) -> Result<()> {
    let text = format!(
        "{} for {} came in, and the members are told that they can begin. The money is held until you accept the work.",
        row.amount(),
        about(payable),
    );
    tell(tx, payable, row, "funding.posted", format!("Paid: {}", payable.title), text)
}

/// To the client's finance: nothing is to be paid any more.
pub(super) fn void(tx: &mut Tx<'_>, payable: &Payable, row: &FundingRow, reason: VoidReason) -> Result<()> {
    let why = match reason {
        VoidReason::Client => "your organisation took it back",
        VoidReason::Admin => "an admin took it back",
        VoidReason::LeftOut => "the milestone was left out of the plan, and nothing is due for it",
        VoidReason::Changed => "a seat ends and the milestone costs less now. Ask again for the new amount",
    };
    let text = format!(
        "the request to pay {} for {}, with the reference {}, is void: {why}.\n\nDo not pay it any more. {LATE}",
        row.amount(),
        about(payable),
        row.reference,
    );
    tell(tx, payable, row, "funding.void", format!("Not to be paid any more: {}", payable.title), text)
}

/// To the client's finance: the money did not come.
pub(super) fn expired(tx: &mut Tx<'_>, payable: &Payable, row: &FundingRow) -> Result<()> {
    let text = format!(
        "the {} for {}, with the reference {}, did not come by {}, so the request has expired. To fund the milestone all the \
         same, ask again; the members begin when the money is there. {LATE}",
        row.amount(),
        about(payable),
        row.reference,
        row.last_day,
    );
    tell(tx, payable, row, "funding.expired", format!("Expired: {}", payable.title), text)
}

/// What becomes of money that comes after all.
const LATE: &str = "Money that is on its way with this reference is not lost: an admin looks at it.";

/// To all admins: money that fits no pending funding.
pub(super) fn stray(tx: &mut Tx<'_>, stray: &StrayRow, named: &FundingRow) -> Result<()> {
    let why = match (stray.misfit, named.state) {
        (Misfit::WrongAmount, _) => format!("asks for {}", named.amount()),
        (Misfit::TooLate, State::Posted) => "other money posted already".to_owned(),
        (Misfit::TooLate, state) => format!("is {state}"),
    };
    let text = format!(
        "{} came in with the reference {} of a funding that {why}. The bank calls it {:?}.\n\nIt does not stand in the book. \
         Use it for a funding that it fits, or note what was done about it, such as sending it back.",
        stray.amount(),
        named.reference,
        stray.bank_reference,
    );
    let subject = format!("Money that does not fit: {}", stray.amount());
    let notice = Notice::new(Kind::Desk, "stray.kept", stray.id, subject, text).at("/strays".to_owned());
    notices::service::tell_all(tx, Hat::Admin, &notice)
}

fn tell(
    tx: &mut Tx<'_>,
    payable: &Payable,
    row: &FundingRow,
    event: &'static str,
    subject: String,
    text: String,
) -> Result<()> {
    let notice = Notice::new(Kind::Engagement, event, row.id, subject, text)
        .at(format!("/engagements/{}", payable.engagement))
        .by(model::expires_at(row.last_day));
    notices::service::tell_finance(tx, payable.client, &notice)
}

fn about(payable: &Payable) -> String {
    format!("\"{}\" of \"{}\"", payable.title, payable.engagement_title)
}

/// What a transfer says, line by line.
fn transfer(row: &FundingRow, pay_to: Option<&PayTo>) -> String {
    let mut lines = vec![format!("- Amount: {}", row.amount())];
    match pay_to {
        Some(PayTo { name, iban, bic }) => {
            lines.push(format!("- To: {name}"));
            lines.push(format!("- IBAN: {}", in_groups(iban)));
            lines.extend(bic.iter().map(|bic| format!("- BIC: {bic}")));
        }
        None => lines.push("- To: the account as agreed".to_owned()),
    }
    lines.push(format!("- Reference: {}", row.reference));
    lines.join("\n")
}

/// A text without blanks as people read it, in groups of four.
fn in_groups(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use muster_kernel::{Currency, Id, Instant};

    use super::*;
    use crate::fundings::Reference;

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
        let told = transfer(&row(), Some(&to(Some("BKAUATWW"))));
        let lines = [
            "- Amount: 1,234.56 EUR",
            "- To: Muster Ltd",
            "- IBAN: AT61 1904 3002 3457 3201",
            "- BIC: BKAUATWW",
            "- Reference: RF32 KTWX BGHD",
        ];
        assert_eq!(told.lines().collect::<Vec<_>>(), lines);
        assert!(!transfer(&row(), Some(&to(None))).contains("BIC"));
    }

    #[test]
    fn without_an_account_a_client_pays_as_agreed() {
        let told = transfer(&row(), None);
        assert_eq!(told, "- Amount: 1,234.56 EUR\n- To: the account as agreed\n- Reference: RF32 KTWX BGHD");
    }
}
