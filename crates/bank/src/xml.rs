//! Foreign bytes as a small tree: names without their prefixes, text without entities of its own making, bounded in
//! size, depth and count, and with the place of everything, for errors.

use std::borrow::Cow;

use muster_kernel::{Currency, Day, Money, money::CurrencyError};
use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event},
};

/// The largest file that is read. A statement of ten thousand entries has about half of it.
pub const MOST_BYTES: usize = 32 << 20;
/// The most elements that a file may have.
pub const MOST_ELEMENTS: usize = 1_000_000;
/// How deep elements may lie within each other. The deepest of a statement lie fifteen deep.
pub const MOST_DEPTH: usize = 40;

/// Why a bank's file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// It is too large.
    #[error("the file has {bytes} bytes, and at most {MOST_BYTES} are read: ask the bank for one file a day")]
    TooLarge {
        /// How many there are.
        bytes: usize,
    },
    /// It is not text as ISO 20022 has it.
    #[error("the file is not in UTF-8 (at byte {at}), as files of ISO 20022 are")]
    Encoding {
        /// Where the first wrong byte is.
        at: usize,
    },
    /// It is not XML, or XML of a kind that is not read.
    #[error("line {line}: {what}")]
    Xml {
        /// In which line, counted from one.
        line: usize,
        /// What is wrong there.
        what: String,
    },
    /// Something in it is missing or not what it should be.
    #[error("{place} (line {line}): {what}")]
    Content {
        /// Which element, by the names of those around it.
        place: String,
        /// In which line, counted from one.
        line: usize,
        /// What is wrong there.
        what: String,
    },
}

/// A file as text, without the mark that some put before it.
pub(crate) fn text_of(bytes: &[u8]) -> Result<&str, ReadError> {
    if bytes.len() > MOST_BYTES {
        return Err(ReadError::TooLarge { bytes: bytes.len() });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::Encoding { at: error.valid_up_to() })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A file's elements in the order of their beginnings. Each knows where those within it end, so that no tree of
/// pointers is built, and none is taken down.
pub(crate) struct Tree<'t> {
    source: &'t str,
    elements: Vec<Element<'t>>,
}

struct Element<'t> {
    name: Box<str>,
    /// Of `Document`, its namespace; of an amount, its currency: no other attribute is ever asked for.
    attribute: Option<Box<str>>,
    /// Never begins with white space.
    text: Cow<'t, str>,
    parent: Option<usize>,
    /// The number after that of the last element within.
    end: usize,
    offset: usize,
}

