//! What may be handed in, and under which name it is kept.

use crate::error::{Check, Error, Result};

/// The largest file: 10 MiB.
pub const LARGEST: usize = 10 << 20;
/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 100;

crate::words! {
    /// What a file is.
    pub enum MediaType {
        /// A document.
        Pdf = "application/pdf",
        /// A picture.
        Png = "image/png",
        /// A photograph.
        Jpeg = "image/jpeg",
        /// Plain text.
        Text = "text/plain",
        /// A table.
        Csv = "text/csv",
        /// Text with marks.
        Markdown = "text/markdown",
    }
}

impl MediaType {
    /// What `content` is: a picture or a document by its first bytes, a text by all of them and, among texts, by the
    /// ending of its name. `None` for everything else.
    fn of(name: &str, content: &[u8]) -> Option<Self> {
        let by_signature = infer::get(content).and_then(|kind| kind.mime_type().parse().ok());
        by_signature.filter(|kind: &Self| !kind.is_text()).or_else(|| {
            let kind = match ending(name) {
                "csv" => Self::Csv,
                "md" => Self::Markdown,
                "txt" => Self::Text,
                _ => return None,
            };
            is_text(content).then_some(kind)
        })
    }

    /// How an answer names it: a text with its charset, which [`Upload::new`] has seen to.
    pub fn header(self) -> String {
        if self.is_text() { format!("{self}; charset=utf-8") } else { self.to_string() }
    }

    const fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Csv | Self::Markdown)
    }

    /// How a name of such a file ends.
    const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Text => "txt",
            Self::Csv => "csv",
            Self::Markdown => "md",
        }
    }
}

/// Whether every byte belongs to a text in UTF-8 without control characters.
fn is_text(content: &[u8]) -> bool {
    let whole = |text: &str| !text.chars().any(|sign| sign.is_control() && !matches!(sign, '\n' | '\r' | '\t'));
    std::str::from_utf8(content).is_ok_and(whole)
}

fn ending(name: &str) -> &str {
    name.rsplit_once('.').map_or("", |(_, ending)| ending)
}

/// A file that may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Upload {
    /// A name without folders, control characters or anything that a file system minds; its ending fits its content.
    pub name: String,
    /// What it is.
    pub media_type: MediaType,
    /// What it holds; 1 byte to [`LARGEST`].
    pub content: Vec<u8>,
}

impl Upload {
    /// A file as it was handed in, or what is wrong with it.
    pub fn new(name: &str, content: Vec<u8>) -> Result<Self> {
        let mut check = Check::new();
        check.length("name", name, 1..=255);
        let sizes = format!("1 to {LARGEST} bytes");
        check.that((1..=LARGEST).contains(&content.len()), "body", content.len(), sizes);
        check.done()?;
        let lower = name.trim().to_lowercase();
        let media_type = MediaType::of(&lower, &content).ok_or_else(|| {
            Error::field(
                "body",
                name,
                "a PDF, PNG or JPEG file, or a text in UTF-8 whose name ends in .txt, .csv or .md",
            )
        })?;
        Ok(Self { name: safe_name(name, media_type), media_type, content })
    }
}

/// The last part of a path, with `_` for whatever a file system or a header might mind, and the ending of its kind.
fn safe_name(name: &str, kind: MediaType) -> String {
    let last = name.trim().rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let plain = |sign: char| if sign.is_alphanumeric() || " -_.()".contains(sign) { sign } else { '_' };
    let stem: String = stem.chars().map(plain).take(LONGEST_NAME).collect();
    let stem = stem.trim_matches([' ', '.']);
    format!("{}.{}", if stem.is_empty() { "file" } else { stem }, kind.ending())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn texts_name_their_charset_and_nothing_else_has_one() {
        for kind in MediaType::ALL {
            let named = kind.header().strip_suffix("; charset=utf-8").map(str::to_owned);
            assert_eq!(named.as_deref(), kind.as_str().starts_with("text/").then_some(kind.as_str()));
        }
    }

    fn kind(name: &str, content: &[u8]) -> Option<(MediaType, String)> {
        Upload::new(name, content.to_vec()).ok().map(|file| (file.media_type, file.name))
    }

    #[test]
    fn what_a_file_is_is_read_from_its_content() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
        assert_eq!(kind("photo.exe", png), Some((MediaType::Png, "photo.png".to_owned())));
        assert_eq!(kind("a.pdf", b"%PDF-1.7\n"), Some((MediaType::Pdf, "a.pdf".to_owned())));
        assert_eq!(kind("a.jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"), Some((MediaType::Jpeg, "a.jpg".to_owned())));
        assert_eq!(kind("BMW.CSV", b"BMW;3\n"), Some((MediaType::Csv, "BMW.csv".to_owned())));
        assert_eq!(kind("notes.md", "# Größe\n".as_bytes()), Some((MediaType::Markdown, "notes.md".to_owned())));
    }

    #[test]
    fn other_kinds_are_refused_whatever_their_name_says() {
        assert_eq!(kind("a.zip", b"PK\x03\x04\x14\0\0\0"), None);
        assert_eq!(kind("a.txt", b"PK\x03\x04\x14\0\0\0"), None);
        assert_eq!(kind("a.pdf", b"MZ\x90\0"), None);
        assert_eq!(kind("a.html", b"<html></html>"), None);
        assert_eq!(kind("a.svg", b"<svg onload='x'/>"), None);
        assert_eq!(kind("a.txt", b"caf\xe9"), None, "a text is in UTF-8");
        assert_eq!(kind("a.txt", b""), None);
        assert!(Upload::new("a.txt", vec![b'a'; LARGEST + 1]).is_err());
        assert!(Upload::new("a.txt", vec![b'a'; LARGEST]).is_ok());
    }

    #[test]
    fn a_name_loses_its_folders_and_whatever_could_do_harm() {
        let name = |name: &str| Upload::new(name, b"x".to_vec()).unwrap().name;
        assert_eq!(name("../../etc/passwd.txt"), "passwd.txt");
        assert_eq!(name("C:\\temp\\..txt"), "file.txt");
        assert_eq!(name("a\"; filename=\"b.md"), "a__ filename=_b.md".replace('=', "_"));
    }

    proptest! {
        #[test]
        fn no_name_and_no_content_break_anything(name in ".{0,300}", content in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(file) = Upload::new(&name, content) {
                prop_assert!(file.name.chars().count() <= LONGEST_NAME + 5);
                prop_assert!(!file.name.contains(['/', '\\', '"', '\0', '\n', ';']) && !file.name.starts_with('.'));
            }
        }
    }
}
