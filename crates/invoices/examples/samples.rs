//! Writes invoices of every kind into a folder, for tools that others wrote to judge: each as UBL, as Cross Industry
//! Invoice, and as the JSON from which both were made.
//!
//! `cargo run -p muster-invoices --example samples -- FOLDER`

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
    fs::create_dir_all(folder)?;
    let whole = allowances_and_prepaid()?;
    let team = team()?;
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
        ("allowances_and_prepaid", whole),
        ("team", team),
        ("hundred_lines", hundred_lines()?),
    ];
    for (name, invoice) in samples {
        write(folder, name, &invoice)?;
    }
    for seed in 1..=60 {
        write(folder, &format!("drawn_{seed:02}"), &drawn(seed)?)?;
    }
    Ok(())
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
        let names = ["Member", "Commission of the space", "Network fee", "Mutual fund"];
        let parts = net.split(&[8_450, 1_000, 400, 150]);
        line.shares =
            names.into_iter().zip(parts).map(|(name, amount)| Share { name: name.to_owned(), amount }).collect();
    }
    draft.prepaid = Some(Invoice::new(draft.clone())?.totals().gross);
    Ok(Invoice::new(draft)?)
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
    })
}

/// An invoice drawn by a seed (Knuth's generator of MMIX, which is enough here): any mix of categories, lines that are
/// taken back, allowances, charges, prepaid.
fn drawn(seed: u64) -> Answer<Invoice> {
    let mut state = seed;
    let mut draw = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((state >> 33) % below).expect("31 bits fit")
    };
    let currency = [Currency::EUR, Currency::CZK, Currency::JPY][usize::try_from(draw(3))?];
    let mut draft = draft(&format!("D-{seed}"), "PL", currency)?;
    draft.delivery = Some(Delivery { day: Some(day("2026-11-19")?), country: Some("PL".to_owned()) });
    let kinds = [
        taxed(2_000)?,
        taxed(1_050)?,
        taxed(500)?,
        Vat::untaxed(Category::Zero),
        Vat::untaxed(Category::Exempt),
        Vat::untaxed(Category::ReverseCharge),
        Vat::untaxed(Category::IntraCommunity),
        Vat::untaxed(Category::Export),
    ];
    for id in 0..=draw(12) {
        let quantity = Decimal::new(draw(20_000) - 2_000, 2)?;
        let price = Decimal::new(draw(9_999_999), 4)?;
        let vat = kinds[usize::try_from(draw(8))?];
        draft.lines.push(Line::new(format!("L{id}"), format!("Work {id}"), quantity, Unit::Hour, price, vat));
    }
    for id in 0..draw(4) {
        let change = if draw(2) == 0 { Change::Allowance } else { Change::Charge };
        let vat = kinds[usize::try_from(draw(8))?];
        let amount = Money::new(draw(50_000), currency);
        draft.adjustments.push(Adjustment { change, amount, reason: format!("Agreed {id}"), vat });
    }
    let exempt = |vat: Vat| vat.category == Category::Exempt;
    if draft.lines.iter().any(|line| exempt(line.vat)) || draft.adjustments.iter().any(|change| exempt(change.vat)) {
        draft.exemptions =
            vec![Exemption { category: Category::Exempt, code: None, reason: Some("Training".to_owned()) }];
    }
    draft.prepaid = (draw(2) == 0).then(|| Money::new(draw(100_000), currency));
    Ok(Invoice::new(draft)?)
}
