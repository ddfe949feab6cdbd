//! The notes of a document (BG-1) as both syntaxes write them: what each is about (BT-21), a code of UNTDID 4451, and what it
//! says (BT-22).

use std::borrow::Cow;

use crate::model::{Draft, Kind};

/// The subject of what is for the buyer's books.
const ACCOUNTING: &str = "ABN";
/// The subject of anything.
const GENERAL: &str = "AAI";

/// A note as it is written.
pub(crate) struct Note<'a> {
    /// What it is about, where that is said (BT-21).
    pub(crate) subject: Option<&'static str>,
    /// What it says (BT-22).
    pub(crate) text: Cow<'a, str>,
}

impl Draft {
    /// The notes in their order, and as the last one where the net amount goes.
    pub(crate) fn written_notes(&self) -> impl Iterator<Item = Note<'_>> {
        self.notes.iter().map(|text| Note::free(text)).chain(Note::of_shares(self))
    }
}

impl<'a> Note<'a> {
    /// A text of whoever wrote the draft. Where its own signs would be read as a subject, it has that of anything.
    fn free(text: &'a str) -> Self {
        Self { subject: seems_to_have_subject(text).then_some(GENERAL), text: Cow::Borrowed(text) }
    }

    /// The shares of a document, one on each line; none where it has none.
    fn of_shares(draft: &Draft) -> Option<Self> {
        if draft.shares.is_empty() {
            return None;
        }
        let heading = match draft.kind {
            Kind::Invoice => "Where the net amount goes:",
            Kind::CreditNote => "Who gives the net amount back:",
        };
        let lines = draft.shares.iter().map(|share| format!("\n{}: {}", share.name, share.value()));
        let text: String = std::iter::once(heading.to_owned()).chain(lines).collect();
        Some(Self { subject: Some(ACCOUNTING), text: Cow::Owned(text) })
    }

    /// In UBL, which has no element for the subject: it stands in front, between two `#`.
    pub(crate) fn in_ubl(&self) -> Cow<'_, str> {
        match self.subject {
            Some(subject) => Cow::Owned(format!("#{subject}#{}", self.text)),
            None => Cow::Borrowed(self.text.as_ref()),
        }
    }
}

/// Whether a reader of UBL takes something of the text for its subject: three letters between the first two `#` (BR-CL-08).
fn seems_to_have_subject(text: &str) -> bool {
    let mut after = text.splitn(3, '#').skip(1);
    let between = after.next().filter(|_| after.next().is_some());
    between.is_some_and(|between| between.chars().count() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_would_be_read_as_a_subject_gets_one() {
        let told = |text: &str| Note::free(text).in_ubl().into_owned();
        assert_eq!(told("Ticket #123# is done"), "#AAI#Ticket #123# is done");
        for plain in ["", "#", "Ticket #123", "Ticket #1234# is done", "#12#345#"] {
            assert_eq!(told(plain), plain);
        }
    }
}
