//! Passwords that are known from breaches: whoever guesses tries them first, however good they look.
//!
//! One list is a part of the program: what leaked and is long enough to be chosen here, made by `scripts/breached-passwords`.
//! Another one, which may be as large as all that ever leaked, is a file that the settings name, as the downloader of Have I
//! Been Pwned writes it: a line for each password, its SHA-1 in hexadecimal and how often it was seen, sorted. Both are
//! searched where they lie. Nobody outside is asked, so nobody outside learns anything of a password.

use std::{
    cmp::Ordering,
    fs::File,
    io,
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
};

use ring::digest;

use crate::{
    error::{Error, Result},
    hash,
};

/// The list that comes with the program. First, for each first two bytes of a SHA-1, how many entries there are up to the
/// last one that begins with them, as 32 bits; then, for each entry, the three bytes after these two, sorted. So of a hash
/// 40 bits are compared, and one good password of some 750 000 is taken for one that leaked.
const SHIPPED: &[u8] = include_bytes!("../../assets/breached-passwords.bin");
/// The bytes of the part that says where entries lie.
const HEAD: usize = (1 << 16) * 4;
/// The digits of a SHA-1.
const DIGITS: usize = 40;
/// No line of a file is longer: a hash, a colon, a count, the end of a line.
const LONGEST_LINE: usize = 64;
/// At so many places it is looked whether a file is what it should be.
const SAMPLES: u64 = 64;

/// What is known of breaches.
pub struct Breached {
    more: Option<Listed>,
}

impl Breached {
    /// The list of the program, and the file at `path`, where there is one.
    ///
    /// # Errors
    /// The file cannot be read, or is no sorted list of hashes.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        let more = path.map(Listed::open).transpose();
        let more = more.map_err(|cause| Error::internal("use the list of MUSTER_BREACHED_PASSWORDS", cause))?;
        Ok(Self { more })
    }

    /// About how many passwords the file lists, where there is one.
    pub fn in_file(&self) -> Option<u64> {
        // A hash, a colon, a digit or two and the end of the line.
        self.more.as_ref().map(|more| more.bytes / (DIGITS as u64 + 4))
    }

    /// Fine where a password is in no list.
    pub(super) fn check(&self, password: &str) -> Result<()> {
        let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        let hash: &[u8] = hash.as_ref();
        let listed = match &self.more {
            _ if is_shipped(hash) => true,
            Some(more) => more.holds(hash).map_err(|cause| Error::internal("search the list of passwords", cause))?,
            None => false,
        };
        if listed { Err(Error::BreachedPassword) } else { Ok(()) }
    }
}

/// Whether a SHA-1 is in the list of the program.
fn is_shipped(hash: &[u8]) -> bool {
    let [first, second, tail @ ..] = hash else { return false };
    let (head, entries) = SHIPPED.split_at(HEAD);
    let (ends, entries) = (head.as_chunks::<4>().0, entries.as_chunks::<3>().0);
    let end = |drawer: usize| u32::from_be_bytes(ends[drawer]) as usize;
    let drawer = usize::from(u16::from_be_bytes([*first, *second]));
    let start = drawer.checked_sub(1).map_or(0, end);
    entries[start..end(drawer)].binary_search_by(|entry| entry[..].cmp(&tail[..3])).is_ok()
}

/// A file of hashes, sorted. It stays open: whoever puts a newer one in its place starts the server anew.
struct Listed {
    path: PathBuf,
    file: File,
    bytes: u64,
}

/// A line of it: from where to where, and the hash.
struct Line {
    from: u64,
    to: u64,
    hash: [u8; DIGITS],
}

impl Listed {
    fn open(path: &Path) -> io::Result<Self> {
        let named = |cause: io::Error| io::Error::new(cause.kind(), format!("{}: {cause}", path.display()));
        let file = File::open(path).map_err(named)?;
        let bytes = file.metadata().map_err(named)?.len();
        let listed = Self { path: path.to_owned(), file, bytes };
        listed.look_through()?;
        Ok(listed)
    }

    /// Looks at some of it: at all of it would take as long as reading it.
    fn look_through(&self) -> io::Result<()> {
        let last = self.bytes.checked_sub(1).ok_or_else(|| self.wrong(0, "it is empty"))?;
        let mut before = Line { from: 0, to: 0, hash: [0; DIGITS] };
        for sample in 0..=SAMPLES {
            // A part of it at a time: the product of a large file could overflow.
            let line = self.line_at(last / SAMPLES * sample + last % SAMPLES * sample / SAMPLES)?;
            if line.from > before.from && line.hash <= before.hash {
                return Err(self.wrong(line.from, "it is not sorted by hash"));
            }
            before = line;
        }
        Ok(())
    }

    /// Whether a SHA-1 is in it.
    fn holds(&self, hash: &[u8]) -> io::Result<bool> {
        let wanted = hash::hex(hash).to_ascii_uppercase();
        // A line of that hash, if there is one, begins in between; the first of the two is where a line begins.
        let (mut low, mut high) = (0, self.bytes);
        while low < high {
            let line = self.line_at(low + (high - low) / 2)?;
            match line.hash[..].cmp(wanted.as_bytes()) {
                Ordering::Equal => return Ok(true),
                Ordering::Less => low = line.to,
                Ordering::Greater => high = line.from,
            }
        }
        Ok(false)
    }

