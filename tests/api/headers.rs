//! What every answer says of itself, whatever it is.

use ureq::http::HeaderMap;

use crate::support::{Network, On, Person};

fn headers(network: &Network, path: &str) -> HeaderMap {
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    agent.get(format!("{}{path}", network.url)).call().unwrap().headers().clone()
}

fn said(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
}

#[test]
fn no_answer_is_guessed_at_framed_kept_or_run() {
    let network = Network::start(On::Sqlite);
    for path in ["/", "/briefs", "/health", "/api/v1/me", "/api/v1/policies", "/api/v1/nothing", "/api/docs/"] {
        let headers = headers(&network, path);
        let said = |name| said(&headers, name);
        assert_eq!(said("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(said("x-frame-options"), "DENY", "{path}");
        assert_eq!(said("referrer-policy"), "no-referrer", "{path}");
        assert_eq!(said("cache-control"), "no-store", "{path}");
        assert_eq!(said("cross-origin-opener-policy"), "same-origin", "{path}");
        assert_eq!(said("cross-origin-resource-policy"), "same-origin", "{path}");
        assert!(said("permissions-policy").contains("camera=()"), "{path}");
        assert!(said("permissions-policy").contains("publickey-credentials-get=(self)"), "{path}");
        assert!(said("strict-transport-security").starts_with("max-age=63072000"), "{path}");
        let policy = said("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert!(policy.contains("base-uri 'none'"), "{path}: {policy}");
        assert!(
            policy.starts_with("default-src 'none'") || policy.starts_with("default-src 'self'"),
            "{path}: {policy}"
        );
        assert!(!policy.contains("unsafe") || path == "/api/docs/", "{path}: {policy}");
    }
}

#[test]
fn a_network_that_is_reached_without_tls_does_not_promise_it() {
    let network = Network::start_with(On::Sqlite, &[("MUSTER_PUBLIC_URL", "http://muster.test")]);
    assert_eq!(said(&headers(&network, "/"), "strict-transport-security"), "");
}

#[test]
fn a_method_that_does_nothing_somewhere_is_told_which_ones_do() {
    let network = Network::start(On::Sqlite);
    let nobody = Person::nobody(&network);
    for (method, path, allowed) in [
        ("PATCH", "/briefs", "GET, POST"),
        ("POST", "/briefs/brief_1", "GET, PUT"),
        ("DELETE", "/policies", "GET, POST"),
        ("PUT", "/sessions", "DELETE, GET, POST"),
        // There is a path with a place for an id that these words would fit.
        ("PUT", "/sessions/codes", "POST"),
        ("PATCH", "/nowhere", ""),
    ] {
        let (status, headers, _) = nobody.bytes(method, path, b"");
        assert_eq!(status, if allowed.is_empty() { 404 } else { 405 }, "{method} {path}");
        assert_eq!(said(&headers, "allow"), allowed, "{method} {path}");
    }
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let answer = agent.post(format!("{}/briefs", network.url)).send_empty().unwrap();
    assert_eq!((answer.status().as_u16(), said(answer.headers(), "allow")), (405, "GET, HEAD".to_owned()));
}
