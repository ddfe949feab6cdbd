//! Reading what a request says: bodies, paths and queries whose errors name the place.

use std::{future::Future, pin::Pin};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web};
use serde::de::DeserializeOwned;

use crate::error::{Error, Field};

/// The largest body that is read: 1 MiB.
const LARGEST: usize = 1 << 20;

/// A JSON body. Where it cannot be read as a `T`, the refusal names the field.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Error>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let is_json = request.content_type().eq_ignore_ascii_case("application/json");
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            if !is_json {
                return Err(Error::Malformed("Send a JSON body with Content-Type: application/json.".to_owned()));
            }
            let bytes = bytes.await.map_err(|_| Error::Malformed(format!("A body is at most {LARGEST} bytes.")))?;
            read(&bytes).map(Self)
        })
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        let cause = error.into_inner();
        if cause.is_data() {
            let field = if path == "." { "body".to_owned() } else { path };
            Error::Invalid(vec![Field::new(field, serde_json::Value::Null, plain(&cause))])
        } else {
            Error::Malformed(format!("The body is not JSON: {cause}."))
        }
    })?;
    json.end().map_err(|cause| Error::Malformed(format!("The body goes on after its JSON: {cause}.")))?;
    Ok(value)
}

/// serde's sentence without the position, which the field's name makes needless.
fn plain(cause: &serde_json::Error) -> String {
    let text = cause.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(sentence, _)| sentence.to_owned())
}

/// How paths, queries and bodies that cannot be read are refused.
pub fn refusals(config: &mut web::ServiceConfig) {
    config
        .app_data(web::PayloadConfig::new(LARGEST))
        .app_data(web::PathConfig::default().error_handler(|error, request| {
            let last = request.path().rsplit('/').next().unwrap_or_default().to_owned();
            tracing::debug!(%error, "a path names nothing");
            Error::not_found("thing named", last).into()
        }))
        .app_data(web::QueryConfig::default().error_handler(|error, _| {
            let expected = error.to_string().replace("Query deserialize error: ", "");
            Error::Invalid(vec![Field::new("query", serde_json::Value::Null, expected)]).into()
        }));
}
