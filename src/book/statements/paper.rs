//! Statements as papers that look like a bank's, in the language of whoever reads them.

use muster_kernel::{Day, Instant, Money};
use muster_papers::{
    Block, Cell, Color, Column, DateWidth, Fact, FinePrint, Footer, Group, Language, Letterhead, Mark, Paper, Sheet,
    Table,
};

use super::{
    model::{Statement, StatementTotal},
    views::StatementOfMember,
};
use crate::{
    error::{Error, Result},
    papers::Printed,
};

/// From whom a statement is, to whom it goes, and when it was made.
pub struct Parties<'a> {
    /// The network: its name, then its address, line by line.
    pub network: &'a [String],
    /// To whom: the name, then what else is known.
    pub recipient: Vec<String>,
    /// The language they read.
    pub language: &'a str,
    /// When the month was closed.
    pub closed_at: Instant,
}

/// What a statement says, in one language.
struct Words {
    statement_for: &'static str,
    number: &'static str,
    period: &'static str,
    closed: &'static str,
    lines: &'static str,
    opening: &'static str,
    came: &'static str,
    went: &'static str,
    closing: &'static str,
    day: &'static str,
    what: &'static str,
    amount: &'static str,
    balance: &'static str,
    sums: &'static str,
    currency: &'static str,
    nothing: &'static str,
    check: &'static str,
    how: &'static str,
    root: &'static str,
    hash: &'static str,
    page: &'static str,
    work: &'static str,
    members: &'static str,
    payouts: &'static str,
    too_few: &'static str,
    other: &'static str,
}

const ENGLISH: Words = Words {
    statement_for: "Statement for",
    number: "Statement number",
    period: "Period",
    closed: "Closed on",
    lines: "Lines",
    opening: "Opening balance",
    came: "Came in",
    went: "Went out",
    closing: "Closing balance",
    day: "Day",
    what: "What happened",
    amount: "Amount",
    balance: "Balance",
    sums: "Balances",
    currency: "Currency",
    nothing: "Nothing moved in this month.",
    check: "How to check this statement",
    how: "A statement is closed for good: whatever comes later stands in the next one. Its lines are the leaves of a Merkle tree \
          with the root below (RFC 9162), and its hash covers all that it says and the statement before. Whoever did the work \
          can take a proof of each line from the network and check it without the network.",
    root: "Root of the lines",
    hash: "Hash of the statement",
    page: "Page {page} of {pages}",
    work: "Category",
    members: "Members",
    payouts: "Payouts",
    too_few: "No category stands for three members or more in this month, so only the sums are told.",
    other: "other",
};

const GERMAN: Words = Words {
    statement_for: "Abrechnung für",
    number: "Abrechnungsnummer",
    period: "Zeitraum",
    closed: "Abgeschlossen am",
    lines: "Buchungen",
    opening: "Anfangssaldo",
    came: "Eingänge",
    went: "Ausgänge",
    closing: "Endsaldo",
    day: "Tag",
    what: "Vorgang",
    amount: "Betrag",
    balance: "Saldo",
    sums: "Salden",
    currency: "Währung",
    nothing: "In diesem Monat hat sich nichts bewegt.",
    check: "So lässt sich diese Abrechnung prüfen",
    how: "Eine Abrechnung ist endgültig: Was später kommt, steht in der nächsten. Ihre Buchungen sind die Blätter eines \
          Merkle-Baums mit der Wurzel unten (RFC 9162), und ihr Hash umfasst alles, was sie sagt, und die Abrechnung davor. \
          Wer die Arbeit geleistet hat, bekommt vom Netzwerk den Beweis jeder Buchung und kann ihn ohne das Netzwerk prüfen.",
    root: "Wurzel der Buchungen",
    hash: "Hash der Abrechnung",
    page: "Seite {page} von {pages}",
    work: "Kategorie",
    members: "Mitglieder",
    payouts: "Auszahlungen",
    too_few: "Keine Kategorie steht in diesem Monat für drei Mitglieder oder mehr, deshalb stehen hier nur die Summen.",
    other: "übrige",
};

const CZECH: Words = Words {
    statement_for: "Výpis za",
    number: "Číslo výpisu",
    period: "Období",
    closed: "Uzavřeno",
    lines: "Položky",
    opening: "Počáteční zůstatek",
    came: "Příjmy",
    went: "Výdaje",
    closing: "Konečný zůstatek",
    day: "Den",
    what: "Událost",
    amount: "Částka",
    balance: "Zůstatek",
    sums: "Zůstatky",
    currency: "Měna",
    nothing: "V tomto měsíci se nic nepohnulo.",
    check: "Jak tento výpis ověřit",
    how: "Výpis je uzavřen navždy: co přijde později, je v dalším. Jeho položky jsou listy Merkleova stromu s kořenem níže \
          (RFC 9162) a jeho hash zahrnuje vše, co říká, i předchozí výpis. Kdo práci odvedl, dostane od sítě důkaz každé \
          položky a může ho ověřit i bez ní.",
    root: "Kořen položek",
    hash: "Hash výpisu",
    page: "Strana {page} / {pages}",
    work: "Obor",
    members: "Členové",
    payouts: "Výplaty",
    too_few: "Žádný obor v tomto měsíci nezastupuje tři členy nebo více, proto jsou zde jen součty.",
    other: "ostatní",
};

impl Words {
    fn of(language: &str) -> &'static Self {
        match language {
            "de" => &GERMAN,
            "cs" => &CZECH,
            _ => &ENGLISH,
        }
    }
}

