//! Providers: a client organisation's own sign-in, by OpenID Connect.
//!
//! **Who vouches for whom.** Finance of an organisation registers its provider ([`service`]). People sign in there
//! ([`entering`]: authorization code, PKCE, state and nonce) and come back with a token that is verified ([`token`]). A
//! provider vouches for the people of its organisation, for the client hat, and for nothing else: nobody else is signed in by
//! it, whatever it says, and who is signed in by it does not reach what they are under other hats
//! ([`check_oneself`](super::service::check_oneself)).
//!
//! **Domains.** It vouches for addresses of domains that an admin confirmed. A domain is confirmed for one organisation alone;
//! without one, the provider waits. It has to say of an address that it was verified. Where it never says anything of that,
//! finance may have it vouch for addresses; an issuer that speaks for everybody is refused, since it could vouch for none.
//!
//! **Who is whom.** Somebody is known by the name that the provider has for them. The first time, they are found by their
//! address among the people of the organisation; where nobody has it, they become one of them, if it wants that.
//!
//! Its server is asked as every address that users give is asked ([`crate::outbound`]), never in a transaction.

pub mod entering;
mod model;
pub mod routes;
pub mod service;
mod store;
mod talk;
mod token;

use crate::{
    db::Tx,
    error::Result,
    identity::model::{ClientId, PersonId},
};

/// Forgets by which names providers know somebody, in the transaction of its cause.
pub(super) fn forget_person(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    store::unlink(tx, person)
}

/// Deletes the provider of an organisation for which nobody acts any more, in the transaction of its cause.
pub(super) fn forget_client(tx: &mut Tx<'_>, client: ClientId) -> Result<()> {
    match store::of_client(tx, client)? {
        Some(provider) => store::delete(tx, provider.id),
        None => Ok(()),
    }
}
