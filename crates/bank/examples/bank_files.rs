//! Writes what others' tools can check into a folder: files for the bank in both versions, and as JSON the reasons and
//! what this crate reads in the files that are named. `cargo run -p muster-bank --example samples -- FOLDER FILE…`

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
};

use muster_bank::{
    reasons, statement, status,
    text::{EndToEndId, Name},
    transfer::{AddressDraft, Batch, Draft, Order, Version},
};
use muster_kernel::{Currency, Day, Id, Money, id::Kind};

struct Payout;

impl Kind for Payout {
    const PREFIX: &'static str = "payout";
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("which folder? samples FOLDER FILE…")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder)?;
    for (name, drafts) in batches()? {
        let batch = Batch::of(order(name)?, &drafts)?;
        fs::write(folder.join(format!("{name}.pain.001.001.03.xml")), batch.to_xml(Version::V03))?;
        fs::write(folder.join(format!("{name}.pain.001.001.09.xml")), batch.to_xml(Version::V09))?;
    }
    fs::write(folder.join("reasons.json"), serde_json::to_string_pretty(reasons::table())?)?;
    for file in arguments.map(PathBuf::from) {
        let name = file.file_name().and_then(|name| name.to_str()).ok_or("a file without a name in UTF-8")?;
        let bytes = fs::read(&file)?;
        let json = if name.contains("pain.002") {
            serde_json::to_string_pretty(&status::read(&bytes)?)?
        } else {
            serde_json::to_string_pretty(&statement::read(&bytes)?)?
        };
        fs::write(folder.join(format!("{name}.json")), json)?;
    }
    Ok(())
}

fn order(name: &str) -> Result<Order, Box<dyn Error>> {
    Ok(Order {
        message: name.parse()?,
        made: "2026-11-21T09:30:15.250Z".parse()?,
        initiator: Name::of("Coworking-Verbund e. V.")?,
        debtor: Name::of("Coworking-Verbund e. V.")?,
        iban: "CZ65 0800 0000 1920 0014 5399".parse()?,
        bic: if name.contains("bic") { Some("GIBACZPX".parse()?) } else { None },
    })
}

/// A batch's payments, and its name.
type Named = (&'static str, Vec<Draft>);

/// Batches by what is worth checking in them.
fn batches() -> Result<Vec<Named>, Box<dyn Error>> {
    let one = |number| payment(number, 25_000, Currency::EUR);
    let hundred: Vec<Draft> = (0..100).map(|number| payment(number, 1 + number * 7_919, Currency::EUR)).collect();
    let on = |day: &str, draft: Draft| Ok::<_, Box<dyn Error>>(Draft { on: day.parse()?, ..draft });
    let named = |number, name: &str| Draft { name: name.to_owned(), ..one(number) };
    let address = AddressDraft {
        country: "kw".to_owned(),
        town: "Al-Kuwait".to_owned(),
        postcode: "13001".to_owned(),
        street: "Šaríʿ al-Chalídž 12".to_owned(),
    };
    let kuwait = |number, amount| Draft {
        iban: "KW81 CBKU 0000 0000 0000 1234 5601 01".to_owned(),
        bic: "cbkukwkw".to_owned(),
        address: Some(address.clone()),
        ..payment(number, amount, Currency::KWD)
    };
    let longest = Draft {
        name: "Ň".repeat(70),
        remittance: format!("{}ß", "Žižkov & Söhne; ".repeat(8) + "0123456789"),
        ..payment(i64::MAX, 99_999_999_999, Currency::EUR)
    };
    Ok(vec![
        ("one", vec![one(1)]),
        ("hundred", hundred),
        ("two-days", vec![on("2026-11-30", one(1))?, one(2), on("2026-11-30", one(3))?]),
        ("yen", vec![payment(1, 35_000, Currency::JPY), payment(2, 1, Currency::JPY)]),
        ("dinars-bic", vec![kuwait(1, 1_234_567), kuwait(2, 5)]),
        ("mixed", vec![one(1), payment(2, 35_000, Currency::JPY), kuwait(3, 1_001), payment(4, 150, Currency::CZK)]),
        (
            "diacritics",
            vec![named(1, "José Weiß-Žižková"), named(2, "Łukasz Ørsted & Søn"), named(3, "Георгій Шевченко")],
        ),
        ("longest", vec![longest]),
        ("reference", vec![Draft { remittance: "RF18 5390 0754 7034".to_owned(), ..one(1) }]),
        ("empty-remittance", vec![Draft { remittance: " ".to_owned(), ..one(1) }]),
    ])
}

fn payment(number: i64, minor: i64, currency: Currency) -> Draft {
    Draft {
        id: EndToEndId::of(&Id::<Payout>::from_bits((u128::from(number.unsigned_abs()) << 64) | 7)),
        amount: Money::new(minor, currency),
        on: Day::new(2026, 11, 23).expect("a day of the calendar"),
        name: "Jana Nováková".to_owned(),
        iban: "DE89 3704 0044 0532 0130 00".to_owned(),
        bic: String::new(),
        address: None,
        remittance: format!("Výplata č. {number}"),
    }
}