/// A member's statement, with its lines.
pub fn of_member(parties: Parties<'_>, of: &StatementOfMember) -> Result<Printed> {
    let words = Words::of(parties.language);
    let row = |line: &super::StatementLine| -> Vec<Cell> {
        vec![line.day.into(), line.memo.clone().into(), line.amount.into(), line.balance.into()]
    };
    let lines = Table {
        columns: vec![
            Column::date(words.day),
            Column::text(words.what),
            Column::amount(words.amount),
            Column::balance(words.balance),
        ],
        groups: vec![Group { rows: of.lines.iter().map(row).collect(), ..Group::default() }],
        empty: words.nothing.to_owned(),
        ..Table::default()
    };
    printed(parties, &of.statement, lines, Vec::new())
}

/// What a space was paid for one category of work, folded so that it stands for three members at least.
pub struct WorkRow {
    /// The category of work; `None` for small categories together.
    pub label: Option<String>,
    /// For how many members it stands.
    pub members: usize,
    /// How much.
    pub amount: Money,
}

/// A space's statement: sums by category of work, and what was paid out.
pub fn of_space(
    parties: Parties<'_>,
    statement: &Statement,
    rows: &[WorkRow],
    payouts: &[(Day, Money)],
) -> Result<Printed> {
    let words = Words::of(parties.language);
    let row = |row: &WorkRow| -> Vec<Cell> {
        let label = row.label.clone().unwrap_or_else(|| words.other.to_owned());
        vec![label.into(), row.members.to_string().into(), row.amount.into()]
    };
    let work = Table {
        columns: vec![Column::text(words.work), Column::figures(words.members), Column::amount(words.amount)],
        groups: vec![Group { rows: rows.iter().map(row).collect(), ..Group::default() }],
        empty: if statement.lines == 0 { words.nothing } else { words.too_few }.to_owned(),
        ..Table::default()
    };
    let paid = Table {
        caption: words.payouts.to_owned(),
        columns: vec![Column::date(words.day), Column::amount(words.amount)],
        groups: vec![Group {
            rows: payouts.iter().map(|(day, amount)| vec![(*day).into(), (*amount).into()]).collect(),
            ..Group::default()
        }],
        ..Table::default()
    };
    let after = if payouts.is_empty() { Vec::new() } else { vec![Block::Table(paid)] };
    printed(parties, statement, work, after)
}

/// A statement around the table of its lines, and what follows that table.
fn printed(parties: Parties<'_>, statement: &Statement, lines: Table, after: Vec<Block>) -> Result<Printed> {
    let words = Words::of(parties.language);
    let language: Language =
        parties.language.parse().map_err(|cause| Error::internal("print a statement", format!("{cause:?}")))?;
    let (name, address) =
        parties.network.split_first().map_or(("Muster", &[][..]), |(name, rest)| (name.as_str(), rest));
    let month = language.month(statement.month);
    let sheet = Sheet { name: format!("{}", statement.month), ..Sheet::of(&lines, "", words.currency) };
    // With one currency its four figures stand large under the title; with several each has a row.
    let summary = match statement.totals.as_slice() {
        [only] => figures(words, only).map(|(label, money)| Fact::new(label, money)).to_vec(),
        _ => Vec::new(),
    };
    let mut body = Vec::new();
    if statement.totals.len() > 1 {
        body.push(Block::Table(by_currency(words, &statement.totals)));
    }
    body.push(Block::Table(lines));
    body.extend(after);
    let paper = Paper {
        title: format!("{} {month}", words.statement_for),
        number: statement.number.to_string(),
        issued: parties.closed_at,
        letterhead: Letterhead { name: name.to_owned(), mark: Mark::muster(), lines: address.to_vec() },
        recipient: parties.recipient,
        facts: vec![
            Fact::new(words.number, statement.number.to_string()),
            Fact::new(words.period, month),
            Fact::new(words.closed, language.date(parties.closed_at.day(), DateWidth::Long)),
            Fact::new(words.lines, statement.lines.to_string()),
        ],
        summary,
        body,
        fine_print: Some(FinePrint {
            heading: words.check.to_owned(),
            paragraphs: vec![words.how.to_owned()],
            facts: vec![Fact::new(words.root, statement.root.clone()), Fact::new(words.hash, statement.hash.clone())],
        }),
        footer: Footer { text: name.to_owned(), pages: words.page.to_owned() },
        accent: Color::MUSTER,
        language,
    };
    let name = format!("statement-{}-{}", statement.month, statement.number);
    Ok(Printed { paper, sheet, name, issued: parties.closed_at })
}

fn figures(words: &Words, total: &StatementTotal) -> [(&'static str, Money); 4] {
    [(words.opening, total.opening), (words.came, total.came), (words.went, total.went), (words.closing, total.closing)]
}

/// A row for each currency; two are never added up.
fn by_currency(words: &Words, totals: &[StatementTotal]) -> Table {
    let row = |total: &StatementTotal| -> Vec<Cell> {
        let amounts = figures(words, total).map(|(_, money)| Cell::from(money));
        std::iter::once(Cell::from(total.opening.currency().code())).chain(amounts).collect()
    };
    Table {
        caption: words.sums.to_owned(),
        columns: vec![
            Column::text(words.currency),
            Column::balance(words.opening),
            Column::balance(words.came),
            Column::balance(words.went),
            Column::balance(words.closing),
        ],
        groups: vec![Group { rows: totals.iter().map(row).collect(), ..Group::default() }],
        ..Table::default()
    }
}
