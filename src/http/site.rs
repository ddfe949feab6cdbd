//! The front end, embedded: its files, and its one page for every path that is not a file.
//!
//! The page may run only what this server sends: no inline script, and no inline style without the nonce of the very
//! answer that it came in. The build leaves [`PLACEHOLDER`] where the nonce goes.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rust_embed::{Embed, EmbeddedFile};

use crate::{
    app::App,
    error::{Error, Result},
};

/// Files whose name holds a hash of their content never change.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// The page names such files and holds a nonce, so it is asked for each time.
const NEVER: &str = "no-store";
/// Where the nonce goes in the page: `html.cspNonce` in `frontend/vite.config.ts`.
const PLACEHOLDER: &str = "MUSTER-NONCE";

#[derive(Embed)]
#[folder = "frontend/dist"]
struct Dist;

/// Whatever no route has taken.
pub(super) async fn site(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    if request.path().starts_with("/api/") {
        return Err(Error::not_found("route", request.path()));
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(Error::not_found("page", request.path()));
    }
    if let Some(file) = Dist::get(path).filter(|_| path != "index.html") {
        return Ok(file_answer(path, file));
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file && path != "index.html" {
        return Err(Error::not_found("file", request.path()));
    }
    let page = Dist::get("index.html").ok_or_else(|| Error::not_found("front end; build it with", "make frontend"))?;
    Ok(page_answer(&String::from_utf8_lossy(&page.data), &URL_SAFE_NO_PAD.encode(app.mint.secret())))
}

fn file_answer(path: &str, file: EmbeddedFile) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(file.metadata.mimetype())
        .insert_header((header::CACHE_CONTROL, kept(path)))
        .body(web::Bytes::from(file.data.into_owned()))
}

/// How long the file at `path` may be kept without asking again.
fn kept(path: &str) -> &'static str {
    if path.starts_with("assets/") { FOREVER } else { "no-cache" }
}

fn page_answer(page: &str, nonce: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, NEVER))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy(nonce)))
        .body(page.replace(PLACEHOLDER, nonce))
}

/// Nothing is loaded from elsewhere, nothing runs inline, and only styles with the nonce stand inline.
fn policy(nonce: &str) -> String {
    format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; \
         object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    )
}

#[cfg(test)]
mod tests {
    use actix_web::body::MessageBody;

    use super::*;

    #[test]
    fn the_page_and_its_policy_hold_the_same_nonce_and_the_page_is_never_kept() {
        let page = r#"<meta property="csp-nonce" nonce="MUSTER-NONCE"><style nonce="MUSTER-NONCE"></style>"#;
        let answer = page_answer(page, "n0nce");
        let policy = answer.headers().get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap().to_owned();
        assert!(policy.contains("style-src 'self' 'nonce-n0nce';"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers().get(header::CACHE_CONTROL).unwrap(), NEVER);
        let body = answer.into_body().try_into_bytes().unwrap();
        let body = std::str::from_utf8(&body).unwrap();
        assert_eq!(body, page.replace("MUSTER-NONCE", "n0nce"));
    }

    #[test]
    fn only_files_named_by_their_content_are_kept_for_good() {
        assert_eq!(kept("assets/index-3f2a.js"), FOREVER);
        assert_eq!(kept("theme.js"), "no-cache");
    }
}
