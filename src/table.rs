//! CSV files that people hand to a command: read by the names of their columns, and refused with file and line.

use std::{fmt, path::Path, sync::Arc};

/// A row of a file: the fields of the columns that were asked for, in the order in which they were asked for.
#[derive(Clone, Debug)]
pub struct Row<const COLUMNS: usize> {
    /// The fields, without white space around them.
    pub fields: [String; COLUMNS],
    file: Arc<str>,
    line: u64,
}

impl<const COLUMNS: usize> Row<COLUMNS> {
    /// What is `wrong` with this row, and what would be right.
    pub fn refuse(&self, wrong: impl fmt::Display) -> BadTable {
        BadTable { file: Arc::clone(&self.file), line: Some(self.line), wrong: wrong.to_string() }
    }
}

/// A file that cannot be used, where in it, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTable {
    file: Arc<str>,
    line: Option<u64>,
    wrong: String,
}

impl BadTable {
    /// What is wrong with a file (or folder) as a whole.
    pub fn whole(path: &Path, wrong: impl fmt::Display) -> Self {
        Self { file: path.display().to_string().into(), line: None, wrong: wrong.to_string() }
    }
}

impl std::error::Error for BadTable {}

impl fmt::Display for BadTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file, self.wrong),
            None => write!(f, "{}: {}", self.file, self.wrong),
        }
    }
}

/// Reads a file whose first line names its columns. Columns that are not asked for are passed over.
pub fn read<const COLUMNS: usize>(path: &Path, columns: [&str; COLUMNS]) -> Result<Vec<Row<COLUMNS>>, BadTable> {
    let bytes = std::fs::read(path).map_err(|error| BadTable::whole(path, format!("cannot be read: {error}")))?;
    parse(&path.display().to_string(), &bytes, columns)
}

/// Reads `bytes` as [`read`] reads a file of that name.
pub fn parse<const COLUMNS: usize>(
    file: &str,
    bytes: &[u8],
    columns: [&str; COLUMNS],
) -> Result<Vec<Row<COLUMNS>>, BadTable> {
    let file: Arc<str> = file.into();
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(bytes);
    let bad = |error: csv::Error| BadTable {
        file: Arc::clone(&file),
        line: Some(Lines::of(bytes).at(error.position())),
        wrong: sentence(&error),
    };
    let headers = reader.headers().map_err(bad)?.clone();
    let mut places = [0; COLUMNS];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = headers.iter().position(|header| header.trim_start_matches('\u{feff}') == column);
        *place = found.ok_or_else(|| BadTable {
            file: Arc::clone(&file),
            line: Some(1),
            wrong: format!("there is no column {column:?}; the columns are to be {}", columns.join(", ")),
        })?;
    }
    let mut lines = Lines::of(bytes);
    let rows = reader.records().map(|record| {
        let record = record.map_err(bad)?;
        let line = lines.at(record.position());
        Ok(Row { fields: places.map(|place| record[place].to_owned()), file: Arc::clone(&file), line })
    });
    rows.collect()
}

/// Counts lines from the front. The reader's own count is one short after a line that ends with CR and LF, and does not
/// see empty lines.
struct Lines<'b> {
    bytes: &'b [u8],
    counted: usize,
    line: u64,
}

impl<'b> Lines<'b> {
    fn of(bytes: &'b [u8]) -> Self {
        Self { bytes, counted: 0, line: 1 }
    }

    /// The line of the first letter at or after that position, which may not lie before the one asked for last.
    fn at(&mut self, position: Option<&csv::Position>) -> u64 {
        let start = position.map_or(0, |position| usize::try_from(position.byte()).unwrap_or(usize::MAX));
        let is_break = |byte: &&u8| matches!(byte, b'\r' | b'\n');
        let breaks = self.bytes.iter().skip(start).take_while(is_break).count();
        let end = start.saturating_add(breaks).min(self.bytes.len());
        let passed = self.bytes.get(self.counted..end).unwrap_or_default();
        self.line += passed.iter().map(|&byte| u64::from(byte == b'\n')).sum::<u64>();
        self.counted = end.max(self.counted);
        self.line
    }
}

/// What the reader found, as a sentence that says what would be right.
fn sentence(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("there are {len} fields where the first line names {expected_len}; quote a field that holds commas")
        }
        csv::ErrorKind::Utf8 { .. } => "there is text that is not UTF-8; save the file as UTF-8".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_found_by_name_and_lines_are_counted_over_quoted_breaks() {
        let rows = parse("x.csv", "\u{feff}b,a,c\n1,\"2\n2\",3\n4, 5 ,6\n".as_bytes(), ["a", "b"]).unwrap();
        assert_eq!(rows[0].fields, ["2\n2", "1"]);
        assert_eq!(rows[1].fields, ["5", "4"]);
        assert_eq!(rows[1].refuse("no").to_string(), "x.csv, line 4: no");
    }

    #[test]
    fn lines_that_end_as_windows_ends_them_are_counted_and_empty_ones_too() {
        let rows = parse("x.csv", b"a\r\n1\r\n\r\n\n2\r\n", ["a"]).unwrap();
        let lines: Vec<u64> = rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [2, 5]);
    }

    #[test]
    fn a_missing_column_a_short_row_and_broken_text_are_refused_with_their_place() {
        let told = |bytes: &[u8]| parse("x.csv", bytes, ["a", "b"]).unwrap_err().to_string();
        assert_eq!(told(b"a,c\n"), "x.csv, line 1: there is no column \"b\"; the columns are to be a, b");
        assert!(told(b"a,b\n1,2\n3\n").starts_with("x.csv, line 3: there are 1 fields where the first line names 2"));
        assert!(told(b"a,b\n1,\xff\n").starts_with("x.csv, line 2: there is text that is not UTF-8"));
    }
}
