//! The front end, embedded: its files, and its one page for every path that is not a file.
//!
//! The page may run only what this server sends: no inline script, and no inline style without the nonce of the very
//! answer that it came in. The build leaves [`PLACEHOLDER`] where the nonce goes, and what the page of a path needs beside
//! what every page does is named at its [`HEAD_END`].

use std::{borrow::Cow, sync::LazyLock};

use actix_web::{
    HttpRequest, HttpResponse,
    dev::ResourceDef,
    http::{
        Method,
        header::{self, AcceptEncoding, AcceptLanguage, ContentEncoding, Encoding, Header},
    },
    web,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use rust_embed::Embed;
use utoipa::openapi::PathItem;

use super::pages::Pages;
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
/// Before it stands what the page needs.
const HEAD_END: &str = "</head>";

#[derive(Embed)]
#[folder = "frontend/dist"]
struct Dist;

/// What is in a file: a part of this program, or read anew where that was not built as it is shipped.
type Data = Cow<'static, [u8]>;

/// Whatever no route has taken.
pub(super) async fn site(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    if request.path().starts_with("/api/") {
        return Err(match methods_at(request.path()) {
            allowed if allowed.is_empty() => Error::not_found("route", request.path()),
            allowed => no_such_method(&request, allowed),
        });
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(no_such_method(&request, vec!["GET", "HEAD"]));
    }
    if let Some(file) = Dist::get(path).filter(|_| path != "index.html") {
        // What is small already has no file beside it; the middleware compresses for whoever takes no brotli.
        let small = if takes_brotli(&request) { Dist::get(&format!("{path}.br")) } else { None };
        return Ok(file_answer(path, file.metadata.mimetype(), file.data, small.map(|small| small.data)));
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file && path != "index.html" {
        return Err(Error::not_found("file", request.path()));
    }
    let page = Dist::get("index.html").ok_or_else(|| Error::not_found("front end; build it with", "make frontend"))?;
    let languages = AcceptLanguage::parse(&request).unwrap_or_else(|_| AcceptLanguage(vec![]));
    let head = pages().head(request.path(), &languages);
    Ok(page_answer(&String::from_utf8_lossy(&page.data), &head, &URL_SAFE_NO_PAD.encode(app.mint.secret())))
}

/// What each page needs. Read once: after another build of the front end the server starts anew.
fn pages() -> &'static Pages {
    static PAGES: LazyLock<Pages> = LazyLock::new(|| {
        let told = Dist::get("pages.json").map(|file| serde_json::from_slice(&file.data));
        told.transpose().map(Option::unwrap_or_default).unwrap_or_else(|cause| {
            tracing::warn!(%cause, "pages.json is not as the build writes it: pages name nothing that they need");
            Pages::default()
        })
    });
    &PAGES
}

fn no_such_method(request: &HttpRequest, allowed: Vec<&'static str>) -> Error {
    Error::NoSuchMethod { method: request.method().to_string(), allowed }
}

/// The methods by which something is done at `path`, as the API's description says; none where there is no such path.
fn methods_at(path: &str) -> Vec<&'static str> {
    static PATHS: LazyLock<Vec<(ResourceDef, Vec<&str>)>> = LazyLock::new(|| {
        let methods = |item: PathItem| {
            let all = [
                ("DELETE", item.delete),
                ("GET", item.get),
                ("PATCH", item.patch),
                ("POST", item.post),
                ("PUT", item.put),
            ];
            all.into_iter().filter_map(|(method, operation)| operation.map(|_| method)).collect()
        };
        super::openapi().paths.paths.into_iter().map(|(path, item)| (ResourceDef::new(path), methods(item))).collect()
    });
    // What is described word by word comes before what has a place for an id there, as clients of a description take it.
    if let Some((_, methods)) = PATHS.iter().find(|(pattern, _)| pattern.pattern() == Some(path)) {
        return methods.clone();
    }
    let here = PATHS.iter().filter(|(pattern, _)| pattern.is_match(path));
    let mut methods: Vec<&str> = here.flat_map(|(_, methods)| methods.iter().copied()).collect();
    methods.sort_unstable();
    methods.dedup();
    methods
}

fn takes_brotli(request: &HttpRequest) -> bool {
    let offered = [Encoding::brotli(), Encoding::identity()];
    AcceptEncoding::parse(request).is_ok_and(|taken| taken.negotiate(offered.iter()) == Some(Encoding::brotli()))
}

/// The type of a file, with the charset where it is a text: the build writes all of them in UTF-8.
fn with_charset(kind: &str) -> Cow<'_, str> {
    let is_text = kind.starts_with("text/") || kind.ends_with("/javascript") || kind.ends_with("xml");
    if is_text { Cow::Owned(format!("{kind}; charset=utf-8")) } else { Cow::Borrowed(kind) }
}

