//! Writes invoices of every kind into a folder, for tools that others wrote to judge: each as UBL, as Cross Industry
//! Invoice, and as the JSON from which both were made.
//!
//! `cargo run -p muster-invoices --example samples -- FOLDER [DRAWN]`: beside those that were thought of, so many that
//! are drawn (80).

use std::{error::Error, fs, path::Path};

use muster_invoices::{
    Address, Adjustment, Category, Change, Contact, Credit, CreditLine, Decimal, Delivery, Draft, ElectronicAddress,
    Exemption, Invoice, Line, LineAdjustment, Party, Payment, PaymentMeans, Period, Scope, Share, Unit, Vat, credit,
};
use muster_kernel::{BasisPoints, Currency, Day, Money};

type Answer<T> = Result<T, Box<dyn Error>>;

fn main() -> Answer<()> {
    let folder = std::env::args().nth(1).ok_or("name the folder into which the invoices go")?;
    let folder = Path::new(&folder);
    let count = std::env::args().nth(2).map_or(Ok(80), |count| count.parse())?;
    fs::create_dir_all(folder)?;
    let whole = allowances_and_prepaid()?;
    let (team, together) = (team()?, team_as_a_whole()?);
    let parts = [
        CreditLine::Whole { line: "1".to_owned() },
        CreditLine::Part { line: "2".to_owned(), net: Money::new(33_333, Currency::EUR) },
    ];
    let samples = [
        ("plain", plain()?),
        ("two_rates", two_rates()?),
        ("reverse_charge", reverse_charge()?),
        ("exempt", exempt()?),
        ("zero_rated", of_category(Category::Zero, "ZERO-1")?),
        ("intra_community", of_category(Category::IntraCommunity, "IC-1")?),
        ("export", of_category(Category::Export, "EXP-1")?),
        ("outside_scope", outside_scope()?),
        ("yen", in_currency(Currency::JPY, "YEN-1", "12500.5")?),
        ("dinar", in_currency(Currency::KWD, "KWD-1", "17.3335")?),
        ("credit_all", credit(&whole, &[], &back("CN-1", Scope::Whole)?)?),
        ("credit_part", credit(&team, &[], &back("CN-2", Scope::Lines(parts.into()))?)?),
        ("credit_shares", credit(&together, &[], &all_of(&together)?)?),
        ("allowances_and_prepaid", whole),
        ("team", team),
        ("team_as_a_whole", together),
        ("hundred_lines", hundred_lines()?),
    ];
    for (name, invoice) in samples {
        write(folder, name, &invoice)?;
    }
    for seed in 1..=count {
        let invoice = drawn(seed)?;
        write(folder, &format!("drawn_{seed}"), &invoice)?;
        for note in one_by_one(&invoice)?.last().into_iter().chain(&half_and_rest(&invoice)?) {
            write(folder, &format!("drawn_{seed}_credit_{}", note.draft().number), note)?;
        }
    }
    Ok(())
}

/// The credit notes that give back an invoice line by line, as far as that is possible without giving back too much.
fn one_by_one(invoice: &Invoice) -> Answer<Vec<Invoice>> {
    let mut notes = Vec::new();
    for line in &invoice.draft().lines {
        let scope = Scope::Lines(vec![CreditLine::Whole { line: line.id.clone() }]);
        notes.extend(credit(invoice, &notes, &back(&line.id, scope)?).ok());
    }
    Ok(notes)
}

/// Half of the first line, and then what is left, where an invoice lets itself be divided so.
fn half_and_rest(invoice: &Invoice) -> Answer<Vec<Invoice>> {
    let mut notes = Vec::new();
    let net = invoice.totals().line_nets[0];
    let half = CreditLine::Part {
        line: invoice.draft().lines[0].id.clone(),
        net: Money::new(net.minor() / 2, net.currency()),
    };
    for (number, scope) in [("half", Scope::Lines(vec![half])), ("rest", Scope::Rest)] {
        notes.extend(credit(invoice, &notes, &back(number, scope)?).ok());
    }
    Ok(notes)
}

