//! Papers and tables as files that somebody downloads, whatever slice they come from.

use actix_web::{HttpResponse, http::header};
use muster_kernel::Instant;
use muster_papers::{Bom, Paper, PaperError, Sheet, workbook};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use crate::error::{Error, Result};

crate::words! {
    /// How a document is told.
    pub enum PaperFormat {
        /// For a program.
        Json = "json",
        /// For an archive, and for print: PDF/A.
        Pdf = "pdf",
        /// As a page of its own.
        Html = "html",
        /// Its lines, as comma-separated values.
        Csv = "csv",
        /// Its lines, as a workbook.
        Xlsx = "xlsx",
    }
}

/// How a document is asked for.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PaperQuery {
    /// `json` where absent.
    #[param(inline)]
    pub format: Option<PaperFormat>,
}

/// A document as a paper, and its lines as data.
pub struct Printed {
    /// The paper.
    pub paper: Paper,
    /// The lines.
    pub sheet: Sheet,
    /// What the file is called, without what says its format.
    pub name: String,
    /// When the document was made.
    pub issued: Instant,
}

/// A file to be downloaded.
pub struct File {
    kind: &'static str,
    disposition: String,
    bytes: Vec<u8>,
}

/// What becomes of a file that somebody asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// It is shown.
    Inline,
    /// It is saved.
    Saved,
}

/// What a document of this format is sent as, whatever kind of document it is.
pub fn media_type(format: &str) -> &'static str {
    match format {
        "pdf" => "application/pdf",
        "html" => "text/html; charset=utf-8",
        "csv" => "text/csv; charset=utf-8; header=present",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "ubl" | "cii" => "application/xml; charset=utf-8",
        _ => "application/json",
    }
}

impl File {
    /// A file of that format and name.
    pub fn new(format: &str, shown: Shown, name: &str, bytes: Vec<u8>) -> Self {
        let shown = if shown == Shown::Inline { "inline" } else { "attachment" };
        Self { kind: media_type(format), disposition: format!("{shown}; filename=\"{name}\""), bytes }
    }
}

impl Printed {
    /// The file. Asked for as JSON there is none.
    fn file(&self, format: PaperFormat) -> Result<File> {
        let bytes = match format {
            PaperFormat::Json => return Err(Error::internal("print a document", "as JSON it is no paper")),
            PaperFormat::Pdf => self.paper.pdf().map_err(unfit)?,
            PaperFormat::Html => self.paper.html().map_err(unfit)?.into_bytes(),
            PaperFormat::Csv => self.sheet.csv(Bom::With).map_err(unfit)?,
            PaperFormat::Xlsx => workbook(std::slice::from_ref(&self.sheet), self.issued).map_err(unfit)?,
        };
        let shown = if format == PaperFormat::Html { Shown::Inline } else { Shown::Saved };
        Ok(File::new(format.as_str(), shown, &format!("{}.{format}", self.name), bytes))
    }
}

/// A document in the format that was asked for.
pub enum Told<T> {
    /// For a program.
    Json(T),
    /// For a person.
    File(File),
}

impl<T: Serialize> Told<T> {
    /// `document` as it was asked for; it is printed only where a paper is wanted.
    pub fn of(query: &PaperQuery, document: T, print: impl FnOnce(&T) -> Result<Printed>) -> Result<Self> {
        match query.format.filter(|format| *format != PaperFormat::Json) {
            Some(format) => Ok(Self::File(print(&document)?.file(format)?)),
            None => Ok(Self::Json(document)),
        }
    }

    /// The answer.
    pub fn answer(self) -> HttpResponse {
        match self {
            Self::Json(document) => HttpResponse::Ok().json(document),
            Self::File(File { kind, disposition, bytes }) => HttpResponse::Ok()
                .content_type(kind)
                .insert_header((header::CONTENT_DISPOSITION, disposition))
                // A paper brings its own style and nothing else.
                .insert_header((
                    header::CONTENT_SECURITY_POLICY,
                    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
                ))
                .body(bytes),
        }
    }
}

/// A paper that cannot be written was put together wrongly.
fn unfit(cause: PaperError) -> Error {
    Error::internal("write a paper", cause)
}
