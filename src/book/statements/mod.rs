//! Statements: months that are closed.
//!
//! **A month closes once it is over**, in one transaction: every member and space that is owed money and had a
//! posting, or had something left, has one statement with what was there before, every posting that no earlier statement
//! has, and what is there now. Numbers go on without a gap. From then on the database refuses to change, add or delete
//! any of it. What is posted later, whatever it is about, stands in a later statement: nothing is ever opened again, and
//! to correct something is to post.
//!
//! **Proofs.** The lines of a statement are the leaves of a Merkle tree ([`merkle`]), and the statements of a month are the
//! leaves of another, whose root everybody sees. A statement of a space names no member; but whoever did the work can take
//! the proof of their line, and check that what their space was paid for it is in there, to the cent. A salt in each line
//! keeps others from guessing lines out of the hash.
//!
//! [`verify`] does all of it again from the postings.

mod close;
mod merkle;
mod model;
mod paper;
mod store;
mod verify;
mod views;

use muster_kernel::{Id, id::Kind};

pub(in crate::book) use self::verify::{Gathering, Said};
pub use self::{
    close::keep_up,
    model::{Leaf, Proof, Statement, StatementTotal},
    paper::{Parties, WorkRow, of_member as print_of_member, of_space as print_of_space},
    views::{
        Period, StatementLine, StatementOfMember, Work, WorkCell, cells, closed_after, closed_at, last_closed, list,
        of_member, of_space, payouts, periods, proofs, spaces_of,
    },
};

/// Names a statement.
pub struct StatementKind;

impl Kind for StatementKind {
    const PREFIX: &'static str = "statement";
}

/// The id of a statement.
pub type StatementId = Id<StatementKind>;