fn write(folder: &Path, name: &str, invoice: &Invoice) -> Answer<()> {
    fs::write(folder.join(format!("{name}.ubl.xml")), invoice.to_ubl())?;
    fs::write(folder.join(format!("{name}.cii.xml")), invoice.to_cii())?;
    fs::write(folder.join(format!("{name}.json")), serde_json::to_string_pretty(invoice)?)?;
    Ok(())
}

fn day(text: &str) -> Answer<Day> {
    Ok(text.parse()?)
}

fn taxed(points: i32) -> Answer<Vat> {
    Ok(Vat::standard(BasisPoints::new(points).ok_or("a rate lies between 0 and 10000 basis points")?))
}

fn seller() -> Party {
    Party {
        trading_name: Some("Muster".to_owned()),
        vat_id: Some("ATU12345675".to_owned()),
        legal_registration: Some("FN 123456a".to_owned()),
        electronic: Some(ElectronicAddress { scheme: "EM".to_owned(), id: "billing@muster.example".to_owned() }),
        contact: Some(Contact {
            name: Some("Billing desk".to_owned()),
            phone: Some("+43 1 234567".to_owned()),
            email: Some("billing@muster.example".to_owned()),
        }),
        ..Party::new("Muster network eG", address("Hauptstraße 1", "Wien", "1010", "AT"))
    }
}

fn buyer(country: &str) -> Party {
    Party {
        vat_id: Some(format!("{country}123456789")),
        electronic: Some(ElectronicAddress { scheme: "EM".to_owned(), id: "ap@client.example".to_owned() }),
        contact: Some(Contact { name: Some("Accounts payable".to_owned()), ..Contact::default() }),
        ..Party::new("Ćwikła & Söhne <R&D> \"Labs\"", address("Ulica 5", "Kraków", "30-001", country))
    }
}

fn address(street: &str, city: &str, postcode: &str, country: &str) -> Address {
    Address {
        street: Some(street.to_owned()),
        additional: Some("2nd floor".to_owned()),
        city: Some(city.to_owned()),
        postcode: Some(postcode.to_owned()),
        ..Address::new(country)
    }
}

fn account() -> Payment {
    Payment {
        means: PaymentMeans::Sepa,
        iban: "AT611904300234573201".to_owned(),
        bic: Some("GIBAATWWXXX".to_owned()),
        holder: Some("Muster network eG".to_owned()),
        remittance: Some("RF18 2026 0001".to_owned()),
    }
}

fn draft(number: &str, country: &str, currency: Currency) -> Answer<Draft> {
    Ok(Draft {
        due: Some(day("2026-12-05")?),
        buyer_reference: Some("Cost centre 7".to_owned()),
        order: Some("PO-77".to_owned()),
        contract: Some("engagement_01k9x".to_owned()),
        period: Some(Period { from: Some(day("2026-11-01")?), to: Some(day("2026-11-20")?) }),
        notes: vec!["One invoice for the whole team.".to_owned()],
        payment: (currency == Currency::EUR).then(account),
        ..Draft::new(number, day("2026-11-21")?, currency, seller(), buyer(country))
    })
}

fn hours(id: usize, name: &str, hours: &str, price: &str, vat: Vat) -> Answer<Line> {
    Ok(Line::new(id.to_string(), name, hours.parse()?, Unit::Hour, price.parse()?, vat))
}

fn plain() -> Answer<Invoice> {
    let mut draft = draft("2026-0001", "AT", Currency::EUR)?;
    draft.lines = vec![hours(1, "Design, seat 1", "37.5", "80", taxed(2_000)?)?];
    Ok(Invoice::new(draft)?)
}

