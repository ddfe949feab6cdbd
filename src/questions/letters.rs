//! What people are told about questions.

use crate::{
    briefs::Brief,
    notices::{Kind, Notice},
};

fn about(brief: &Brief, event: &'static str, subject: String, text: String, page: &str) -> Notice {
    Notice::new(Kind::Question, event, brief.id, subject, text).at(format!("/{page}/{}", brief.id))
}

/// To the client: somebody who may bid asks.
pub(super) fn asked(brief: &Brief, words: &str) -> Notice {
    let text = format!(
        "somebody who may bid on \"{}\" asks:\n\n{words}\n\nEverybody who may bid will see the question and your answer.",
        brief.title
    );
    about(brief, "question.asked", format!("A question: {}", brief.title), text, "briefs")
}

/// To whoever asked: the client has answered.
pub(super) fn answered(brief: &Brief, words: &str) -> Notice {
    let text = format!("the client has answered your question about \"{}\":\n\n{words}", brief.title);
    about(brief, "question.answered", format!("Answered: {}", brief.title), text, "work")
}

/// To a bidder: the client asks all of them.
pub(super) fn to_bidder(brief: &Brief, words: &str) -> Notice {
    let text = format!(
        "the client of \"{}\" asks everybody who bids:\n\n{words}\n\nWhat you reply stays within your bid.",
        brief.title
    );
    about(brief, "question.put", format!("The client asks: {}", brief.title), text, "work")
}
