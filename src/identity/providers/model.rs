//! The words of providers, what a domain is, which issuers speak for one organisation, and which addresses count.

use super::{
    store::{Domain, Provider},
    token::Verified,
};

/// Where Microsoft signs people in: whoever has a directory there has an issuer of their own, which holds its id.
const MICROSOFT: [&str; 6] = [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.microsoft.com",
    "login.windows.net",
    "sts.windows.net",
];
/// The directory of everybody's personal accounts.
const PERSONAL_ACCOUNTS: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

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

/// Whether an issuer speaks for one organisation, as far as its address tells: at Microsoft, the one of a directory. The others
/// there (`common`, `organizations`, `consumers`) sign in whoever has an account anywhere, under whatever address is entered
/// for them there.
pub(super) fn is_one_organisations(issuer: &str) -> bool {
    let rest = issuer.split_once("://").map_or(issuer, |(_, rest)| rest);
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = authority.split(':').next().unwrap_or_default().trim_end_matches('.').to_ascii_lowercase();
    let directory = path.split('/').next().unwrap_or_default();
    let is_own = is_uuid(directory) && !directory.eq_ignore_ascii_case(PERSONAL_ACCOUNTS);
    is_own || !MICROSOFT.contains(&host.as_str())
}

fn is_uuid(text: &str) -> bool {
    let signs = text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-');
    signs && text.split('-').map(str::len).eq([8_usize, 4, 4, 4, 12])
}

/// Why an address of which a provider says that does not count; nothing where it does. Silence will do where the organisation
/// has it vouch for addresses; what it says against one stands whoever vouches.
pub(super) fn why_unverified(provider: &Provider, said: Verified) -> Option<&'static str> {
    match said {
        Verified::Yes => None,
        Verified::Unsaid if provider.vouches_for_addresses => None,
        Verified::Unsaid => {
            Some("the provider says nothing of whether it was verified, and is not set to vouch for addresses")
        }
        Verified::No => Some("the provider does not say that it was verified"),
    }
}

#[cfg(test)]
mod tests {
    use muster_kernel::Instant;

    use super::*;
    use crate::identity::model::{ClientId, ProviderId};

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

    #[test]
    fn at_microsoft_the_issuer_of_a_directory_speaks_for_one_organisation_and_no_other_does() {
        let directory = "8eaef023-2b34-4da1-9baa-8bc8c9d6a490";
        for of in [
            "common",
            "organizations",
            "consumers",
            "{tenantid}",
            "acme.example",
            "",
            "9188040d-6c67-4c5b-b112-36a304b66dad",
        ] {
            for host in [
                "login.microsoftonline.com",
                "LOGIN.MicrosoftOnline.com:443",
                "login.microsoftonline.com.",
                "sts.windows.net",
            ] {
                assert!(!is_one_organisations(&format!("https://{host}/{of}/v2.0")), "{host} {of}");
            }
        }
        for issuer in ["https://login.microsoftonline.com", "https://login.microsoftonline.com//v2.0"] {
            assert!(!is_one_organisations(issuer), "{issuer}");
        }
        assert!(!is_one_organisations(&format!("https://login.microsoftonline.com/common/{directory}/v2.0")));
        for host in ["login.microsoftonline.com", "login.microsoftonline.us", "sts.windows.net"] {
            assert!(is_one_organisations(&format!("https://{host}/{directory}/v2.0")), "{host}");
        }
        for issuer in ["https://id.example/common/v2.0", "https://id.example", "http://127.0.0.1:4000", "nothing"] {
            assert!(is_one_organisations(issuer), "{issuer}");
        }
    }

    #[test]
    fn silence_will_do_where_a_provider_vouches_and_a_no_never_does() {
        let provider = |vouches_for_addresses| Provider {
            id: ProviderId::from_bits(1),
            client_id: ClientId::from_bits(2),
            issuer: "https://id.example".to_owned(),
            registered_as: "muster".to_owned(),
            sealed_secret: "sealed".to_owned(),
            switched_on: true,
            makes_people: false,
            vouches_for_addresses,
            changed_at: Instant::from_micros(0),
        };
        let counts = |vouches, said| why_unverified(&provider(vouches), said).is_none();
        assert_eq!([false, true].map(|vouches| counts(vouches, Verified::Yes)), [true, true]);
        assert_eq!([false, true].map(|vouches| counts(vouches, Verified::Unsaid)), [false, true]);
        assert_eq!([false, true].map(|vouches| counts(vouches, Verified::No)), [false, false]);
    }
}