fn two_rates() -> Answer<Invoice> {
    let mut draft = draft("2026-0002", "AT", Currency::EUR)?;
    draft.lines = vec![
        hours(1, "Design", "12.25", "83.333", taxed(2_000)?)?,
        hours(2, "Printed handbook", "3", "19.99", taxed(1_000)?)?,
        hours(3, "More design", "0.75", "83.333", taxed(2_000)?)?,
    ];
    Ok(Invoice::new(draft)?)
}

fn reverse_charge() -> Answer<Invoice> {
    let mut draft = draft("2026-0003", "PL", Currency::EUR)?;
    draft.lines = vec![hours(1, "Development", "120", "95", Vat::untaxed(Category::ReverseCharge))?];
    Ok(Invoice::new(draft)?)
}

/// Exempt training beside taxed work.
fn exempt() -> Answer<Invoice> {
    let mut draft = draft("2026-0004", "AT", Currency::EUR)?;
    let exemption = Exemption {
        category: Category::Exempt,
        code: Some("VATEX-EU-132-1I".to_owned()),
        reason: Some("Training exempt under Article 132(1)(i) of Directive 2006/112/EC".to_owned()),
    };
    draft.exemptions = vec![exemption];
    draft.lines = vec![
        hours(1, "Training", "16", "70", Vat::untaxed(Category::Exempt))?,
        hours(2, "Preparation", "4", "70", taxed(2_000)?)?,
    ];
    Ok(Invoice::new(draft)?)
}

fn of_category(category: Category, number: &str) -> Answer<Invoice> {
    let mut draft = draft(number, "PL", Currency::EUR)?;
    draft.delivery = Some(Delivery { day: Some(day("2026-11-19")?), country: Some("PL".to_owned()) });
    draft.lines = vec![Line::new("1", "Furniture", 3.into(), Unit::One, "499.99".parse()?, Vat::untaxed(category))];
    Ok(Invoice::new(draft)?)
}

/// What lies outside of the scope of VAT names no VAT identifier.
fn outside_scope() -> Answer<Invoice> {
    let mut draft = draft("2026-0008", "AT", Currency::EUR)?;
    draft.seller.vat_id = None;
    draft.buyer.vat_id = None;
    draft.lines = vec![hours(1, "Damages", "1", "250", Vat::untaxed(Category::OutsideScope))?];
    draft.adjustments = vec![Adjustment {
        change: Change::Allowance,
        amount: Money::new(5_000, Currency::EUR),
        reason: "Settled early".to_owned(),
        vat: Vat::untaxed(Category::OutsideScope),
    }];
    Ok(Invoice::new(draft)?)
}

fn in_currency(currency: Currency, number: &str, price: &str) -> Answer<Invoice> {
    let mut draft = draft(number, "AT", currency)?;
    draft.payment = Some(Payment { means: PaymentMeans::CreditTransfer, ..account() });
    draft.prepaid = Some(Money::new(10_000, currency));
    draft.lines =
        vec![hours(1, "Research", "7.5", price, taxed(2_000)?)?, hours(2, "Review", "1.25", price, taxed(1_000)?)?];
    Ok(Invoice::new(draft)?)
}

fn allowances_and_prepaid() -> Answer<Invoice> {
    let euros = |minor| Money::new(minor, Currency::EUR);
    let mut draft = draft("2026-0005", "AT", Currency::EUR)?;
    let mut first = hours(1, "Design", "37.5", "79.90", taxed(2_000)?)?;
    first.note = Some("Agreed by mail.\nSecond line.".to_owned());
    first.adjustments = vec![
        LineAdjustment { change: Change::Allowance, amount: euros(2_550), reason: "Volume".to_owned() },
        LineAdjustment { change: Change::Charge, amount: euros(999), reason: "Weekend".to_owned() },
    ];
    let returned = hours(2, "Hours not used", "-2", "79.90", taxed(2_000)?)?;
    draft.lines = vec![first, returned, hours(3, "Handbook", "10", "9.99", taxed(1_000)?)?];
    let change =
        |change, minor, reason: &str, vat| Adjustment { change, amount: euros(minor), reason: reason.to_owned(), vat };
    draft.adjustments = vec![
        change(Change::Allowance, 10_001, "Loyalty", taxed(2_000)?),
        change(Change::Charge, 1_250, "Travel", taxed(2_000)?),
        change(Change::Allowance, 333, "Loyalty", taxed(1_000)?),
    ];
    draft.prepaid = Some(euros(200_000));
    draft.rounding = Some(euros(-3));
    Ok(Invoice::new(draft)?)
}