    /// The line that the byte at `place` is a part of.
    fn line_at(&self, place: u64) -> io::Result<Line> {
        let longest = LONGEST_LINE as u64;
        let from = place.saturating_sub(longest);
        let to = self.bytes.min(place + longest);
        let mut around = [0; 2 * LONGEST_LINE];
        let around = &mut around[..usize::try_from(to - from).expect("it is two lines at most")];
        self.file.read_exact_at(around, from)?;
        let (before, after) = around.split_at(usize::try_from(place - from).expect("it is one line at most"));
        let begins = match before.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => end + 1,
            None if from == 0 => 0,
            None => return Err(self.wrong(from, "a line is too long")),
        };
        let ends = match after.iter().position(|byte| *byte == b'\n') {
            Some(end) => before.len() + end + 1,
            None if to == self.bytes => around.len(),
            None => return Err(self.wrong(place, "a line is too long")),
        };
        let from = from + begins as u64;
        let hash =
            around.get(begins..ends).and_then(hash_of).ok_or_else(|| self.wrong(from, "no hash stands there"))?;
        Ok(Line { from, to: from + (ends - begins) as u64, hash })
    }

    fn wrong(&self, place: u64, what: &str) -> io::Error {
        let right = "lines such as 00000010F4B38525354491E099EB1796278544B1:15, sorted, as the downloader of Have I Been \
                     Pwned writes them";
        let sentence = format!("{}, byte {place}: {what}, but it should hold {right}", self.path.display());
        io::Error::new(io::ErrorKind::InvalidData, sentence)
    }
}

/// The hash with which a line begins, in capital letters.
fn hash_of(line: &[u8]) -> Option<[u8; DIGITS]> {
    let (hash, rest) = line.split_first_chunk::<DIGITS>()?;
    let ends = rest.first().is_none_or(|sign| b":\r\n".contains(sign));
    let mut hash = *hash;
    hash.make_ascii_uppercase();
    (ends && hash.iter().all(u8::is_ascii_hexdigit)).then_some(hash)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use proptest::prelude::*;
    use tempfile::NamedTempFile;

    use super::*;

    fn sha1(password: &str) -> Vec<u8> {
        digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes()).as_ref().to_vec()
    }

    fn file(text: &str) -> NamedTempFile {
        let mut file = NamedTempFile::new().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    /// What the downloader would write of these passwords.
    fn written(passwords: &[String], line_end: &str) -> String {
        let mut hashes: Vec<String> =
            passwords.iter().map(|password| hash::hex(&sha1(password)).to_uppercase()).collect();
        hashes.sort();
        hashes.dedup();
        hashes.iter().enumerate().map(|(count, hash)| format!("{hash}:{}{line_end}", count * 37 + 1)).collect()
    }

    fn refusal(text: &str) -> String {
        Listed::open(file(text).path()).err().unwrap().to_string()
    }

    #[test]
    fn what_leaked_and_is_long_enough_is_known_and_what_somebody_just_made_up_is_not() {
        for leaked in ["correcthorsebatterystaple", "qwertyuiop12", "metallica112", "princess1226"] {
            assert!(is_shipped(&sha1(leaked)), "{leaked}");
        }
        for new in ["correct horse battery", "another horse battery", "muster demo network", "k7#Vq2m!xT9z"] {
            assert!(!is_shipped(&sha1(new)), "{new}");
        }
        // Too short to be chosen here, and so left out.
        assert!(!is_shipped(&sha1("password")));
    }

    #[test]
    fn the_list_of_the_program_is_sorted_and_whole() {
        let (head, entries) = SHIPPED.split_at(HEAD);
        let (ends, left) = head.as_chunks::<4>();
        assert!(left.is_empty() && ends.is_sorted());
        let (entries, left) = entries.as_chunks::<3>();
        assert!(left.is_empty());
        assert_eq!(ends.last().map(|end| u32::from_be_bytes(*end) as usize), Some(entries.len()));
        assert!(entries.len() > 1_000_000, "{} entries", entries.len());
        let mut start = 0;
        for end in ends.iter().map(|end| u32::from_be_bytes(*end) as usize) {
            assert!(entries[start..end].is_sorted());
            start = end;
        }
    }

    #[test]
    fn a_file_that_is_no_sorted_list_of_hashes_is_refused_with_what_would_be_right() {
        let one = written(&["some password".to_owned()], "\n");
        assert!(Listed::open(file(&one).path()).is_ok());
        assert!(Listed::open(file(one.trim_end()).path()).is_ok(), "the last line need not end");
        assert!(refusal("").contains("it is empty"));
        assert!(refusal("password\n").contains("no hash stands there"));
        assert!(refusal(&"x".repeat(1_000)).contains("a line is too long"));
        let sorted = written(&(0..500).map(|number| format!("password {number}")).collect::<Vec<_>>(), "\n");
        let turned: String = sorted.lines().rev().map(|line| format!("{line}\n")).collect();
        assert!(refusal(&turned).contains("it is not sorted by hash"));
        assert!(refusal(&turned).contains("00000010F4B38525354491E099EB1796278544B1:15"));
        let nowhere = Listed::open(Path::new("/nowhere/at/all")).err().unwrap().to_string();
        assert!(nowhere.starts_with("/nowhere/at/all: "), "{nowhere}");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]
        #[test]
        fn of_a_file_exactly_what_is_in_it_is_found(
            passwords in proptest::collection::vec("[a-z]{1,4}", 1..200),
            others in proptest::collection::vec("[a-z]{1,4}", 1..20),
            line_end in prop_oneof![Just("\n"), Just("\r\n")],
        ) {
            let file = file(&written(&passwords, line_end));
            let listed = Listed::open(file.path()).unwrap();
            for password in passwords.iter().chain(&others) {
                let found = listed.holds(&sha1(password)).unwrap();
                prop_assert_eq!(found, passwords.contains(password), "{}", password);
            }
        }
    }
}
