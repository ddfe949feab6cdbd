//! How an [`Error`] is told over HTTP: problem details (RFC 9457).

use actix_web::{
    HttpResponse, ResponseError,
    http::{StatusCode, header},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    db::is_outage,
    error::{Error, Field},
};

/// A problem, as it is told to whoever asked.
#[derive(Serialize, ToSchema)]
pub struct Problem {
    /// What kind of problem: a stable name, `urn:muster:problem:…`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// What was wrong this time, and what would be right.
    pub detail: String,
    /// The fields that were refused, if any.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
}

impl Problem {
    fn of(error: &Error) -> (StatusCode, Self) {
        let (status, code, title) = class(error);
        let fields = match error {
            Error::Invalid(fields) => fields.clone(),
            Error::BreachedPassword => vec![Field::breached()],
            _ => Vec::new(),
        };
        let detail = match error {
            Error::Database(cause) if is_outage(cause) => {
                "The database cannot be reached or takes nothing in at this moment. If you were changing something, look \
                 whether it was done before you ask again, or ask again under the same Idempotency-Key."
                    .to_owned()
            }
            Error::Database(_) | Error::Internal { .. } => {
                "Nothing was changed. The fault is ours and was logged; please try again later.".to_owned()
            }
            Error::Busy(_) => "Muster is busy. Nothing was changed; please try again in a moment.".to_owned(),
            told => told.to_string(),
        };
        (status, Self { kind: format!("urn:muster:problem:{code}"), title, status: status.as_u16(), detail, fields })
    }
}

/// The status, the stable name and the title of an error.
fn class(error: &Error) -> (StatusCode, &str, &'static str) {
    match error {
        Error::Malformed(_) => (StatusCode::BAD_REQUEST, "malformed", "The request cannot be read"),
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid", "Some fields are wrong"),
        Error::BreachedPassword => (StatusCode::UNPROCESSABLE_ENTITY, "breached-password", "A password that leaked"),
        Error::Unauthenticated(_) => (StatusCode::UNAUTHORIZED, "unauthenticated", "Please sign in"),
        Error::Forbidden(_) => (StatusCode::FORBIDDEN, "forbidden", "Not under this hat"),
        Error::NotFound { .. } => (StatusCode::NOT_FOUND, "not-found", "Not found"),
        Error::NoSuchMethod { .. } => {
            (StatusCode::METHOD_NOT_ALLOWED, "no-such-method", "Nothing is done here like that")
        }
        Error::Conflict { code, .. } => (StatusCode::CONFLICT, code, "The state of things does not allow it"),
        Error::Stale { .. } => (StatusCode::PRECONDITION_FAILED, "stale", "Changed since it was read"),
        Error::Unconditional => (StatusCode::PRECONDITION_REQUIRED, "unconditional", "If-Match is missing"),
        Error::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too-many", "Asked too often"),
        Error::Overloaded => (StatusCode::SERVICE_UNAVAILABLE, "overloaded", "Too many at once"),
        Error::Busy(_) => (StatusCode::SERVICE_UNAVAILABLE, "busy", "Busy"),
        Error::Database(cause) if is_outage(cause) => {
            (StatusCode::SERVICE_UNAVAILABLE, "database-away", "The database is not there")
        }
        Error::Database(_) | Error::Internal { .. } => {
            (StatusCode::INTERNAL_SERVER_ERROR, "internal", "Something went wrong here")
        }
    }
}

impl Error {
    /// After how many seconds the same request may do better.
    fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany { seconds } => Some(*seconds),
            Self::Overloaded | Self::Busy(_) => Some(1),
            Self::Database(cause) if is_outage(cause) => Some(5),
            _ => None,
        }
    }
}

impl ResponseError for Error {
    fn status_code(&self) -> StatusCode {
        class(self).0
    }

    fn error_response(&self) -> HttpResponse {
        if let Self::Database(_) | Self::Internal { .. } | Self::Busy(_) = self {
            tracing::error!(error = ?self, "a request failed");
        }
        let (status, problem) = Problem::of(self);
        let mut response = HttpResponse::build(status);
        if status == StatusCode::UNAUTHORIZED {
            response.insert_header((header::WWW_AUTHENTICATE, "Bearer"));
        }
        if let Some(seconds) = self.retry_after() {
            response.insert_header((header::RETRY_AFTER, seconds));
        }
        if let Self::NoSuchMethod { allowed, .. } = self {
            response.insert_header((header::ALLOW, allowed.join(", ")));
        }
        if let Self::Stale { current } = self {
            response.insert_header((header::ETAG, current.clone()));
        }
        response
            .content_type("application/problem+json")
            .body(serde_json::to_string(&problem).expect("a problem is made of texts and numbers, which JSON can hold"))
    }
}

#[cfg(test)]
mod tests {
    use diesel::result::{DatabaseErrorKind, Error as DatabaseError};

    use super::*;

    #[test]
    fn a_database_that_is_away_is_no_fault_of_ours_and_nobody_is_told_that_nothing_was_changed() {
        let told = Box::new("server closed the connection unexpectedly".to_owned());
        let away = Error::from(DatabaseError::DatabaseError(DatabaseErrorKind::ClosedConnection, told));
        let (status, problem) = Problem::of(&away);
        assert_eq!((status.as_u16(), problem.kind.as_str()), (503, "urn:muster:problem:database-away"));
        assert!(problem.detail.contains("look whether it was done"), "{}", problem.detail);
        assert_eq!(away.retry_after(), Some(5));
        let (status, problem) = Problem::of(&Error::from(DatabaseError::NotFound));
        assert_eq!((status.as_u16(), problem.kind.as_str()), (500, "urn:muster:problem:internal"));
    }
}
