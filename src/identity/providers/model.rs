//! The words of providers, and what a domain is.

use super::store::{Domain, Provider};

crate::words! {
    /// How an organisation's provider stands.
    pub enum ProviderState {
        /// None of its domains is confirmed, so nobody signs in by it yet.
        Waiting = "waiting",
        /// People sign in by it.
        On = "on",
        /// It is switched off.
        Off = "off",
    }
}

/// How a provider with those domains stands.
pub(super) fn state(provider: &Provider, domains: &[Domain]) -> ProviderState {
    match (provider.switched_on, domains.iter().any(|domain| domain.confirmed_at.is_some())) {
        (false, _) => ProviderState::Off,
        (true, false) => ProviderState::Waiting,
        (true, true) => ProviderState::On,
    }
}

/// A domain in lower case, if it is one as mail knows it: names of letters, digits and hyphens, two at least.
pub(super) fn domain(text: &str) -> Option<String> {
    let domain = text.trim().to_ascii_lowercase();
    let is_name = |name: &str| {
        let signs = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        signs && (1..=63).contains(&name.len()) && !name.starts_with('-') && !name.ends_with('-')
    };
    let fits = domain.len() <= 253 && domain.contains('.') && domain.split('.').all(is_name);
    fits.then_some(domain)
}

/// The domain of an address that was checked.
pub(super) fn domain_of(email: &str) -> &str {
    email.rsplit_once('@').map_or("", |(_, domain)| domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_domain_is_names_with_dots_between_them() {
        assert_eq!(domain(" Acme.Example "), Some("acme.example".to_owned()));
        assert_eq!(domain("xn--mnchen-3ya.example"), Some("xn--mnchen-3ya.example".to_owned()));
        for wrong in ["", "example", "@acme.example", "acme..example", "-a.example", "a_b.example", "acme.example."] {
            assert_eq!(domain(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_domain_of_an_address_stands_after_its_last_sign() {
        assert_eq!(domain_of("ada@acme.example"), "acme.example");
        assert_eq!(domain_of("\"a@evil.example\"@acme.example"), "acme.example");
        assert_eq!(domain_of("nothing"), "");
    }
}