impl<'t> Tree<'t> {
    /// Reads a file's text, in one pass and in time that grows with its length alone.
    pub(crate) fn read(source: &'t str) -> Result<Self, ReadError> {
        let mut tree = Self { source, elements: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        let mut reader = Reader::from_str(source);
        loop {
            let offset = offset(reader.buffer_position(), source);
            let wrong = |what: String| ReadError::Xml { line: line(source, offset), what };
            let event = reader.read_event().map_err(|error| wrong(ill_formed(&error.to_string())))?;
            match event {
                Event::Start(start) => {
                    tree.begin(&start, &mut open, offset)?;
                }
                Event::Empty(start) => {
                    tree.begin(&start, &mut open, offset)?;
                    tree.finish(&mut open);
                }
                Event::End(_) => tree.finish(&mut open),
                Event::Text(text) => tree.say(&open, text.into_inner()),
                Event::CData(text) => tree.say(&open, text.into_inner()),
                Event::GeneralRef(reference) => {
                    let known = reference.resolve_char_ref().ok().flatten().map(String::from);
                    let known = known.or_else(|| resolve_predefined_entity(&reference).map(str::to_owned));
                    let unknown = || wrong(format!("&{}; stands for nothing known", shown(&reference)));
                    tree.say(&open, Cow::Owned(known.ok_or_else(unknown)?));
                }
                Event::DocType(_) => {
                    return Err(wrong("a document type is not read: files of ISO 20022 have none".to_owned()));
                }
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            }
        }
        if tree.elements.is_empty() || !open.is_empty() {
            let what = if open.is_empty() { "there is no XML in this file" } else { "the file breaks off" };
            return Err(ReadError::Xml { line: line(source, source.len()), what: what.to_owned() });
        }
        Ok(tree)
    }

    fn begin(&mut self, start: &BytesStart<'_>, open: &mut Vec<usize>, offset: usize) -> Result<(), ReadError> {
        let wrong = |what| Err(ReadError::Xml { line: line(self.source, offset), what });
        if self.elements.len() >= MOST_ELEMENTS {
            return wrong(format!("the file has more than {MOST_ELEMENTS} elements"));
        }
        if open.len() >= MOST_DEPTH {
            return wrong(format!("elements lie more than {MOST_DEPTH} deep within each other"));
        }
        let at = self.elements.len();
        let name = start.local_name().into_inner().into();
        let (attribute, parent) = (attribute(start), open.last().copied());
        self.elements.push(Element { name, attribute, text: Cow::Borrowed(""), parent, end: at + 1, offset });
        open.push(at);
        Ok(())
    }

    fn finish(&mut self, open: &mut Vec<usize>) {
        if let Some(at) = open.pop() {
            self.elements[at].end = self.elements.len();
        }
    }

    fn say(&mut self, open: &[usize], text: Cow<'t, str>) {
        let Some(&at) = open.last() else { return };
        let said = &mut self.elements[at].text;
        match text {
            _ if !said.is_empty() => said.to_mut().push_str(&text),
            Cow::Borrowed(text) => *said = Cow::Borrowed(text.trim_start()),
            Cow::Owned(text) => *said = Cow::Owned(text.trim_start().to_owned()),
        }
    }

    /// The message within: the first element of `Document`, which some banks put into an envelope.
    pub(crate) fn message(&self) -> Result<(Node<'_>, Option<&str>), ReadError> {
        let root = Node { tree: self, at: 0 };
        let document = if root.name() == "Document" { Some(root) } else { root.child("Document") };
        let document = document.ok_or_else(|| root.wrong("this is not a file of ISO 20022: it has no Document"))?;
        let namespace = self.elements[document.at].attribute.as_deref();
        let message = document.nodes().next().ok_or_else(|| document.wrong("there is no message in it"))?;
        Ok((message, namespace))
    }
}

/// The one attribute of an element that may be asked for.
fn attribute(start: &BytesStart<'_>) -> Option<Box<str>> {
    let name = start.name().into_inner();
    let wanted = match name.split_once(':') {
        Some((prefix, "Document")) => format!("xmlns:{prefix}"),
        None if name == "Document" => "xmlns".to_owned(),
        _ => "Ccy".to_owned(),
    };
    let mut attributes = start.attributes();
    let mut attributes = attributes.with_checks(false).flatten();
    attributes.find(|attribute| attribute.key.into_inner() == wanted).map(|attribute| attribute.value.into())
}

fn offset(position: u64, source: &str) -> usize {
    usize::try_from(position).unwrap_or(source.len()).min(source.len())
}

/// The line in which a byte lies, counted from one.
fn line(source: &str, offset: usize) -> usize {
    1 + source.as_bytes()[..offset.min(source.len())].iter().filter(|&&byte| byte == b'\n').count()
}

/// What the parser says, who repeats the file's own words: not more of it than one reads.
fn ill_formed(error: &str) -> String {
    let end = error.char_indices().nth(200).map_or(error.len(), |(at, _)| at);
    format!("this is not well-formed XML: {}", &error[..end])
}

/// A foreign text in an error: not more of it than one reads.
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(60).collect()
}

/// An element of a file.
#[derive(Clone, Copy)]
pub(crate) struct Node<'t> {
    tree: &'t Tree<'t>,
    at: usize,
}

impl<'t> Node<'t> {
    fn element(self) -> &'t Element<'t> {
        &self.tree.elements[self.at]
    }