/// A milestone of three seats, funded in advance, with the whole waterfall of each seat.
fn team() -> Answer<Invoice> {
    let mut draft = draft("2026-0006", "AT", Currency::EUR)?;
    for (seat, (role, time, price)) in
        [("Designer", "40", "75"), ("Developer", "61.5", "88.5"), ("Editor", "12.25", "54.33")].into_iter().enumerate()
    {
        let mut line = hours(seat + 1, role, time, price, taxed(2_000)?)?;
        line.description = Some(format!("Milestone 2, seat {}: {role}.\nDelivered and accepted.", seat + 1));
        line.period = draft.period;
        draft.lines.push(line);
    }
    let nets = Invoice::new(draft.clone())?.totals().line_nets.clone();
    for (line, net) in draft.lines.iter_mut().zip(nets) {
        line.shares = shares(net);
    }
    draft.prepaid = Some(Invoice::new(draft.clone())?.totals().gross);
    Ok(Invoice::new(draft)?)
}

/// The same, with the waterfall told of the whole team alone; and with a text that looks as if it said its subject.
fn team_as_a_whole() -> Answer<Invoice> {
    let mut draft = Draft { number: "2026-0009".to_owned(), ..team()?.into_draft() };
    draft.lines.iter_mut().for_each(|line| line.shares.clear());
    draft.shares = shares(Invoice::new(draft.clone())?.totals().net);
    draft.notes.push("Ticket #123# is done.".to_owned());
    Ok(Invoice::new(draft)?)
}

/// The waterfall of a net amount.
fn shares(net: Money) -> Vec<Share> {
    let names = ["Member", "Commission of the space", "Network fee", "Mutual fund"];
    let parts = net.split(&[8_450, 1_000, 400, 150]);
    names.into_iter().zip(parts).map(|(name, amount)| Share { name: name.to_owned(), amount }).collect()
}

fn hundred_lines() -> Answer<Invoice> {
    let mut draft = draft("2026-0007", "AT", Currency::EUR)?;
    for id in 1..=100 {
        let vat = taxed([2_000, 1_000, 1_300][id % 3])?;
        draft.lines.push(hours(id, &format!("Seat {id}"), &format!("{id}.{:02}", id % 100), "61.337", vat)?);
    }
    Ok(Invoice::new(draft)?)
}

fn back(number: &str, scope: Scope) -> Answer<Credit> {
    Ok(Credit {
        number: number.to_owned(),
        issued: day("2026-11-30")?,
        scope,
        terms: Some("Refunded to the account from which it was paid.".to_owned()),
        due: Some(day("2026-12-10")?),
        payment: Some(Payment { iban: "DE89370400440532013000".to_owned(), bic: None, ..account() }),
        notes: vec!["Credited after a dispute.".to_owned()],
        shares: Vec::new(),
    })
}

/// All of an invoice, given back by those who got it.
fn all_of(invoice: &Invoice) -> Answer<Credit> {
    Ok(Credit { shares: invoice.draft().shares.clone(), ..back("CN-3", Scope::Whole)? })
}

/// Knuth's generator of MMIX, which is enough here.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % end).expect("31 bits fit")
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        let at = self.below(choices.len().try_into().expect("few choices"));
        choices[usize::try_from(at).expect("not negative")].clone()
    }
}

