//! Who somebody is and in which capacity they act.
//!
//! A person signs in with an e-mail address and a password and wears one hat at a time: an access token carries one
//! hat, lives ten minutes and is checked without the database; a refresh token lives thirty days and is good for one
//! use. One that comes back a second time was stolen by somebody, so its whole session ends. Access tokens of a session
//! that [`Ended`] are refused. Whoever is not signed in yet passes the [`Door`], which counts. Whoever wants it signs in
//! with a [second factor](second_factor) as well, or with a [passkey](passkeys) and no password. No password is taken that
//! is known from a [breach](Breached). An organisation may have its people sign in at [its own provider](providers), to act
//! for it.
//!
//! A route says which hat it is for by what it asks to be handed: [`As<Client>`](As), [`As<Member>`](As) and so on. Whoever
//! wears another hat is refused before the route begins. A route that asks for [`Allowed`] lets in the programs of a client
//! as well, by an API key of its scope. What somebody agreed to is noted with its version ([`consents`]).
//!
//! Hats that the network gives (operator, steward, admin) are taken away by an admin, the client hat by the client's own
//! people. Whoever a hat is taken from is signed out everywhere, and an admin may sign anybody out. Somebody has
//! thirty sessions at most: one more ends the one that was used longest ago.
//!
//! Called by every slice; calls none. Providers are asked through [`crate::outbound`].

mod actor;
mod breached;
pub mod clients;
pub mod consents;
mod device;
mod door;
mod ended;
mod hats;
mod keys;
mod letters;
mod model;
pub mod newcomers;
pub mod passkeys;
mod password;
pub mod personal;
pub mod providers;
pub mod routes;
pub mod scope;
pub mod second_factor;
pub mod service;
mod sessions;
mod sign_outs;
mod store;
mod verified;

pub use self::{
    actor::{
        Admin, Allowed, As, Caller, Client, Custodian, Examiner, Involved, Member, Neutral, Operator, Party, SignedIn,
        Steward, recognize,
    },
    breached::Breached,
    device::Device,
    door::{Door, let_in, tidy as tidy_door},
    ended::{Ended, look as look_for_ends},
    hats::{ending, take},
    keys::{ACCESS_SECONDS, Keys},
    letters::farewell,
    model::{
        Agreement, ApiKeyId, ClientId, ClientKind, ClientRole, Hat, MemberId, MemberKind, PersonId, PersonKind,
        ProviderId, SessionId, SessionKind,
    },
};