/// A file, or in its place what the build has made of it with brotli.
fn file_answer(path: &str, kind: &str, whole: Data, small: Option<Data>) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.content_type(&*with_charset(kind)).insert_header((header::CACHE_CONTROL, kept(path)));
    if small.is_some() {
        answer.insert_header(ContentEncoding::Brotli).insert_header((header::VARY, "accept-encoding"));
    }
    answer.body(match small.unwrap_or(whole) {
        Cow::Borrowed(bytes) => web::Bytes::from_static(bytes),
        Cow::Owned(bytes) => web::Bytes::from(bytes),
    })
}

/// How long the file at `path` may be kept without asking again.
fn kept(path: &str) -> &'static str {
    if path.starts_with("assets/") { FOREVER } else { "no-cache" }
}

fn page_answer(page: &str, head: &str, nonce: &str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("text/html; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, NEVER))
        .insert_header((header::CONTENT_SECURITY_POLICY, policy(nonce)))
        .body(page.replacen(HEAD_END, &format!("{head}{HEAD_END}"), 1).replace(PLACEHOLDER, nonce))
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
    use actix_web::{body::MessageBody, test::TestRequest};

    use super::*;

    #[test]
    fn the_page_and_its_policy_hold_the_same_nonce_and_the_page_is_never_kept() {
        let page = r#"<meta property="csp-nonce" nonce="MUSTER-NONCE"><style nonce="MUSTER-NONCE"></style>"#;
        let answer = page_answer(page, "", "n0nce");
        let policy = answer.headers().get(header::CONTENT_SECURITY_POLICY).unwrap().to_str().unwrap().to_owned();
        assert!(policy.contains("style-src 'self' 'nonce-n0nce';"), "{policy}");
        assert!(!policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.headers().get(header::CACHE_CONTROL).unwrap(), NEVER);
        let body = answer.into_body().try_into_bytes().unwrap();
        let body = std::str::from_utf8(&body).unwrap();
        assert_eq!(body, page.replace("MUSTER-NONCE", "n0nce"));
    }

    #[test]
    fn a_page_names_what_it_needs_in_its_head() {
        let answer = page_answer("<head><title>Muster</title></head><body></body>", "<link>", "n0nce");
        let body = answer.into_body().try_into_bytes().unwrap();
        assert_eq!(body, "<head><title>Muster</title><link></head><body></body>");
    }

    #[test]
    fn whoever_takes_brotli_gets_what_the_build_has_compressed() {
        let answer =
            file_answer("assets/a.js", "text/javascript", Cow::Borrowed(b"long"), Some(Cow::Borrowed(b"short")));
        assert_eq!(answer.headers().get(header::CONTENT_ENCODING).unwrap(), "br");
        assert_eq!(answer.headers().get(header::VARY).unwrap(), "accept-encoding");
        assert_eq!(answer.into_body().try_into_bytes().unwrap(), "short");
        let answer = file_answer("assets/a.js", "text/javascript", Cow::Borrowed(b"long"), None);
        assert_eq!(answer.headers().get(header::CONTENT_ENCODING), None);
        assert_eq!(answer.into_body().try_into_bytes().unwrap(), "long");
    }

    #[test]
    fn texts_name_their_charset_and_nothing_else_has_one() {
        for (kind, told) in [
            ("text/css", "text/css; charset=utf-8"),
            ("text/javascript", "text/javascript; charset=utf-8"),
            ("image/svg+xml", "image/svg+xml; charset=utf-8"),
            ("font/woff2", "font/woff2"),
            ("application/json", "application/json"),
        ] {
            let answer = file_answer("a", kind, Cow::Borrowed(b"long"), None);
            assert_eq!(answer.headers().get(header::CONTENT_TYPE).unwrap(), told);
        }
    }

    #[test]
    fn brotli_is_for_those_who_name_it() {
        let takes = |what: &'static str| {
            takes_brotli(&TestRequest::default().insert_header((header::ACCEPT_ENCODING, what)).to_http_request())
        };
        assert!(takes("gzip, deflate, br, zstd"));
        assert!(!takes("gzip, deflate"));
        assert!(!takes("br;q=0, identity"));
        assert!(!takes_brotli(&TestRequest::default().to_http_request()));
    }

    #[test]
    fn only_files_named_by_their_content_are_kept_for_good() {
        assert_eq!(kept("assets/index-3f2a.js"), FOREVER);
        assert_eq!(kept("theme.js"), "no-cache");
    }
}