/// The first invoice that is accepted among those that a seed draws: whatever the rules let through, others must take.
fn drawn(seed: u64) -> Answer<Invoice> {
    let mut draw = Draw(seed);
    loop {
        let Ok(invoice) = Invoice::new(drawn_draft(seed, &mut draw)?) else { continue };
        let vat = invoice.totals().vat.minor() * (draw.below(20) + 1);
        let mut draft = invoice.into_draft();
        let accounted = (draft.currency != Currency::CZK && draw.one_in(2)).then(|| Money::new(vat, Currency::CZK));
        draft.vat_accounted = accounted;
        return Ok(Invoice::new(draft)?);
    }
}

/// Any mix of categories, lines that are taken back, allowances, charges, prepaid; and parties of which more or less is
/// known.
fn drawn_draft(seed: u64, draw: &mut Draw) -> Answer<Draft> {
    let currency = draw.of(&["EUR", "CZK", "JPY", "HUF", "ISK", "CHF", "BGN", "USD"]).parse::<Currency>()?;
    let mut draft = draft(&format!("D-{seed}"), "PL", currency)?;
    thin(&mut draft, draw)?;
    let mut kinds: Vec<Vat> = [2_000, 1_050, 500].into_iter().map(taxed).collect::<Answer<_>>()?;
    kinds.extend([Category::Zero, Category::Exempt, Category::ReverseCharge].map(Vat::untaxed));
    kinds.extend([Category::IntraCommunity, Category::Export, Category::OutsideScope].map(Vat::untaxed));
    kinds = (0..=draw.below(3)).map(|_| draw.of(&kinds)).collect();
    for id in 0..=draw.below(12) {
        let quantity = Decimal::new(draw.below(20_000) - 2_000, 2)?;
        let price = Decimal::new(draw.below(9_999_999), 4)?;
        let name = format!("Work {id}");
        draft.lines.push(Line::new(format!("L{id}"), name, quantity, Unit::Hour, price, draw.of(&kinds)));
    }
    for id in 0..draw.below(4) {
        let change = draw.of(&[Change::Allowance, Change::Charge]);
        let amount = Money::new(draw.below(50_000), currency);
        draft.adjustments.push(Adjustment { change, amount, reason: format!("Agreed {id}"), vat: draw.of(&kinds) });
    }
    if kinds.contains(&Vat::untaxed(Category::Exempt)) {
        let reason = draw.of(&[None, Some("Training".to_owned())]);
        let code = draw.of(&[None, Some("VATEX-EU-132-1I".to_owned())]);
        draft.exemptions = vec![Exemption { category: Category::Exempt, code, reason }];
    }
    draft.prepaid = draw.one_in(2).then(|| Money::new(draw.below(100_000), currency));
    draft.rounding = draw.one_in(4).then(|| Money::new(draw.below(100) - 50, currency));
    Ok(draft)
}

/// Leaves out what may or may not be left out.
fn thin(draft: &mut Draft, draw: &mut Draw) -> Answer<()> {
    for party in [&mut draft.seller, &mut draft.buyer] {
        party.vat_id = party.vat_id.take().filter(|_| !draw.one_in(3));
        party.legal_registration = draw.of(&[None, Some("FN 1".to_owned())]);
        party.electronic = party.electronic.take().filter(|_| !draw.one_in(4));
        party.contact = party.contact.take().filter(|_| !draw.one_in(4));
    }
    draft.seller.tax_registration = draw.one_in(3).then(|| "12 345/6789".to_owned());
    let delivered = draw.of(&[None, Some(day("2026-11-19")?)]);
    let country = draw.of(&[None, Some("PL".to_owned()), Some("XI".to_owned())]);
    draft.delivery = draw.of(&[None, Some(Delivery { day: delivered, country })]);
    draft.period = draw.of(&[None, draft.period, Some(Period { from: None, to: Some(day("2026-11-20")?) })]);
    draft.due = draw.of(&[None, draft.due]);
    draft.terms = draw.of(&[None, Some("Within two weeks.".to_owned())]);
    draft.payment = draft.payment.take().filter(|_| !draw.one_in(3));
    Ok(())
}
