//! Writes papers into a folder, for other programs to read: `cargo run -p muster-papers --example samples -- FOLDER`.

mod scenes;

use std::{error::Error, fs, path::PathBuf};

use muster_kernel::{Currency, Money};
use muster_papers::{AssociatedFile, Bom, Cell, Column, FacturX, Relationship, Sheet, workbook};

/// An invoice for machines, of the smallest profile.
const INVOICE: &str = include_str!("factur-x.xml");

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("say into which folder: samples FOLDER")?);
    fs::create_dir_all(&folder)?;
    for (name, paper) in scenes::all() {
        fs::write(folder.join(format!("{name}.pdf")), paper.pdf()?)?;
        fs::write(folder.join(format!("{name}.html")), paper.html()?)?;
        let sheets: Vec<Sheet> = paper.tables().map(|table| Sheet::of(table, "Group", "currency")).collect();
        fs::write(folder.join(format!("{name}.xlsx")), workbook(&sheets, paper.issued)?)?;
        fs::write(folder.join(format!("{name}.csv")), sheets[0].csv(Bom::Without)?)?;
    }
    let file = AssociatedFile::factur_x(INVOICE.as_bytes().to_vec(), FacturX::Minimum, Relationship::Data);
    fs::write(folder.join("invoice-factur-x.pdf"), scenes::invoice().pdf_with(&file)?)?;
    fs::write(folder.join("factur-x.xml"), INVOICE)?;
    let tricky = tricky();
    fs::write(folder.join("tricky.csv"), tricky.csv(Bom::With)?)?;
    fs::write(folder.join("tricky.xlsx"), workbook(&[tricky], scenes::short().issued)?)?;
    Ok(())
}

/// Texts that a spreadsheet would take for formulas, and amounts of every size.
fn tricky() -> Sheet {
    let texts =
        ["=1+1", "+49 30 1234", "-x", "@SUM(A1)", "\tTab", "'quoted", "a;b,\"c\"\nd", "Žluťoučký kůň", "", "−5"];
    let amounts = [
        Money::new(-1_250, Currency::EUR),
        Money::new(7, Currency::JPY),
        Money::new(-12_345_678, Currency::KWD),
        Money::new(i64::MAX, Currency::EUR),
        Money::new(0, Currency::CZK),
    ];
    let row = |(at, text): (usize, &&str)| vec![Cell::from(*text), Cell::from(amounts[at % amounts.len()])];
    Sheet {
        name: "Tricky".to_owned(),
        currency: "currency".to_owned(),
        columns: vec![Column::text("Text"), Column::amount("Amount")],
        rows: texts.iter().enumerate().map(row).collect(),
    }
}
