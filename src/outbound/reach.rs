//! How far requests may reach: which addresses may be asked, and which of those that a name stands for.

use std::net::SocketAddr;

use ureq::{
    config::Config,
    http::Uri,
    unversioned::{
        resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver},
        transport::NextTimeout,
    },
};

use super::{Failure, address};

/// How far requests may reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The open internet alone, by `https`.
    Public,
    /// This machine and its neighbours too, also by `http`: for tests and development.
    Private,
    /// One socket of this machine by `http`, and otherwise the open internet.
    #[cfg(test)]
    Only(SocketAddr),
}

impl Reach {
    fn includes(self, socket: SocketAddr) -> bool {
        match self {
            Self::Public => address::is_public(socket.ip()),
            Self::Private => true,
            #[cfg(test)]
            Self::Only(one) => socket == one || address::is_public(socket.ip()),
        }
    }
}

/// Fine where an address may be asked, as far as that shows without a look-up.
pub(super) fn permitted(uri: &Uri, reach: Reach) -> Result<(), Failure> {
    let plain = reach != Reach::Public;
    match uri.scheme_str() {
        Some("https") => {}
        Some("http") if plain => {}
        _ => return Err(Failure::Address("does not begin with https://")),
    }
    let authority = uri.authority().ok_or(Failure::Address("names no server"))?;
    if authority.as_str().contains('@') {
        return Err(Failure::Address("holds a user name or a password, which Muster does not keep"));
    }
    Ok(())
}

/// Looks names up, and lets only those of their addresses through that may be reached. Asked for every connection, those
/// of redirects among them, and what it answers is connected to.
#[derive(Debug)]
pub(super) struct Guard {
    pub(super) reach: Reach,
}

impl Resolver for Guard {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let refused = |failure: Failure| ureq::Error::Other(Box::new(failure));
        permitted(uri, self.reach).map_err(refused)?;
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        let mut reachable = self.empty();
        found.iter().filter(|socket| self.reach.includes(**socket)).for_each(|socket| reachable.push(*socket));
        if reachable.is_empty() {
            return Err(refused(Failure::Address("leads into a private network, where Muster does not go")));
        }
        Ok(reachable)
    }
}
