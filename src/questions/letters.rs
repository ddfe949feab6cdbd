//! What people are told about questions.

use crate::{
    briefs::Brief,
    letters::Letter,
    notices::{Kind, Notice},
};

fn about(brief: &Brief, event: &'static str, letter: &str, words: &str, page: &str) -> Notice {
    let letter = Letter::new(letter).with("title", &brief.title).with("words", words);
    Notice::new(Kind::Question, event, brief.id, letter).at(format!("/{page}/{}", brief.id))
}

/// To the client: somebody who may bid asks.
pub(super) fn asked(brief: &Brief, words: &str) -> Notice {
    about(brief, "question.asked", "question-asked", words, "briefs")
}

/// To whoever asked: the client has answered.
pub(super) fn answered(brief: &Brief, words: &str) -> Notice {
    about(brief, "question.answered", "question-answered", words, "work")
}

/// To a bidder: the client asks all of them.
pub(super) fn to_bidder(brief: &Brief, words: &str) -> Notice {
    about(brief, "question.put", "question-put", words, "work")
}
