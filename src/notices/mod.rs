//! Notices: what people are told, in the app and by mail.
//!
//! Whatever happens to somebody is told by one call, [`service::tell`], in the transaction in which it happened: a line
//! in the app, seen under the hat that it concerns and no other, and a mail. What is kept is what happened: the words are
//! those of the reader's language, with days and hours by their own clock ([`crate::letters`]). That is the one of the zone
//! that they chose, or of the browser in which they signed up; a page names the zone that it tells hours in. A notice that
//! says whose act it tells of ([`Notice::act_of`]) is not told to them; what moves money is confirmed to everybody.
//!
//! For each kind of notice a person chooses whether the line is shown and whether the mail leaves soon, waits for their
//! digest, or is not sent at all. In quiet hours no mail leaves; what must be answered before they end leaves all the same.
//!
//! Open pages hear that something was told to them ([`live`]).
//!
//! What is told to a client is told to everybody who acts for it, and to its webhooks.
//!
//! Mails that let somebody in (confirming an address, a new password) are not notices: nobody can switch them off.
//!
//! Called by every slice that tells somebody something. Calls `identity`, `spaces`, `jobs`, `letters`, `webhooks`; reads how
//! people are reached, members too, together with what they chose.

mod live;
mod model;
pub mod personal;
pub mod routes;
pub mod service;
mod store;

use muster_kernel::{Id, id::Kind as IdKind};

pub use self::{
    live::{Live, keep_looking, look},
    model::{Kind, Notice},
};

/// Names a notice.
pub struct NoticeKind;

impl IdKind for NoticeKind {
    const PREFIX: &'static str = "notice";
}

/// The id of a notice.
pub type NoticeId = Id<NoticeKind>;
