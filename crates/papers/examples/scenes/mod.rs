//! Papers as a network would send them, for examples and tests.

use muster_kernel::{Currency, Day, Money};
use muster_papers::{
    Block, Cell, Closing, Color, Column, Emphasis, Fact, FinePrint, Footer, Group, Letterhead, Mark, Paper, Table,
    Waterfall,
};

/// Words of a statement in one language.
struct Words {
    tag: &'static str,
    title: &'static str,
    facts: [&'static str; 4],
    period: &'static str,
    summary: [&'static str; 4],
    caption: &'static str,
    columns: [&'static str; 5],
    total: &'static str,
    fine: [&'static str; 5],
    footer: [&'static str; 2],
    line: [&'static str; 3],
}

const ENGLISH: Words = Words {
    tag: "en",
    title: "Statement for November 2026",
    facts: ["Statement", "Period", "Issued", "Account"],
    period: "1 to 30 November 2026",
    summary: ["Opening balance", "Paid in", "Paid out", "Closing balance"],
    caption: "What happened on your account",
    columns: ["Date", "Details", "In", "Out", "Balance"],
    total: "Total",
    fine: [
        "How to check this statement",
        "Hash of the lines",
        "Merkle root",
        "The hash is SHA-256 over the lines above in their canonical form. The root is published each month; anybody \
         can recompute both from the export, with the program of this network or by hand.",
        "Statement 11 of 2026, without gaps since the account was opened.",
    ],
    footer: ["Greenways cooperative · accounts@greenways.example", "Page {page} of {pages}"],
    line: [
        "Release of milestone 2, Harbour website",
        "Payout to your bank account",
        "Finder's share, brief of Orchard Foods",
    ],
};

const GERMAN: Words = Words {
    tag: "de",
    title: "Kontoauszug für November 2026",
    facts: ["Auszug", "Zeitraum", "Ausgestellt", "Konto"],
    period: "1. bis 30. November 2026",
    summary: ["Anfangssaldo", "Gutschriften", "Belastungen", "Endsaldo"],
    caption: "Bewegungen auf Ihrem Konto",
    columns: ["Datum", "Verwendungszweck", "Gutschrift", "Belastung", "Saldo"],
    total: "Summe",
    fine: [
        "So prüfen Sie diesen Auszug",
        "Prüfsumme der Zeilen",
        "Merkle-Wurzel",
        "Die Prüfsumme ist SHA-256 über die Zeilen in ihrer festgelegten Form. Die Wurzel wird jeden Monat \
         veröffentlicht; beide lassen sich aus dem Export nachrechnen.",
        "Auszug 11 des Jahres 2026, lückenlos seit der Eröffnung des Kontos.",
    ],
    footer: ["Greenways Genossenschaft · konto@greenways.example", "Seite {page} von {pages}"],
    line: [
        "Freigabe von Meilenstein 2, Überarbeitung der Außendarstellung",
        "Auszahlung auf Ihr Bankkonto",
        "Vermittlungsanteil, Ausschreibung der Müßiggänger GmbH",
    ],
};

const CZECH: Words = Words {
    tag: "cs",
    title: "Výpis z účtu za listopad 2026",
    facts: ["Výpis", "Období", "Vystaveno", "Účet"],
    period: "1. až 30. listopadu 2026",
    summary: ["Počáteční zůstatek", "Připsáno", "Odepsáno", "Konečný zůstatek"],
    caption: "Pohyby na vašem účtu",
    columns: ["Datum", "Popis", "Připsáno", "Odepsáno", "Zůstatek"],
    total: "Celkem",
    fine: [
        "Jak výpis ověřit",
        "Otisk řádků",
        "Kořen Merklova stromu",
        "Otisk je SHA-256 z řádků v jejich předepsané podobě. Kořen se zveřejňuje každý měsíc; obojí lze přepočítat \
         z exportu.",
        "Výpis 11 roku 2026, bez mezer od založení účtu.",
    ],
    footer: ["Družstvo Greenways · ucty@greenways.example", "Strana {page} z {pages}"],
    line: [
        "Uvolnění druhého milníku, přepracování webu přístavu",
        "Výplata na váš bankovní účet",
        "Podíl zprostředkovatele, poptávka Žižkovských řezníků",
    ],
};

fn day(number: i32) -> Day {
    "2026-11-01".parse::<Day>().expect("a day").plus_days(number)
}

fn letterhead() -> Letterhead {
    let lines = ["Greenways cooperative", "Mill Lane 4, 664 51 Šlapanice", "IČO 123 45 678 · DIČ CZ12345678"];
    Letterhead { name: "Greenways".to_owned(), mark: Mark::muster(), lines: lines.map(str::to_owned).to_vec() }
}

fn recipient() -> Vec<String> {
    ["Jiřina Köhlerová", "Na Poříčí 12", "110 00 Praha 1", "Czechia"].map(str::to_owned).to_vec()
}

fn fine_print(words: &Words) -> FinePrint {
    FinePrint {
        heading: words.fine[0].to_owned(),
        paragraphs: vec![words.fine[3].to_owned(), words.fine[4].to_owned()],
        facts: vec![
            Fact::new(words.fine[1], "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
            Fact::new(words.fine[2], "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752"),
        ],
    }
}

/// A statement of so many lines: two payments in for each payout, in one currency.
fn statement(words: &Words, lines: usize, opening: i64, currency: Currency) -> Paper {
    let money = |minor| Money::new(minor, currency);
    let mut balance = opening;
    let (mut paid_in, mut paid_out) = (0, 0);
    let mut rows = Vec::new();
    for line in 0..lines {
        let number = i64::try_from(line).expect("few lines");
        let details = Cell::from(
            format!("{} {}", words.line[line % 3], if line > 2 { format!("({line})") } else { String::new() })
                .trim_end(),
        );
        let amount = 12_345_600 / (number % 7 + 1) + number * 37;
        let (put, taken) = if line % 3 == 1 { (None, Some(amount * 3 / 2)) } else { (Some(amount), None) };
        balance += put.unwrap_or(0) - taken.unwrap_or(0);
        paid_in += put.unwrap_or(0);
        paid_out -= taken.unwrap_or(0);
        let cell = |minor: Option<i64>| minor.map_or(Cell::Blank, |minor| Cell::from(money(minor)));
        let date = Cell::from(day(i32::try_from(line * 29 / lines.max(1)).expect("a day of the month")));
        rows.push(vec![date, details, cell(put), cell(taken.map(|minor| -minor)), Cell::from(money(balance))]);
    }
    let [date, details, put, taken, after] = words.columns;
    let table = Table {
        caption: words.caption.to_owned(),
        columns: vec![
            Column::date(date),
            Column::text(details),
            Column::amount(put),
            Column::amount(taken),
            Column::balance(after),
        ],
        groups: vec![Group { rows, ..Group::default() }],
        total: Some(words.total.to_owned()),
        ..Table::default()
    };
    let [number, period, issued, account] = words.facts;
    let summary = [money(opening), money(paid_in), money(paid_out), money(balance)];
    Paper {
        language: words.tag.parse().expect("a language"),
        title: words.title.to_owned(),
        number: "2026-11-0042".to_owned(),
        issued: "2026-12-01T06:00:00Z".parse().expect("an instant"),
        letterhead: letterhead(),
        recipient: recipient(),
        facts: vec![
            Fact::new(number, "2026-11-0042"),
            Fact::new(period, words.period),
            Fact::new(issued, day(30)),
            Fact::new(account, "payable:member:mem_01hq3v"),
        ],
        summary: words.summary.into_iter().zip(summary).map(|(label, money)| Fact::new(label, money)).collect(),
        body: vec![Block::Table(table)],
        fine_print: Some(fine_print(words)),
        footer: Footer { text: words.footer[0].to_owned(), pages: words.footer[1].to_owned() },
        accent: Color::MUSTER,
    }
}

/// A statement of three lines.
pub fn short() -> Paper {
    statement(&ENGLISH, 3, 250_000, Currency::CZK)
}

/// A statement of two hundred lines, over several pages.
pub fn long() -> Paper {
    statement(&ENGLISH, 200, 1_000_000, Currency::CZK)
}

/// A statement in German.
pub fn german() -> Paper {
    statement(&GERMAN, 9, 250_000, Currency::EUR)
}

/// A statement in Czech, whose balance falls below zero.
pub fn czech() -> Paper {
    statement(&CZECH, 5, -98_765_432, Currency::CZK)
}

/// A statement without a single line.
pub fn empty() -> Paper {
    let mut paper = statement(&ENGLISH, 0, 250_000, Currency::EUR);
    if let Some(Block::Table(table)) = paper.body.first_mut() {
        table.empty = "Nothing happened on this account in November.".to_owned();
    }
    paper
}

/// Names and texts that are far longer than a form expects, and letters that the font lacks.
pub fn names() -> Paper {
    let mut paper = statement(&GERMAN, 4, 250_000, Currency::EUR);
    let long = "Genossenschaft für die gemeinschaftliche Nutzung landwirtschaftlicher Gebäude und zeitgenössischer \
                Arbeitsräume im Rhein-Neckar-Kreis eingetragene Genossenschaft mit beschränkter Haftung";
    paper.letterhead.name = "Verband der Arbeitsgemeinschaften ländlicher Räume Süd".to_owned();
    paper.recipient = vec![
        long.to_owned(),
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsstraße 1234567890".to_owned(),
        "東京都渋谷区 · عمّان · Ελλάδα · Київ".to_owned(),
    ];
    paper.title = "Kontoauszug für November 2026 mit einem Titel, der sich über mehrere Zeilen erstreckt".to_owned();
    if let Some(Block::Table(table)) = paper.body.first_mut() {
        table.groups[0].rows[0][1] = Cell::from(long.repeat(5));
        table.groups[0].rows[1][1] = Cell::from("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
    }
    paper
}

/// A space's statement: three currencies of different minor units, in groups with subtotals.
pub fn currencies() -> Paper {
    let mut paper = statement(&ENGLISH, 0, 0, Currency::EUR);
    let (yen, euro, dinar) = (Currency::JPY, Currency::EUR, Currency::KWD);
    let row = |number, text: &str, hours: &str, minor, currency| {
        vec![Cell::from(day(number)), Cell::from(text), Cell::from(hours), Cell::from(Money::new(minor, currency))]
    };
    let group = |heading: &str, rows| Group {
        heading: Some(heading.to_owned()),
        rows,
        subtotal: Some(format!("Together, {heading}")),
    };
    let table = Table {
        caption: "Commission by place".to_owned(),
        columns: vec![
            Column::date("Date"),
            Column::text("Engagement"),
            Column::figures("Hours"),
            Column::amount("Commission"),
        ],
        groups: vec![
            group(
                "Brno",
                vec![
                    row(1, "Harbour website", "120", 1_234_567, euro),
                    row(4, "Harbour website, correction of an earlier release", "−8", -45_600, euro),
                ],
            ),
            group(
                "Kyoto",
                vec![
                    row(3, "Tea house bookings", "1,040", 98_765_432, yen),
                    row(9, "Archive of woodcuts", "16", 1_200, yen),
                    row(9, "Archive of woodcuts, travel", "", 99_999, euro),
                ],
            ),
            group("Kuwait City", vec![row(22, "Museum guide", "64", 12_345_678, dinar)]),
        ],
        total: Some("Commission".to_owned()),
        ..Table::default()
    };
    paper.title = "Commission for November 2026".to_owned();
    paper.recipient = vec!["The Granary, Brno".to_owned(), "Cejl 10".to_owned(), "602 00 Brno".to_owned()];
    paper.summary = vec![
        Fact::new("In euro", Money::new(1_288_966, euro)),
        Fact::new("In yen", Money::new(98_766_632, yen)),
        Fact::new("In dinar", Money::new(12_345_678, dinar)),
    ];
    paper.body = vec![
        Block::Paragraph(
            "Your share of the engagements that members of your space worked on. Each line was posted on the day \
             it names; currencies are kept apart and never converted."
                .to_owned(),
        ),
        Block::Table(table),
        Block::Note("A line with a minus takes back what was posted before.".to_owned()),
    ];
    paper
}

/// An invoice for a team, with what becomes of the money.
pub fn invoice() -> Paper {
    let mut paper = statement(&ENGLISH, 0, 0, Currency::EUR);
    let euro = |minor| Money::new(minor, Currency::EUR);
    let row = |seat: &str, who: &str, hours: &str, rate: i64, minor| {
        vec![Cell::from(seat), Cell::from(who), Cell::from(hours), Cell::from(euro(rate)), Cell::from(euro(minor))]
    };
    let group =
        |heading: &str, rows| Group { heading: Some(heading.to_owned()), rows, subtotal: Some("Milestone".to_owned()) };
    let table = Table {
        caption: "What was delivered".to_owned(),
        columns: vec![
            Column::text("Seat"),
            Column::text("Member"),
            Column::figures("Hours"),
            Column::balance("Rate"),
            Column::amount("Amount"),
        ],
        groups: vec![
            group(
                "Milestone 1: research and wireframes",
                vec![
                    row("Lead designer", "Amélie Roux", "40.0", 8_500, 340_000),
                    row("Researcher", "Tomáš Dvořák", "32.5", 7_200, 234_000),
                ],
            ),
            group(
                "Milestone 2: the site goes live",
                vec![
                    row("Engineer", "Nuria Vidal", "96.0", 9_000, 864_000),
                    row("Engineer", "Sören Öhman", "80.0", 9_000, 720_000),
                    row("Copywriter", "Jana Křížová", "24.0", 6_500, 156_000),
                ],
            ),
        ],
        total: Some("Net".to_owned()),
        closing: vec![
            Closing { label: "VAT 21 %".to_owned(), amount: euro(485_940), emphasis: Emphasis::Plain },
            Closing {
                label: "Amount due by 21 December 2026".to_owned(),
                amount: euro(2_799_940),
                emphasis: Emphasis::Strong,
            },
        ],
        ..Table::default()
    };
    let step = |label: &str, minor| (label.to_owned(), euro(minor));
    paper.title = "Invoice 2026-0117".to_owned();
    paper.number = "2026-0117".to_owned();
    paper.recipient = vec![
        "Harbour Trust Ltd".to_owned(),
        "Attn. Accounts payable".to_owned(),
        "Pier 3".to_owned(),
        "20457 Hamburg".to_owned(),
        "VAT DE123456789".to_owned(),
    ];
    paper.facts = vec![
        Fact::new("Invoice", "2026-0117"),
        Fact::new("Date", day(20)),
        Fact::new("Due", day(50)),
        Fact::new("Your reference", "PO 4500017263"),
        Fact::new("Bank", "CZ65 0800 0000 1920 0014 5399"),
    ];
    paper.summary = vec![
        Fact::new("Net", euro(2_314_000)),
        Fact::new("VAT 21 %", euro(485_940)),
        Fact::new("Amount due", euro(2_799_940)),
    ];
    paper.body = vec![
        Block::Paragraph(
            "For the team that built the new website of Harbour Trust, under the contract of 1 September 2026. One \
             invoice covers the work of all five members."
                .to_owned(),
        ),
        Block::Table(table),
        Block::Waterfall(Waterfall {
            caption: "Where your money goes".to_owned(),
            whole: step("You pay, net", 2_314_000),
            steps: vec![
                step("Five members", -1_955_330),
                step("Their three spaces", -231_400),
                step("The network", -80_990),
                step("Who introduced you", -23_140),
            ],
            rest: Some("Mutual fund".to_owned()),
        }),
        Block::Note(
            "Please quote the number of the invoice. Payment releases nothing by itself: milestones are accepted in \
             your account."
                .to_owned(),
        ),
    ];
    paper
}

/// Every scene, with the name of its file.
pub fn all() -> Vec<(&'static str, Paper)> {
    vec![
        ("statement-short", short()),
        ("statement-long", long()),
        ("statement-german", german()),
        ("statement-czech", czech()),
        ("statement-empty", empty()),
        ("statement-names", names()),
        ("statement-currencies", currencies()),
        ("invoice", invoice()),
    ]
}
