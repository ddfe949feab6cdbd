//! What every layout promises, tried on papers that nobody would send.

use muster_kernel::{Currency, Day, Money};
use proptest::prelude::*;

use super::*;
use crate::{Block, Cell, Closing, Column, DateWidth, Emphasis, Fact, FinePrint, Group, Table, scenes, text::clean};

/// Letters without the spaces, which line breaks add and take away.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace()).collect()
}

/// What is drawn for each part of the tree, and where it begins: page and height.
fn drawn(laid: &Laid) -> Vec<(String, Option<(usize, Milli)>)> {
    let mut parts = vec![(String::new(), None); laid.tree.nodes.len()];
    for (number, page) in laid.pages.iter().enumerate() {
        for item in &page.items {
            let (Part::Of(node), Ink::Text(run, _)) = (item.part, &item.ink) else { continue };
            let (text, place) = &mut parts[node.0];
            text.push_str(&squeezed(&run.text));
            place.get_or_insert((number, item.y));
        }
    }
    parts
}

/// The cells of each row of the paper's tables, as they are written.
fn written(paper: &Paper) -> Vec<Vec<String>> {
    let cell = |cell: &Cell| match cell {
        Cell::Blank => String::new(),
        Cell::Text(text) => squeezed(&clean(text)),
        Cell::Day(day) => squeezed(&paper.language.date(*day, DateWidth::Short)),
        Cell::Amount(money) => squeezed(&paper.language.amount(*money)),
    };
    let rows = paper.tables().flat_map(|table| &table.groups).flat_map(|group| &group.rows);
    rows.map(|row| row.iter().map(cell).collect()).collect()
}

/// Every row is on the pages, whole and in order.
fn loses_nothing(paper: &Paper, laid: &Laid) -> Result<(), TestCaseError> {
    let parts = drawn(laid);
    let rows = laid.tree.nodes.iter().filter(|node| {
        let first = node.children.first().map(|child| &laid.tree.nodes[child.0].role);
        node.role == Role::Row && first == Some(&Role::Cell)
    });
    let rows: Vec<&[NodeId]> = rows.map(|node| node.children.as_slice()).collect();
    let expected = written(paper);
    prop_assert_eq!(rows.len(), expected.len());
    let mut before = (0, 0);
    for (cells, texts) in rows.iter().zip(&expected) {
        let mut place = None;
        for (cell, text) in cells.iter().zip(texts) {
            let (drawn, at) = &parts[cell.0];
            // An amount may be followed by the code of its currency.
            prop_assert!(drawn.starts_with(text.as_str()), "{:?} is not {:?}", drawn, text);
            prop_assert!(drawn.len() <= text.len() + 3, "{:?} is more than {:?}", drawn, text);
            place = place.max(at.map(|(page, y)| (page, y)));
        }
        if let Some(place) = place {
            prop_assert!(place > before, "{:?} does not follow {:?}", place, before);
            before = place;
        }
    }
    Ok(())
}

/// Everything lies within the margins.
fn stays_inside(laid: &Laid) -> Result<(), TestCaseError> {
    for item in laid.pages.iter().flat_map(|page| &page.items) {
        let right = match &item.ink {
            Ink::Text(run, _) => item.x + run.width,
            Ink::Bar(width, ..) => item.x + width,
            Ink::Mark(height) => item.x + height,
        };
        prop_assert!(item.x >= LEFT && right <= RIGHT, "{:?}", item);
        let lowest = if item.part == Part::Footer { PAGE_HEIGHT - 20_000 } else { BOTTOM };
        prop_assert!((0..=lowest).contains(&item.y), "{:?}", item);
    }
    Ok(())
}

/// Tables go on under their headings; no heading ends a page, and no sum begins one.
fn breaks_well(laid: &Laid) -> Result<(), TestCaseError> {
    for (number, page) in laid.pages.iter().enumerate() {
        prop_assert_ne!(page.roles.last(), Some(&PieceRole::Heading), "page {} ends in a heading", number + 1);
        let headings = page.roles.iter().take_while(|&&role| role == PieceRole::Heading).count();
        let first = page.roles.get(headings);
        prop_assert_ne!(first, Some(&PieceRole::Sum), "page {} begins with a sum", number + 1);
        prop_assert!(
            number == 0 || headings > 0 || first != Some(&PieceRole::Row),
            "page {} has no headings",
            number + 1
        );
    }
    Ok(())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[A-Za-zžščřďťňáéíóúůýäöüß ]{0,40}",
        1 => "\\PC{0,120}",
        1 => "[a-f0-9]{64}",
        1 => "([a-z]{1,12} ){20,60}",
    ]
}

fn money() -> impl Strategy<Value = Money> {
    let currency = prop::sample::select(vec![Currency::JPY, Currency::EUR, Currency::KWD]);
    (-10_000_000_000..10_000_000_000i64, currency).prop_map(|(minor, currency)| Money::new(minor, currency))
}

fn group() -> impl Strategy<Value = Group> {
    let row = (0..20_000i32, text(), money(), money()).prop_map(|(day, text, first, second)| {
        let day = Day::new(1990, 1, 1).unwrap().plus_days(day);
        vec![Cell::from(day), Cell::from(text), Cell::from(first), Cell::from(second)]
    });
    let rows = prop::collection::vec(row, 0..25);
    (prop::option::of("[A-Za-z ]{1,40}x"), rows, prop::option::of(Just("Together".to_owned())))
        .prop_map(|(heading, rows, subtotal)| Group { heading, rows, subtotal })
}