    /// Its name, without a prefix.
    pub(crate) fn name(self) -> &'t str {
        &self.element().name
    }

    /// What is written in it, without white space around.
    pub(crate) fn text(self) -> &'t str {
        self.element().text.trim_end()
    }

    /// The elements directly within.
    pub(crate) fn nodes(self) -> impl Iterator<Item = Node<'t>> {
        let end = self.element().end;
        let first = Some(self.at + 1).filter(|&at| at < end);
        let next = move |at: &usize| Some(self.tree.elements[*at].end).filter(|&at| at < end);
        std::iter::successors(first, next).map(move |at| Node { tree: self.tree, at })
    }

    /// The elements of that name directly within.
    pub(crate) fn all(self, name: &str) -> impl Iterator<Item = Node<'t>> {
        self.nodes().filter(move |node| node.name() == name)
    }

    /// The first element of that name directly within.
    pub(crate) fn child(self, name: &str) -> Option<Node<'t>> {
        self.all(name).next()
    }

    /// The first element along a path such as `Acct/Id/IBAN`.
    pub(crate) fn at(self, path: &str) -> Option<Node<'t>> {
        path.split('/').try_fold(self, |node, name| node.child(name))
    }

    /// The first element along a path, or an error that says it is missing.
    pub(crate) fn need(self, path: &str) -> Result<Node<'t>, ReadError> {
        self.at(path).ok_or_else(|| self.wrong(&format!("{path} is missing")))
    }

    /// What is written at the end of a path, if anything is.
    pub(crate) fn words(self, path: &str) -> Option<String> {
        self.at(path).map(Self::text).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// What is written in every element of that name at the end of a path.
    pub(crate) fn every(self, path: &str, name: &str) -> Vec<String> {
        let texts = self.at(path).into_iter().flat_map(|node| node.all(name).map(Self::text));
        texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    }

    /// The civil day at the end of a path, whether it is given as a date or with a time.
    pub(crate) fn day(self, path: &str) -> Result<Option<Day>, ReadError> {
        let Some(node) = self.at(path) else { return Ok(None) };
        let written = node.child("Dt").or_else(|| node.child("DtTm")).unwrap_or(node);
        let day = written.text().get(..10).and_then(|text| text.parse().ok());
        let wrong = || written.wrong(&format!("{:?} is not a day such as 2026-11-21", shown(written.text())));
        day.ok_or_else(wrong).map(Some)
    }

    /// The amount in this element, without a sign.
    pub(crate) fn amount(self) -> Result<Money, ReadError> {
        self.units(self.currency()?)
    }

    /// The currency of the amount in this element.
    pub(crate) fn currency(self) -> Result<Currency, ReadError> {
        let code = self.element().attribute.as_deref().unwrap_or_default();
        code.parse().map_err(|error: CurrencyError| self.wrong(&error.to_string()))
    }

    /// The number in this element as an amount of that currency.
    pub(crate) fn units(self, currency: Currency) -> Result<Money, ReadError> {
        let wrong = || {
            let digits = currency.exponent();
            self.wrong(&format!(
                "{:?} is not an amount of {currency}, with {digits} decimals at most",
                shown(self.text())
            ))
        };
        minor_units(self.text(), currency).map(|minor| Money::new(minor, currency)).ok_or_else(wrong)
    }

    /// An error at this element.
    pub(crate) fn wrong(self, what: &str) -> ReadError {
        let line = line(self.tree.source, self.element().offset);
        ReadError::Content { place: self.place(), line, what: what.to_owned() }
    }

    /// The names of the elements around this one and its own, with numbers where there are several of a name.
    fn place(self) -> String {
        let mut names = Vec::new();
        let mut next = Some(self);
        while let Some(node) = next {
            let parent = node.element().parent.map(|at| Node { tree: self.tree, at });
            let alike: Vec<usize> =
                parent.into_iter().flat_map(|parent| parent.all(node.name())).map(|node| node.at).collect();
            let name = shown(node.name());
            names.push(match alike.iter().position(|&at| at == node.at) {
                Some(place) if alike.len() > 1 => format!("{name}[{}]", place + 1),
                _ => name,
            });
            next = parent;
        }
        names.reverse();
        names.join("/")
    }
}

