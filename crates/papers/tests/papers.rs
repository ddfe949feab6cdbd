//! What a caller relies on, beyond how a page looks.

#[path = "../examples/scenes/mod.rs"]
mod scenes;

use muster_kernel::{Currency, Money};
use muster_papers::{
    AssociatedFile, Block, Cell, Closing, Column, Emphasis, Group, PaperError, Relationship, Table, Waterfall,
};
use proptest::prelude::*;

fn table(columns: Vec<Column>, row: Vec<Cell>) -> Table {
    Table { columns, groups: vec![Group { rows: vec![row], ..Group::default() }], ..Table::default() }
}

fn refusal(block: Block) -> String {
    let mut paper = scenes::short();
    paper.body = vec![block];
    paper.pdf().expect_err("the paper is refused").to_string()
}

#[test]
fn the_same_paper_gives_the_same_bytes() {
    for (name, paper) in scenes::all() {
        assert!(paper.pdf().unwrap() == paper.clone().pdf().unwrap(), "{name}");
        assert_eq!(paper.html().unwrap(), paper.clone().html().unwrap(), "{name}");
    }
}

#[test]
fn a_total_never_mixes_two_currencies() {
    let table = Table {
        total: Some("Total".to_owned()),
        groups: vec![Group {
            rows: [(1_00, Currency::EUR), (7, Currency::JPY), (2_00, Currency::EUR)]
                .map(|(minor, currency)| vec![Cell::from("x"), Cell::from(Money::new(minor, currency))])
                .to_vec(),
            ..Group::default()
        }],
        ..table(vec![Column::text("Text"), Column::amount("Amount")], Vec::new())
    };
    let sums: Vec<_> = table.sums(&table.groups).unwrap().into_iter().map(|sum| sum.columns[1]).collect();
    assert_eq!(sums, [Some(Money::new(3_00, Currency::EUR)), Some(Money::new(7, Currency::JPY))]);
}

#[test]
fn a_sum_without_room_is_refused() {
    let most = Cell::from(Money::new(i64::MAX, Currency::EUR));
    let mut table = table(vec![Column::text("Text"), Column::amount("Amount")], vec![Cell::Blank, most.clone()]);
    table.groups[0].rows.push(vec![Cell::Blank, most]);
    assert!(refusal(Block::Table(table)).contains("the sum of the column \"Amount\""));
}

#[test]
fn a_row_that_does_not_fit_its_columns_is_refused_with_its_place() {
    let columns = || vec![Column::text("Text"), Column::date("Day")];
    let short = refusal(Block::Table(table(columns(), vec![Cell::Blank])));
    assert!(short.contains("row 1") && short.contains("1 cells") && short.contains("2 columns"), "{short}");
    let wrong = refusal(Block::Table(table(columns(), vec![Cell::Blank, Cell::from("yesterday")])));
    assert!(wrong.contains("under \"Day\"") && wrong.contains("not a day"), "{wrong}");
}

#[test]
fn a_sum_needs_a_column_of_amounts_and_a_place_for_its_label() {
    let mut words = table(vec![Column::text("Text")], vec![Cell::Blank]);
    words.total = Some("Total".to_owned());
    assert!(refusal(Block::Table(words)).contains("no column of amounts"));
    let mut amounts = table(vec![Column::amount("Amount")], vec![Cell::Blank]);
    let amount = Money::new(1, Currency::EUR);
    amounts.closing = vec![Closing { label: "Due".to_owned(), amount, emphasis: Emphasis::Strong }];
    assert!(refusal(Block::Table(amounts)).contains("before the first column of amounts"));
}

#[test]
fn a_waterfall_keeps_to_one_currency_and_computes_its_rest() {
    let mut waterfall = Waterfall {
        caption: "Parts".to_owned(),
        whole: ("Whole".to_owned(), Money::new(10_00, Currency::EUR)),
        steps: vec![("Part".to_owned(), Money::new(-3_00, Currency::EUR))],
        rest: None,
    };
    assert_eq!(waterfall.remainder().unwrap(), Money::new(7_00, Currency::EUR));
    waterfall.steps.push(("Other".to_owned(), Money::new(-1, Currency::CZK)));
    assert!(refusal(Block::Waterfall(waterfall)).contains("is in CZK"));
}

#[test]
fn texts_and_lists_are_bounded() {
    let mut paper = scenes::short();
    paper.title = "x".repeat(301);
    assert_eq!(paper.pdf().unwrap_err().to_string(), "the title has 301 characters, and may have 300 at most");
    let mut paper = scenes::short();
    paper.title = " ".to_owned();
    assert!(matches!(paper.html(), Err(PaperError::Empty { .. })));
    let mut paper = scenes::short();
    paper.footer.pages = "Page {page}".to_owned();
    assert!(paper.pdf().unwrap_err().to_string().contains("{pages}"));
    assert!(refusal(Block::Paragraph("x".repeat(4_001))).contains("4001 characters"));
}

#[test]
fn an_attached_file_has_a_name_and_a_type_that_pdf_takes() {
    let file = |name, media_type| AssociatedFile::new(name, media_type, "", Relationship::Data, Vec::new());
    assert!(file("lines.csv", "text/csv").is_ok());
    assert!(file("../lines.csv", "text/csv").is_err());
    assert!(file("lines.csv", "csv").is_err());
}

#[test]
fn letters_that_no_form_expects_do_no_harm() {
    let mut paper = scenes::short();
    paper.recipient = [
        "\u{0}\u{1}\t\r\n",
        "",
        "e\u{301}\u{302}\u{303}\u{304}",
        "👩‍👩‍👧‍👦 🇨🇿",
        "שלום مرحبا",
        "\u{feff}\u{202e}abc",
        "\u{e000}\u{fffe}\u{ffff}",
        "漢字",
        "ﬁ ﬂ ffi",
        "\u{a0}\u{202f}\u{2009}",
    ]
    .map(str::to_owned)
    .to_vec();
    paper.pdf().unwrap();
    paper.html().unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn whatever_somebody_types_becomes_a_paper(title in any::<String>(), cell in any::<String>(), name in any::<String>()) {
        let mut paper = scenes::short();
        paper.title = format!("Title {title}");
        paper.letterhead.name = format!("Name {name}");
        paper.recipient = vec![name];
        if let Some(Block::Table(table)) = paper.body.first_mut() {
            table.groups[0].rows[0][1] = Cell::from(cell.as_str());
            table.groups[0].heading = Some(cell);
        }
        paper.pdf().unwrap();
        paper.html().unwrap();
    }
}