fn paper() -> impl Strategy<Value = Paper> {
    let total = prop::option::of(Just("Total".to_owned()));
    let tag = prop::sample::select(vec!["en", "de", "cs", "fi"]);
    (prop::collection::vec(group(), 0..5), total, tag, text()).prop_map(|(groups, total, tag, recipient)| {
        let columns =
            vec![Column::date("Date"), Column::text("Text"), Column::amount("Amount"), Column::balance("After")];
        let table = Table { caption: "Lines".to_owned(), columns, groups, total, ..Table::default() };
        let recipient = vec![recipient.chars().take(300).collect()];
        Paper { language: tag.parse().unwrap(), recipient, body: vec![Block::Table(table)], ..scenes::short() }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn no_row_is_lost_and_nothing_leaves_the_page(paper in paper()) {
        let laid = lay(&paper).unwrap();
        loses_nothing(&paper, &laid)?;
        stays_inside(&laid)?;
        breaks_well(&laid)?;
    }

    #[test]
    fn a_break_anywhere_in_a_long_table_is_a_good_one(rows in 1..120usize, size in 1..6usize) {
        let mut paper = scenes::long();
        let Some(Block::Table(table)) = paper.body.first_mut() else { panic!("a statement has a table") };
        let mut all = table.groups[0].rows.split_off(200 - rows);
        table.groups.clear();
        while !all.is_empty() {
            let rest = all.split_off(all.len().min(size));
            let group = Group { heading: Some("Group".to_owned()), rows: all, subtotal: Some("Together".to_owned()) };
            table.groups.push(group);
            all = rest;
        }
        let laid = lay(&paper).unwrap();
        loses_nothing(&paper, &laid)?;
        breaks_well(&laid)?;
    }
}

#[test]
fn every_scene_keeps_what_layouts_promise() {
    for (name, paper) in scenes::all() {
        let laid = lay(&paper).unwrap_or_else(|error| panic!("{name}: {error}"));
        loses_nothing(&paper, &laid).unwrap_or_else(|error| panic!("{name}: {error}"));
        stays_inside(&laid).unwrap_or_else(|error| panic!("{name}: {error}"));
        breaks_well(&laid).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn the_longest_of_everything_still_stays_inside() {
    let line = "Überörtliche Genossenschaft ".repeat(11).chars().take(300).collect::<String>();
    let short: String = line.chars().take(100).collect();
    let money = Money::new(i64::MIN, Currency::KWD);
    let mut paper = scenes::invoice();
    paper.title = line.clone();
    paper.number = line.replace(' ', "");
    paper.letterhead.name = line.clone();
    paper.letterhead.mark.height = 10;
    paper.letterhead.lines = vec![short.clone(); 12];
    paper.recipient = vec![line.clone(); 12];
    paper.facts = vec![Fact::new(line.clone(), line.clone()); 24];
    paper.summary = vec![Fact::new(short.clone(), short.clone()), Fact::new(short.clone(), money)];
    paper.footer.text = line.clone();
    if let Some(Block::Table(table)) = paper.body.iter_mut().find(|block| matches!(block, Block::Table(_))) {
        table.caption = line.clone();
        table.total = Some(line.clone());
        table.closing = vec![Closing { label: line.clone(), amount: money, emphasis: Emphasis::Strong }; 24];
        table.groups[0].heading = Some(line.clone());
        table.groups[0].subtotal = Some(line.clone());
        table.groups[0].rows[0][0] = Cell::from(line.repeat(13));
    }
    if let Some(Block::Waterfall(waterfall)) = paper.body.iter_mut().find(|block| matches!(block, Block::Waterfall(_)))
    {
        waterfall.steps = vec![(line.clone(), Money::new(-1, Currency::EUR)); 24];
    }
    paper.body.push(Block::Paragraph(line.repeat(13)));
    paper.fine_print = Some(FinePrint {
        heading: line.clone(),
        paragraphs: vec![line.repeat(13); 3],
        facts: vec![Fact::new(line.clone(), line.replace(' ', "")); 24],
    });
    let laid = lay(&paper).unwrap();
    loses_nothing(&paper, &laid).unwrap();
    stays_inside(&laid).unwrap();
    paper.pdf().unwrap();
}

#[test]
fn decimal_signs_of_a_column_stand_under_each_other() {
    let paper = scenes::currencies();
    let laid = lay(&paper).unwrap();
    let mut signs = Vec::new();
    for item in laid.pages.iter().flat_map(|page| &page.items) {
        let (Part::Of(node), Ink::Text(run, _)) = (item.part, &item.ink) else { continue };
        let amount = laid.tree.nodes[node.0].role == Role::Cell && run.text.contains('.') && item.x > LEFT + 300_000;
        if amount {
            let whole = run.text.split('.').next().unwrap();
            signs.push(item.x + Run::new(whole, run.style).width);
        }
    }
    assert!(signs.len() > 6 && signs.iter().all(|&sign| sign == signs[0]), "{signs:?}");
}

#[test]
fn a_table_that_does_not_fit_is_refused() {
    let mut paper = scenes::short();
    let columns = (0..8).map(|at| Column::amount(format!("Amount {at}")));
    let row = (0..8).map(|_| Cell::from(Money::new(i64::MIN, Currency::EUR)));
    let table = Table {
        columns: columns.collect(),
        groups: vec![Group { rows: vec![row.collect()], ..Group::default() }],
        ..Table::default()
    };
    paper.body = vec![Block::Table(table)];
    assert!(matches!(lay(&paper), Err(PaperError::TooWide { .. })));
}
