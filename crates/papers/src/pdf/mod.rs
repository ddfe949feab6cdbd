//! Pages as PDF/A-3a and PDF/UA-1: archivable, tagged, with its fonts inside.

mod draw;
mod tags;
mod xmp;

use krilla::{
    Data, Document, SerializeSettings,
    configure::{Accessibility, Archival, ConfigurationBuilder},
    destination::XyzDestination,
    embed::{AssociationKind, EmbeddedFile, MimeType},
    geom::Point,
    metadata::{DateTime, Metadata},
    outline::{Outline, OutlineNode},
    page::PageSettings,
};
use muster_kernel::Instant;

use crate::{
    AssociatedFile, Paper, PaperError, Relationship,
    language::parts,
    layout::{LEFT, Laid, PAGE_HEIGHT, PAGE_WIDTH, lay},
};

impl Paper {
    /// The paper as PDF/A-3a (ISO 19005-3) that is also PDF/UA-1 (ISO 14289-1), on A4: fonts embedded, text selectable,
    /// headings and tables tagged. The same paper gives the same bytes.
    ///
    /// Letters that the font lacks (it has Latin, Greek and Cyrillic) are drawn as a square, and still read as what
    /// they are when copied or searched.
    pub fn pdf(&self) -> Result<Vec<u8>, PaperError> {
        self.write_pdf(None)
    }

    /// The same, with a file inside that is bound to the document.
    pub fn pdf_with(&self, file: &AssociatedFile) -> Result<Vec<u8>, PaperError> {
        self.write_pdf(Some(file))
    }

    fn write_pdf(&self, file: Option<&AssociatedFile>) -> Result<Vec<u8>, PaperError> {
        let laid = lay(self)?;
        let configuration = ConfigurationBuilder::new()
            .with_archival_validator(Archival::A3_A)
            .with_accessibility_validator(Accessibility::UA1)
            .finish()
            .expect("both norms are written in PDF 1.7");
        let settings = SerializeSettings { configuration, enable_tagging: true, ..SerializeSettings::default() };
        let mut document = Document::new_with(settings);
        document.set_metadata(self.metadata());
        document.set_outline(outline(&laid));
        let mut tags = tags::Tags::new(&laid.tree);
        let pen = draw::Pen::new(self);
        for page in &laid.pages {
            let size = PageSettings::from_wh(draw::points(PAGE_WIDTH), draw::points(PAGE_HEIGHT));
            let mut sheet = document.start_page_with(size.expect("A4 has an extent"));
            let mut surface = sheet.surface();
            pen.draw(page, &mut surface, &mut tags);
            surface.finish();
            sheet.finish();
        }
        document.set_tag_tree(tags.finish());
        if let Some(file) = file {
            let written = document.embed_file(embedded(file, date(self.issued)));
            written.expect("one file has a name of its own");
        }
        let bytes = document.finish().map_err(|cause| writer(&cause))?;
        match file.and_then(|file| file.factur_x) {
            Some(profile) => xmp::with_factur_x(&bytes, profile),
            None => Ok(bytes),
        }
    }

    fn metadata(&self) -> Metadata {
        let title = self.full_title();
        Metadata::new()
            .title(title.clone())
            .authors(vec![self.letterhead.name.clone()])
            .creator("Muster".to_owned())
            .producer("Muster".to_owned())
            .language(self.language.tag().to_owned())
            .creation_date(date(self.issued))
            .document_id(format!("{}\n{title}", self.letterhead.name))
    }
}

/// An instant as the library wants it.
fn date(instant: Instant) -> DateTime {
    let (year, month, day) = parts(instant.day());
    let second = instant.seconds().rem_euclid(86_400);
    let small = |number: i64| u8::try_from(number).expect("parts of a date and time are small");
    DateTime::new(u16::try_from(year).unwrap_or(0))
        .month(small(i64::try_from(month).expect("a month is small")))
        .day(small(day.into()))
        .hour(small(second / 3_600))
        .minute(small(second / 60 % 60))
        .second(small(second % 60))
        .utc_offset_hour(0)
}

/// The list of contents: the title, and under it each heading.
fn outline(laid: &Laid) -> Outline {
    let entries = laid.pages.iter().enumerate().flat_map(|(number, page)| {
        page.entries.iter().map(move |(text, y)| {
            let place = Point::from_xy(draw::points(LEFT), draw::points(*y));
            OutlineNode::new(text.clone(), XyzDestination::new(number, place))
        })
    });
    let mut outline = Outline::new();
    entries.for_each(|entry| outline.push_child(entry));
    outline
}

fn embedded(file: &AssociatedFile, date: DateTime) -> EmbeddedFile {
    EmbeddedFile {
        path: file.name.clone(),
        mime_type: MimeType::new(&file.media_type),
        description: Some(file.description.clone()),
        association_kind: match file.relationship {
            Relationship::Alternative => AssociationKind::Alternative,
            Relationship::Data => AssociationKind::Data,
            Relationship::Source => AssociationKind::Source,
            Relationship::Supplement => AssociationKind::Supplement,
        },
        data: Data::from(file.bytes.clone()),
        modification_date: Some(date),
        compress: Some(true),
        location: None,
    }
}

/// A refusal of the library, in its own words.
fn writer(cause: &krilla::error::KrillaError) -> PaperError {
    PaperError::Writer { format: "PDF", cause: cause.to_string() }
}