/// A decimal number as whole minor units; `None` where it has another form, more decimals than the currency (zeros
/// aside), or more digits than an amount holds.
fn minor_units(text: &str, currency: Currency) -> Option<i64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let exponent = usize::from(currency.exponent());
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (kept, beyond) = part.split_at_checked(exponent).unwrap_or((part, ""));
    let fits = text.len() <= 30 && !(whole.is_empty() && part.is_empty()) && digits(whole) && digits(part);
    if !fits || beyond.bytes().any(|byte| byte != b'0') {
        return None;
    }
    format!("{whole}{kept:0<exponent$}").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Tree::read(text).err().map(|error| error.to_string()).unwrap_or_default()
    }

    #[test]
    fn names_lose_their_prefix_and_texts_their_entities() {
        let tree = Tree::read(
            "<x:Document xmlns:x='urn:a'><x:M><A>\n A &amp; B&#x21;<!-- c --><![CDATA[ <c>]]> </A></x:M></x:Document>",
        );
        let tree = tree.unwrap();
        let (message, namespace) = tree.message().unwrap();
        assert_eq!((message.name(), namespace), ("M", Some("urn:a")));
        assert_eq!(message.words("A").as_deref(), Some("A & B! <c>"));
    }

    #[test]
    fn entities_of_a_file_are_never_expanded() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"ha\">]><a>&b;</a>";
        assert_eq!(error(laughs), "line 1: a document type is not read: files of ISO 20022 have none");
        assert_eq!(error("<a>\n&b;</a>"), "line 2: &b; stands for nothing known");
    }

    #[test]
    fn an_error_does_not_repeat_the_file() {
        let long = error(&format!("<a>\n</{}>", "é".repeat(10_000)));
        assert!(long.starts_with("line 2: this is not well-formed XML: ") && long.chars().count() < 300, "{long}");
    }

    #[test]
    fn depth_and_size_have_their_bounds() {
        assert!(error(&"<a>".repeat(100_000)).contains("more than 40 deep"));
        assert!(error(&format!("<a>{}</a>", "<b/>".repeat(MOST_ELEMENTS))).contains("more than 1000000 elements"));
        assert!(matches!(text_of(&vec![b' '; MOST_BYTES + 1]), Err(ReadError::TooLarge { .. })));
        assert_eq!(text_of(b"<a>\xe9</a>"), Err(ReadError::Encoding { at: 3 }));
    }

    #[test]
    fn attributes_and_entities_without_number_are_read_at_once() {
        let attributes: String = (0..200_000).map(|n| format!(" a{n}=''")).collect();
        assert_eq!(error(&format!("<a{attributes}/>")), "");
        assert_eq!(error(&format!("<a>{}{}</a>", " ".repeat(200_000), "&lt;".repeat(200_000))), "");
    }

    #[test]
    fn a_file_that_breaks_off_is_refused() {
        assert_eq!(error("<a><b></b>"), "line 1: the file breaks off");
        assert_eq!(error("  "), "line 1: there is no XML in this file");
    }

    #[test]
    fn an_amount_is_read_to_the_minor_unit_or_not_at_all() {
        assert_eq!(minor_units("1234.5", Currency::EUR), Some(123_450));
        assert_eq!(minor_units("1234.50000", Currency::EUR), Some(123_450));
        assert_eq!(minor_units(".5", Currency::EUR), Some(50));
        assert_eq!(minor_units("12.", Currency::JPY), Some(12));
        assert_eq!(minor_units("1.234", Currency::KWD), Some(1_234));
        for wrong in ["", ".", "-1", "+1", "1,5", "1.234", "1e3", "99999999999999999999", "１"] {
            assert_eq!(minor_units(wrong, Currency::EUR), None, "{wrong}");
        }
    }
}
