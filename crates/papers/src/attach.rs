//! Files that travel inside a PDF: an invoice for machines within the one for people.

use crate::PaperError;

/// A file inside a PDF/A-3, bound to the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssociatedFile {
    pub(crate) name: String,
    pub(crate) media_type: String,
    pub(crate) description: String,
    pub(crate) relationship: Relationship,
    pub(crate) bytes: Vec<u8>,
    pub(crate) factur_x: Option<FacturX>,
}

/// What an associated file is to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relationship {
    /// The same, for machines. What Factur-X asks of its profiles BASIC, EN 16931, EXTENDED and XRECHNUNG.
    Alternative,
    /// What the document was made from, less than the whole. What Factur-X asks of MINIMUM and BASIC WL.
    Data,
    /// What the document was made from.
    Source,
    /// More than the document says.
    Supplement,
}

/// A profile of Factur-X (ZUGFeRD): how much the XML says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FacturX {
    /// Totals only; not an invoice by itself in Germany.
    Minimum,
    /// Without lines; not an invoice by itself in Germany.
    BasicWithoutLines,
    /// With lines.
    Basic,
    /// The European norm.
    En16931,
    /// More than the norm.
    Extended,
    /// The norm with Germany's rules. Its file has a name of its own.
    XRechnung,
}

impl FacturX {
    /// The profile's name, as readers of the PDF's metadata expect it.
    pub fn conformance_level(self) -> &'static str {
        match self {
            Self::Minimum => "MINIMUM",
            Self::BasicWithoutLines => "BASIC WL",
            Self::Basic => "BASIC",
            Self::En16931 => "EN 16931",
            Self::Extended => "EXTENDED",
            Self::XRechnung => "XRECHNUNG",
        }
    }

    /// The name that the XML must have.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::XRechnung => "xrechnung.xml",
            Self::Minimum | Self::BasicWithoutLines | Self::Basic | Self::En16931 | Self::Extended => "factur-x.xml",
        }
    }
}

impl AssociatedFile {
    /// A file of that name (letters, digits, `.`, `-` and `_`) and media type (`text/csv`), with a description for
    /// people.
    pub fn new(
        name: &str,
        media_type: &str,
        description: &str,
        relationship: Relationship,
        bytes: Vec<u8>,
    ) -> Result<Self, PaperError> {
        let wrong = |what: &str, right| Err(PaperError::Attachment { what: format!("{what:?}"), right });
        let plain = |text: &str, others: &str| {
            (1..=100).contains(&text.len())
                && text.chars().all(|letter| letter.is_ascii_alphanumeric() || others.contains(letter))
        };
        if !plain(name, ".-_") {
            return wrong(name, "name for an attached file such as factur-x.xml");
        }
        if !media_type.split_once('/').is_some_and(|(kind, sub)| plain(kind, "-+.") && plain(sub, "-+.")) {
            return wrong(media_type, "media type such as text/xml");
        }
        let (name, media_type, description) = (name.to_owned(), media_type.to_owned(), description.to_owned());
        Ok(Self { name, media_type, description, relationship, bytes, factur_x: None })
    }

    /// The XML of an invoice by Factur-X, under the name and with the metadata by which others find it.
    pub fn factur_x(xml: Vec<u8>, profile: FacturX, relationship: Relationship) -> Self {
        Self {
            name: profile.file_name().to_owned(),
            media_type: "text/xml".to_owned(),
            description: "Factur-X invoice".to_owned(),
            relationship,
            bytes: xml,
            factur_x: Some(profile),
        }
    }
}
