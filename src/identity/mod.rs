//! Who somebody is and in which capacity they act.
//!
//! A person signs in with an e-mail address and a password and wears one hat at a time: an access token carries one
//! hat, lives ten minutes and is checked without the database; a refresh token lives thirty days and is good for one
//! use. One that comes back a second time was stolen by somebody, so its whole session ends. Whoever is not signed in
//! yet passes the [`Door`], which counts.
//!
//! A route says which hat it is for by what it asks to be handed: [`As<Client>`](As), [`As<Member>`](As) and so on. Whoever
//! wears another hat is refused before the route begins. What somebody agreed to is noted with its version ([`consents`]).
//! Called by every slice; calls none.

mod actor;
pub mod clients;
pub mod consents;
mod device;
mod door;
mod keys;
mod model;
mod password;
pub mod personal;
pub mod routes;
pub mod service;
mod store;

pub use self::{
    actor::{Admin, As, Caller, Client, Custodian, Examiner, Involved, Member, Operator, Party, SignedIn, Steward},
    device::Device,
    door::{Door, tidy as tidy_door},
    keys::{ACCESS_SECONDS, Keys},
    model::{
        Agreement, ClientId, ClientKind, ClientRole, Hat, MemberId, MemberKind, PersonId, PersonKind, SessionId,
        SessionKind,
    },
};
