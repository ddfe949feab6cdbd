//! What becomes of payments, in whatever order, however often and in whatever parts the bank tells it.
#![expect(clippy::unwrap_used, reason = "what goes wrong in a test's helper fails the test, as in the test itself")]

use muster_bank::{
    matching::{About, Contradiction, Heard, Matched, Movement, Outcome, Sent, hear, match_up},
    reasons::Reason,
    statement::{Account, EntryStatus, Kind, Party, Reversal},
    status::{Part, Status, Verdict},
};
use muster_kernel::{Currency, Day, Money};
use proptest::prelude::*;

const OURS: &str = "CZ6508000000192000145399";

fn euros(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn day(number: i32) -> Day {
    Day::new(2026, 11, 1).unwrap().plus_days(number)
}

fn sent(number: usize, minor: i64) -> Sent {
    Sent {
        id: format!("PAYOUT-{number}").parse().unwrap(),
        amount: euros(minor),
        from: OURS.parse().unwrap(),
        message: "RUN".parse().unwrap(),
        block: format!("RUN-{}", number % 2).parse().unwrap(),
    }
}

/// Money that went out (below zero) or came in, about a payment of ours.
fn moved(number: usize, minor: i64) -> Movement {
    Movement {
        kind: Kind::Statement,
        account: Account::Iban(OURS.parse().unwrap()),
        about: About::Payment(format!("PAYOUT-{number}")),
        amount: euros(minor),
        instructed: None,
        status: EntryStatus::Booked,
        reversal: Reversal::No,
        booked: Some(day(if minor < 0 { 1 } else { 3 })),
        value: None,
        names: [None, Some(format!("B{number}{minor}")), None, None],
        debtor: Party::default(),
        creditor: Party::default(),
        remittance: Vec::new(),
        references: Vec::new(),
        returned: (minor > 0).then(|| reason("AC04")),
    }
}

fn reason(code: &str) -> Reason {
    Reason { code: Some(code.to_owned()), information: Vec::new() }
}

fn heard(movement: Movement) -> Heard {
    Heard::Movement(Box::new(movement))
}

fn said(of: Part, status: Status, code: Option<&str>) -> Heard {
    let reasons = code.map(reason).into_iter().collect();
    Heard::Verdict { message: "RUN".to_owned(), verdict: Verdict { of, status, reasons, amount: None } }
}

fn of_payment(number: usize) -> Part {
    Part::Payment(format!("PAYOUT-{number}"))
}

fn outcome(payments: &[Sent], heard: &[Heard]) -> Outcome {
    let matched = match_up(payments, heard);
    assert_eq!(matched.contradictions, []);
    matched.payments[0].1.clone()
}

fn contradictions(payments: &[Sent], heard: &[Heard]) -> Vec<String> {
    match_up(payments, heard).contradictions.iter().map(ToString::to_string).collect()
}

#[test]
fn a_payment_is_open_then_accepted_then_settled_then_returned() {
    let payments = [sent(1, 500)];
    let mut so_far = Vec::new();
    assert_eq!(outcome(&payments, &so_far), Outcome::Open { status: None });
    so_far.push(said(Part::Whole, Status::Accepted, None));
    assert_eq!(outcome(&payments, &so_far), Outcome::Open { status: Some(Status::Accepted) });
    so_far.push(heard(moved(1, -500)));
    assert_eq!(outcome(&payments, &so_far), Outcome::Settled { on: day(1) });
    so_far.push(heard(moved(1, 500)));
    let reasons = vec![reason("AC04")];
    let returned = Outcome::Returned { settled: Some(day(1)), on: day(3), amount: euros(500), reasons };
    assert_eq!(outcome(&payments, &so_far), returned);
}

#[test]
fn a_file_a_block_or_a_payment_can_be_rejected() {
    for part in [Part::Whole, Part::Block("RUN-1".to_owned()), of_payment(1)] {
        let told = [said(part, Status::Rejected, Some("AC01"))];
        assert_eq!(outcome(&[sent(1, 500)], &told), Outcome::Rejected { reasons: vec![reason("AC01")] });
    }
    let elsewhere = [said(Part::Block("RUN-2".to_owned()), Status::Rejected, None)];
    assert_eq!(outcome(&[sent(1, 500)], &elsewhere), Outcome::Open { status: None });
    assert_eq!(match_up(&[sent(1, 500)], &elsewhere).strangers.len(), 1);
}

#[test]
fn a_statement_repeats_what_a_notification_told() {
    let told = [heard(Movement { kind: Kind::Notification, ..moved(1, -500) }), heard(moved(1, -500))];
    assert_eq!(outcome(&[sent(1, 500)], &told[..1]), Outcome::Settled { on: day(1) });
    assert_eq!(outcome(&[sent(1, 500)], &told), Outcome::Settled { on: day(1) });
    let back = [heard(moved(1, 500)), heard(Movement { kind: Kind::Notification, ..moved(1, 500) })];
    let all = [&told[..], &back].concat();
    assert!(matches!(outcome(&[sent(1, 500)], &all), Outcome::Returned { amount, .. } if amount == euros(500)));
}

#[test]
fn a_verdict_counts_only_for_the_file_and_the_amount_it_names() {
    let told = |message: &str, amount| Heard::Verdict {
        message: message.to_owned(),
        verdict: Verdict { of: of_payment(1), status: Status::Rejected, reasons: Vec::new(), amount },
    };
    let payments = [sent(1, 500)];
    let elsewhere = match_up(&payments, &[told("RUN-OF-BEFORE", None)]);
    assert_eq!((&elsewhere.payments[0].1, elsewhere.strangers.len()), (&Outcome::Open { status: None }, 1));
    let other = match_up(&payments, &[told("RUN", Some(euros(400)))]);
    assert_eq!((&other.payments[0].1, other.contradictions.len()), (&Outcome::Open { status: None }, 1));
    assert_eq!(outcome(&payments, &[told("RUN", Some(euros(500)))]), Outcome::Rejected { reasons: Vec::new() });
}

#[test]
fn a_booking_is_the_same_by_the_banks_name_and_without_one_by_its_days() {
    let payments = [sent(1, 500)];
    let later = Movement { booked: Some(day(2)), ..moved(1, -500) };
    assert_eq!(outcome(&payments, &[heard(later.clone()), heard(moved(1, -500))]), Outcome::Settled { on: day(1) });
    let [one, two] = [later, moved(1, -500)].map(|movement| heard(Movement { names: Default::default(), ..movement }));
    assert_eq!(contradictions(&payments, &[one.clone(), one.clone()]), [""; 0]);
    assert_eq!(contradictions(&payments, &[one, two]), ["PAYOUT-1: 5.00 EUR were sent once, and booked 2 times"]);
}

#[test]
fn a_payment_is_known_by_its_instruction_where_no_end_to_end_id_is_told() {
    let plain = statement("s", &[entry(1, -500)]);
    let told = plain.replace("<EndToEndId>PAYOUT-1</EndToEndId>", "<InstrId>PAYOUT-1</InstrId>");
    assert_ne!(told, plain);
    assert_eq!(outcome(&[sent(1, 500)], &hear(told.as_bytes()).unwrap()), Outcome::Settled { on: day(1) });
}

#[test]
fn a_batch_that_is_booked_in_one_sum_settles_all_that_was_not_rejected() {
    let payments = [sent(1, 500), sent(2, 70), sent(3, 30)];
    let whole = |minor| heard(Movement { about: About::Block("RUN-1".to_owned()), ..moved(0, minor) });
    let matched = match_up(&payments, &[whole(-530)]);
    assert_eq!(matched.payments[0].1, Outcome::Settled { on: day(1) });
    assert_eq!(matched.payments[1].1, Outcome::Open { status: None });
    assert_eq!(matched.payments[2].1, Outcome::Settled { on: day(1) });
    let matched = match_up(&payments, &[whole(-500), said(of_payment(3), Status::Rejected, None)]);
    assert_eq!(matched.payments[0].1, Outcome::Settled { on: day(1) });
    assert_eq!(matched.payments[2].1, Outcome::Rejected { reasons: Vec::new() });
    assert_eq!(
        contradictions(&payments, &[whole(-510)]),
        ["batch RUN-1: its payments are 5.30 EUR together, and 5.10 EUR were booked"]
    );
}

#[test]
fn part_of_a_payment_can_come_back_and_a_return_can_be_taken_back() {
    let payments = [sent(1, 500)];
    let partly = [heard(moved(1, -500)), heard(moved(1, 450))];
    assert!(matches!(outcome(&payments, &partly), Outcome::Returned { amount, .. } if amount == euros(450)));
    let again = Movement { reversal: Reversal::Yes, ..moved(1, -450) };
    let taken_back = [&partly[..], &[heard(again)]].concat();
    assert_eq!(outcome(&payments, &taken_back), Outcome::Settled { on: day(1) });
    let with_reason = Movement { returned: Some(reason("AC04")), ..moved(1, -450) };
    let taken_back = [&partly[..], &[heard(with_reason)]].concat();
    assert_eq!(outcome(&payments, &taken_back), Outcome::Settled { on: day(1) });
}

#[test]
fn a_payment_in_another_currency_is_known_by_what_was_ordered() {
    let yen = Sent { amount: Money::new(35_000, Currency::JPY), ..sent(1, 0) };
    let told = Movement { instructed: Some(Money::new(-35_000, Currency::JPY)), ..moved(1, -20_590) };
    assert_eq!(outcome(&[yen], &[heard(told)]), Outcome::Settled { on: day(1) });
}

#[test]
fn charges_that_are_booked_with_a_payment_do_not_hide_it() {
    let told = Movement { instructed: Some(euros(-500)), ..moved(1, -650) };
    assert_eq!(outcome(&[sent(1, 500)], &[heard(told)]), Outcome::Settled { on: day(1) });
}

#[test]
fn what_cannot_be_is_told_and_settles_nothing() {
    let payments = [sent(1, 500)];
    let twice = Movement { names: [None, Some("other".to_owned()), None, None], ..moved(1, -500) };
    assert_eq!(
        contradictions(&payments, &[heard(moved(1, -400))]),
        ["PAYOUT-1: 5.00 EUR were sent, and the bank tells of 4.00 EUR"]
    );
    assert_eq!(
        contradictions(&payments, &[heard(moved(1, -500)), heard(twice)]),
        ["PAYOUT-1: 5.00 EUR were sent once, and booked 2 times"]
    );
    assert_eq!(
        contradictions(&payments, &[heard(moved(1, -500)), heard(moved(1, 600))]),
        ["PAYOUT-1: 5.00 EUR were sent, and 6.00 EUR came back"]
    );
    assert_eq!(
        contradictions(&payments, &[heard(moved(1, -500)), said(of_payment(1), Status::Rejected, None)]),
        ["PAYOUT-1: the bank rejected it, and tells that it was paid"]
    );
    let matched = match_up(&[sent(1, 500), sent(1, 501)], &[]);
    assert_eq!(matched.contradictions, [Contradiction::SentTwice { id: "PAYOUT-1".parse().unwrap() }]);
}

#[test]
fn a_rejection_after_booking_that_gives_the_money_back_is_a_return() {
    let told = [heard(moved(1, -500)), heard(moved(1, 500)), said(of_payment(1), Status::Rejected, Some("AB05"))];
    let Outcome::Returned { reasons, .. } = outcome(&[sent(1, 500)], &told) else { panic!() };
    assert_eq!(reasons, [reason("AB05"), reason("AC04")]);
}

#[test]
fn what_is_not_ours_is_handed_over_once() {
    let fee = Movement { about: About::Unnamed, ..moved(8, -250) };
    let elsewhere = Movement { account: Account::Iban("DE89370400440532013000".parse().unwrap()), ..moved(1, 500) };
    let told: Vec<Heard> = [fee.clone(), elsewhere.clone(), fee.clone()].into_iter().map(heard).collect();
    let matched = match_up(&[sent(1, 500)], &told);
    assert_eq!(matched.others, [fee, elsewhere]);
    assert_eq!(matched.payments[0].1, Outcome::Open { status: None });
}

/// What really becomes of a payment in the tests below.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Nothing,
    Accepted,
    Rejected,
    Settled,
    Returned,
}

