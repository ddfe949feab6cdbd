//! What docs/security.md counts, held against its own rows, and what these name, against the files.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

const PAGE: &str = include_str!("../../docs/security.md");

/// The cells of a row of a table; none of any other line.
fn cells(line: &str) -> Vec<&str> {
    let row = line.strip_prefix('|').and_then(|line| line.strip_suffix('|'));
    row.map(|row| row.split('|').map(str::trim).collect()).unwrap_or_default()
}

/// The chapter of a requirement such as `6.2.4`.
fn chapter_of(number: &str) -> Option<u32> {
    let parts: Option<Vec<u32>> = number.split('.').map(|part| part.parse().ok()).collect();
    parts.filter(|parts| parts.len() == 3).map(|parts| parts[0])
}

/// How many requirements of each chapter are met, partly met, not met and do not apply.
fn counted() -> BTreeMap<u32, [usize; 4]> {
    let (mut counts, mut rows): (BTreeMap<u32, [usize; 4]>, BTreeSet<&str>) = Default::default();
    for cells in PAGE.lines().map(cells).filter(|cells| cells.len() > 3) {
        let Some(chapter) = chapter_of(cells[0]) else { continue };
        let states = ["met", "partly", "not met"];
        let state = states.iter().position(|state| *state == cells[2]).unwrap_or_else(|| panic!("{cells:?}"));
        counts.entry(chapter).or_default()[state] += 1;
        assert!(rows.insert(cells[0]), "{} has two rows", cells[0]);
        let says_what = cells[3..].join("|").contains("missing: ");
        assert_eq!(says_what, cells[2] == "partly", "{} is {}", cells[0], cells[2]);
    }
    for part in PAGE.split("\n## V").skip(1) {
        let chapter: u32 = part.split_whitespace().next().unwrap().parse().unwrap();
        let left_out = part.split("Do not apply: ").nth(1).and_then(|rest| rest.split("\n\n").next());
        let named = left_out.unwrap_or_default().split(|sign: char| !sign.is_ascii_digit() && sign != '.');
        let named = named.map(|number| number.trim_matches('.'));
        let left_out: BTreeSet<&str> =
            named.filter(|number| chapter_of(number) == Some(chapter) && !rows.contains(number)).collect();
        counts.entry(chapter).or_default()[3] += left_out.len();
    }
    counts
}

#[test]
fn what_the_page_on_security_counts_is_what_its_rows_say() {
    let counts = counted();
    for (chapter, count) in &counts {
        let mut rows = PAGE.lines().map(cells).filter(|cells| cells.len() == 5);
        let told = rows.find(|cells| cells[0].starts_with(&format!("V{chapter} "))).unwrap();
        assert_eq!(told[1..], count.map(|many| many.to_string()), "V{chapter}");
    }
    let all = counts.values().fold([0; 4], |sum, count| [0, 1, 2, 3].map(|state| sum[state] + count[state]));
    assert_eq!(all.iter().sum::<usize>(), 253);
    let total = format!("| {} |", all.map(|many| many.to_string()).join(" | "));
    assert!(PAGE.contains(&format!("do not apply |\n| --- | --- | --- | --- |\n{total}\n")), "{total}");
    assert!(PAGE.contains(&format!("{} of the 253 apply", 253 - all[3])), "{total}");
}

/// Whether a word stands in a text as a whole, and not only within another one.
fn says(text: &str, word: &str) -> bool {
    let goes_on = |sign: char| sign.is_alphanumeric() || sign == '_';
    let mut places = text.match_indices(word);
    places.any(|(at, _)| !text[..at].ends_with(goes_on) && !text[at + word.len()..].starts_with(goes_on))
}

/// Whether a word names a file or a folder: by its way from here, or by its name where it lies here. Routes begin with `/`.
fn is_path(word: &str) -> bool {
    let leads_somewhere = word.contains('/') && !word.starts_with('/') && !word.contains(' ');
    leads_somewhere || Path::new(word).is_file()
}

fn is_heading(anchor: &str) -> bool {
    let mut headings = PAGE.lines().filter_map(|line| line.strip_prefix("## "));
    headings.any(|heading| heading.to_lowercase().replace(' ', "-") == anchor)
}

/// What a cell names in vain: a file, a word of the file before it, or a part of the page. A command is told in README.md.
fn in_vain(cell: &str) -> Vec<String> {
    let (mut faults, mut before) = (Vec::new(), None);
    for word in cell.split('`').skip(1).step_by(2) {
        if is_path(word) {
            if !Path::new(word).exists() {
                faults.push(format!("there is no {word}"));
            }
            before = Some(word);
            continue;
        }
        let is_command = ["make ", "muster "].iter().any(|program| word.starts_with(program));
        let file = if is_command { Some("README.md") } else { before };
        let stands_there = file.is_some_and(|file| fs::read_to_string(file).is_ok_and(|text| says(&text, word)));
        if !stands_there {
            faults.push(format!("{word} does not stand in {}", file.unwrap_or("any file")));
        }
    }
    let anchors = cell.split("](#").skip(1).filter_map(|rest| rest.split(')').next());
    faults.extend(anchors.filter(|anchor| !is_heading(anchor)).map(|anchor| format!("there is no heading {anchor}")));
    faults
}

#[test]
fn every_file_word_and_heading_that_the_page_on_security_names_is_there() {
    let mut faults = Vec::new();
    for cells in PAGE.lines().map(cells).filter(|cells| cells.len() > 3) {
        let place = cells[3..].join("|");
        faults.extend(in_vain(&place).into_iter().map(|fault| format!("{}: {fault}", cells[0])));
        if chapter_of(cells[0]).is_some() && !place.contains('`') && !place.contains("](#") {
            faults.push(format!("{} names nothing", cells[0]));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn what_is_not_there_is_told_each_by_its_name() {
    let there = "`Cargo.toml` `overflow-checks`, `src/http`, `deny.toml`, `muster doctor`, [Ways in](#ways-in)";
    assert!(in_vain(there).is_empty(), "{:?}", in_vain(there));
    for (cell, fault) in [
        ("`src/lib.rs`; `src/nowhere.rs`", "there is no src/nowhere.rs"),
        ("`nowhere.toml`", "nowhere.toml does not stand in any file"),
        ("`unsafe_code` in `Cargo.toml`", "unsafe_code does not stand in any file"),
        ("`Cargo.toml` `overflow-check`", "overflow-check does not stand in Cargo.toml"),
        ("`Cargo.toml` `overflow-checks`; `src/http` `overflow-checks`", "overflow-checks does not stand in src/http"),
        ("`src/cli/mod.rs` `muster nothing`", "muster nothing does not stand in README.md"),
        ("[Ways out](#ways-out)", "there is no heading ways-out"),
    ] {
        assert_eq!(in_vain(cell), [fault]);
    }
}
