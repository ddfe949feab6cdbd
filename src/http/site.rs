//! The front end, embedded: its files, and its one page for every path that is not a file.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web,
};
use rust_embed::{Embed, EmbeddedFile};

use crate::error::{Error, Result};

/// Files whose name holds a hash of their content never change.
const FOREVER: &str = "public, max-age=31536000, immutable";
/// The page names such files, so it is asked for each time.
const NEVER: &str = "no-store";
/// Nothing is loaded from elsewhere, nothing runs inline.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; \
                      base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

#[derive(Embed)]
#[folder = "frontend/dist"]
struct Dist;

/// Whatever no route has taken.
pub(super) async fn site(request: HttpRequest) -> Result<HttpResponse> {
    let path = request.path().trim_start_matches('/');
    if request.path().starts_with("/api/") {
        return Err(Error::not_found("route", request.path()));
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err(Error::not_found("page", request.path()));
    }
    if let Some(file) = Dist::get(path).filter(|_| path != "index.html") {
        let kept = if path.starts_with("assets/") { FOREVER } else { "no-cache" };
        return Ok(answer(file, kept));
    }
    let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
    if is_file {
        return Err(Error::not_found("file", request.path()));
    }
    let page = Dist::get("index.html").ok_or_else(|| Error::not_found("front end; build it with", "make frontend"))?;
    Ok(answer(page, NEVER))
}

fn answer(file: EmbeddedFile, kept: &'static str) -> HttpResponse {
    HttpResponse::Ok()
        .content_type(file.metadata.mimetype())
        .insert_header((header::CACHE_CONTROL, kept))
        .insert_header((header::CONTENT_SECURITY_POLICY, POLICY))
        .body(web::Bytes::from(file.data.into_owned()))
}