fn fates() -> impl Strategy<Value = Vec<(Fate, i64)>> {
    use Fate::{Accepted, Nothing, Rejected, Returned, Settled};
    let fate = prop::sample::select(vec![Nothing, Accepted, Rejected, Settled, Returned]);
    prop::collection::vec((fate, 1..100_000i64), 1..12)
}

/// An entry of a statement as XML, and its amount.
type Entry = (String, i64);

fn entry(number: usize, minor: i64) -> Entry {
    let (sign, day) = if minor < 0 { ("DBIT", 2) } else { ("CRDT", 4) };
    let (whole, part) = (minor.abs() / 100, minor.abs() % 100);
    let back = if minor > 0 { "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>" } else { "" };
    let text = format!(
        "<Ntry><Amt Ccy='EUR'>{whole}.{part:02}</Amt><CdtDbtInd>{sign}</CdtDbtInd><Sts>BOOK</Sts>\
         <BookgDt><Dt>2026-11-0{day}</Dt></BookgDt><AcctSvcrRef>B{number}{sign}</AcctSvcrRef><NtryDtls><TxDtls>\
         <Refs><EndToEndId>PAYOUT-{number}</EndToEndId></Refs>{back}</TxDtls></NtryDtls></Ntry>"
    );
    (text, minor)
}

