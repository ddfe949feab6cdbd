//! What docs/security.md counts, held against its own rows.

use std::collections::{BTreeMap, BTreeSet};

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
