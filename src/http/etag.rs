//! Versions of what people edit: an `ETag` on the answer, an `If-Match` on the change.

use std::future::{Ready, ready};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::{StatusCode, header},
};
use serde::Serialize;

use crate::error::{Error, Result};

/// The version that a change builds on, from `If-Match`. Without the header a change is refused.
#[derive(Clone, Copy, Debug)]
pub struct IfMatch(i32);

impl IfMatch {
    /// Fine where `current` is the version that was read.
    pub fn check(self, current: i32) -> Result<()> {
        if self.0 == current { Ok(()) } else { Err(Error::Stale { current: tag(current) }) }
    }
}

impl FromRequest for IfMatch {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let sent = request.headers().get(header::IF_MATCH).and_then(|value| value.to_str().ok());
        let version = sent.map(|text| text.trim().trim_matches('"').trim_start_matches('v').parse());
        ready(match version {
            Some(Ok(version)) => Ok(Self(version)),
            Some(Err(_)) => Err(Error::field("If-Match", sent, "the ETag as it was read, such as \"v3\"")),
            None => Err(Error::Unconditional),
        })
    }
}

/// An answer whose body has a version.
pub fn versioned(status: StatusCode, version: i32, body: &impl Serialize) -> HttpResponse {
    HttpResponse::build(status).insert_header((header::ETAG, tag(version))).json(body)
}

fn tag(version: i32) -> String {
    format!("\"v{version}\"")
}