/// A statement of these entries, with balances that fit.
fn statement(name: &str, entries: &[Entry]) -> String {
    let balance = |code: &str, minor: i64| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{}.{:02}</Amt>\
             <CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-05</Dt></Dt></Bal>",
            minor / 100,
            minor % 100
        )
    };
    let sum: i64 = entries.iter().map(|(_, minor)| minor).sum();
    let (opening, closing) = (balance("OPBD", 10_000_000), balance("CLBD", 10_000_000 + sum));
    let entries: String = entries.iter().map(|(text, _)| text.as_str()).collect();
    format!(
        "<Document><BkToCstmrStmt><Stmt><Id>{name}</Id><Acct><Id><IBAN>{OURS}</IBAN></Id></Acct>\
         {opening}{closing}{entries}</Stmt></BkToCstmrStmt></Document>"
    )
}

fn report(payments: &[(usize, &str)]) -> String {
    let payments: String = payments
        .iter()
        .map(|(number, status)| {
            format!(
                "<TxInfAndSts><OrgnlEndToEndId>PAYOUT-{number}</OrgnlEndToEndId><TxSts>{status}</TxSts>\
                 <StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf></TxInfAndSts>"
            )
        })
        .collect();
    format!(
        "<Document><CstmrPmtStsRpt><GrpHdr><MsgId>R</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>RUN</OrgnlMsgId>\
         </OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>{payments}</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )
}

/// Everything a bank would tell of these fates: entries of statements, and what it says of payments.
fn told(fates: &[(Fate, i64)]) -> (Vec<Entry>, Vec<(usize, &'static str)>) {
    let (mut entries, mut said) = (Vec::new(), Vec::new());
    for (number, &(fate, minor)) in fates.iter().enumerate() {
        match fate {
            Fate::Nothing => {}
            Fate::Accepted => said.push((number, "ACSP")),
            Fate::Rejected => said.extend([(number, "RCVD"), (number, "RJCT")]),
            Fate::Settled => entries.push(entry(number, -minor)),
            Fate::Returned => entries.extend([entry(number, -minor), entry(number, minor)]),
        }
    }
    (entries, said)
}

/// The parts of a list, cut before each of those places.
fn cut<T>(list: &[T], cuts: &[prop::sample::Index]) -> Vec<Vec<T>>
where
    T: Clone,
{
    let mut places: Vec<usize> = cuts.iter().map(|cut| cut.index(list.len() + 1)).chain([0, list.len()]).collect();
    places.sort_unstable();
    places.windows(2).map(|pair| list[pair[0]..pair[1]].to_vec()).collect()
}

fn hear_all(files: &[String]) -> Vec<Heard> {
    files.iter().flat_map(|file| hear(file.as_bytes()).unwrap()).collect()
}

fn is_fate(outcome: &Outcome, fate: Fate, minor: i64) -> bool {
    match outcome {
        Outcome::Open { status: None } => fate == Fate::Nothing,
        Outcome::Open { status } => fate == Fate::Accepted && *status == Some(Status::UnderWay),
        Outcome::Settled { on } => fate == Fate::Settled && *on == day(1),
        Outcome::Rejected { reasons } => fate == Fate::Rejected && *reasons == [reason("AC01")],
        Outcome::Returned { settled, on, amount, reasons } => {
            fate == Fate::Returned
                && (*settled, *on, *amount) == (Some(day(1)), day(3), euros(minor))
                && *reasons == [reason("AC04")]
        }
    }
}

/// Anything that may be heard, contradictions and all.
fn anything() -> impl Strategy<Value = Heard> {
    let about = prop_oneof![
        4 => (0..4usize).prop_map(|number| About::Payment(format!("PAYOUT-{number}"))),
        1 => (0..3usize).prop_map(|number| About::Block(format!("RUN-{number}"))),
        1 => Just(About::Message("RUN".to_owned())),
        1 => Just(About::Unnamed),
    ];
    let kind = prop_oneof![Just(Kind::Statement), Just(Kind::Notification)];
    let status = prop_oneof![4 => Just(EntryStatus::Booked), 1 => Just(EntryStatus::Pending)];
    let reversal = prop_oneof![3 => Just(Reversal::No), 1 => Just(Reversal::Yes)];
    let rest =
        (prop::option::of(0..3u8), prop::option::of(0..4i32), prop::option::of(-2..3i64), prop::option::of(0..2u8));
    let movement = (about, kind, status, reversal, -3..4i64, rest).prop_map(
        |(about, kind, status, reversal, hundreds, (name, booked, instructed, returned))| Movement {
            kind,
            about,
            status,
            reversal,
            booked: booked.map(day),
            names: [None, name.map(|name| format!("B{name}")), None, None],
            instructed: instructed.map(|hundreds| euros(hundreds * 100)),
            returned: returned.map(|code| reason(&format!("AC0{code}"))),
            ..moved(0, hundreds * 100)
        },
    );
    let part = prop_oneof![
        Just(Part::Whole),
        (0..3usize).prop_map(|number| Part::Block(format!("RUN-{number}"))),
        (0..4usize).prop_map(of_payment),
    ];
    let status = prop::sample::select(vec![Status::Received, Status::Pending, Status::Debited, Status::Rejected]);
    let verdict =
        (part, status, prop::option::of("AC0[1-3]")).prop_map(|(of, status, code)| said(of, status, code.as_deref()));
    prop_oneof![2 => movement.prop_map(heard), 1 => verdict]
}

proptest! {
    #[test]
    fn every_fate_is_found_out_from_files_in_any_order_parts_and_number(
        fates in fates(),
        cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..5),
        seed: u64,
    ) {
        let payments: Vec<Sent> = fates.iter().enumerate().map(|(number, &(_, minor))| sent(number, minor)).collect();
        let (entries, said) = told(&fates);
        let whole = [statement("whole", &entries), report(&said)];
        let at_once = match_up(&payments, &hear_all(&whole));
        prop_assert_eq!(&at_once.contradictions, &[]);
        for ((_, outcome), &(fate, minor)) in at_once.payments.iter().zip(&fates) {
            prop_assert!(is_fate(outcome, fate, minor), "{:?} is not {:?}", outcome, fate);
        }

        let mut files: Vec<String> = cut(&entries, &cuts).iter().map(|part| statement("part", part)).collect();
        files.extend(cut(&said, &cuts).iter().map(|part| report(part)));
        files.extend(whole);
        let copies: Vec<String> = again.iter().map(|at| at.get(&files).clone()).collect();
        files.extend(copies);
        let mut in_parts = hear_all(&files);
        shuffle(&mut in_parts, seed);
        prop_assert_eq!(match_up(&payments, &in_parts), at_once);
    }

    #[test]
    fn whatever_is_heard_order_and_repetition_change_nothing(
        list in prop::collection::vec(anything(), 0..30),
        again in prop::collection::vec(any::<prop::sample::Index>(), 0..10),
        seed: u64,
    ) {
        let payments: Vec<Sent> = (0..3).map(|number| sent(number, 200)).collect();
        let once: Matched = match_up(&payments, &list);
        let mut twice = list.clone();
        if !list.is_empty() {
            twice.extend(again.iter().map(|at| at.get(&list).clone()));
        }
        shuffle(&mut twice, seed);
        prop_assert_eq!(&match_up(&payments, &twice), &once);
        prop_assert_eq!(once.payments.len(), 3);
    }

    #[test]
    fn what_is_heard_survives_being_kept_as_json(list in prop::collection::vec(anything(), 0..5)) {
        let kept = serde_json::to_string(&list).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Heard>>(&kept).unwrap(), list);
    }
}

/// Puts a list into another order, by a small generator of its own.
fn shuffle<T>(list: &mut [T], mut seed: u64) {
    for place in (1..list.len()).rev() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        list.swap(place, usize::try_from(seed >> 33).unwrap() % (place + 1));
    }
}
