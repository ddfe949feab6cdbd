//! How identity writes to people: by a mail that leaves once its cause is committed.

use crate::{
    app::App,
    db::Tx,
    error::Result,
    jobs::{self, Job},
    letters::{Language, Letter},
    mail::{Addressee, Mail},
};

/// Sends somebody a letter.
pub(super) fn mail(tx: &mut Tx<'_>, to: &Addressee, letter: &Letter) -> Result<()> {
    jobs::soon(tx, &Job::Mail(Mail::of(to, letter)?))
}

/// A letter with a link to a page of this network.
pub(super) fn with_link(app: &App, letter: &str, path: &str) -> Letter {
    Letter::new(letter).with("link", format!("{}{path}", app.public_url))
}

/// Whoever reads what is sent to an address.
pub(super) fn unknown(email: String, language: Language) -> Addressee {
    Addressee { email, name: None, language }
}

/// Writes to somebody whose account was closed, at the address that was theirs.
pub fn farewell(tx: &mut Tx<'_>, to: &Addressee) -> Result<()> {
    mail(tx, to, &Letter::new("account-closed"))
}
