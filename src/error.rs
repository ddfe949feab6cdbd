//! One error for the whole server, and what it says to whoever asked.
//!
//! A refusal is told as a problem (RFC 9457): a stable `type`, a sentence that names what was wrong and what would be
//! right, and, for input, each field with the value that was refused. A fault of ours is logged with its cause and told
//! without it.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// What a use case answers.
pub type Result<T> = std::result::Result<T, Error>;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be read at all: 400.
    #[error("{0}")]
    Malformed(String),
    /// The request can be read, and some of its fields are wrong: 422.
    #[error("{}", sentence(.0))]
    Invalid(Vec<Field>),
    /// The password that was chosen is known from a breach: 422.
    #[error("{}", sentence(&[Field::breached()]))]
    BreachedPassword,
    /// Nobody is signed in, or the token is no longer good: 401.
    #[error("{0}")]
    Unauthenticated(&'static str),
    /// Whoever asks may not, whatever the state of things: 403.
    #[error("{0}")]
    Forbidden(String),
    /// There is no such thing, or none that whoever asks may know of: 404.
    #[error("There is no {what} {id}, or it is not yours to see.")]
    NotFound {
        /// The word for it.
        what: &'static str,
        /// What was asked for.
        id: String,
    },
    /// There is such a place, but nothing is done there by this method: 405.
    #[error("{method} does nothing here; {} does.", .allowed.join(", "))]
    NoSuchMethod {
        /// What was tried.
        method: String,
        /// What is there.
        allowed: Vec<&'static str>,
    },
    /// The state of things does not allow it now: 409.
    #[error("{detail}")]
    Conflict {
        /// A stable word for programs.
        code: &'static str,
        /// What stands in the way, and what would help.
        detail: String,
    },
    /// Somebody changed it since it was read: 412.
    #[error("This was changed by somebody else: it is now at {current}. Read it again and repeat your change.")]
    Stale {
        /// The entity tag that would match.
        current: String,
    },
    /// The request must say on which version it builds: 428.
    #[error("Send an If-Match header with the ETag that you read, so that nobody's change is lost.")]
    Unconditional,
    /// The database failed.
    #[error("database")]
    Database(#[from] diesel::result::Error),
    /// Whoever asks has asked too often: 429.
    #[error("That was too often. Ask again in {seconds} seconds.")]
    TooMany {
        /// When to ask again.
        seconds: u64,
    },
    /// Too many ask at once: 503.
    #[error("Too many ask at this moment. Nothing was changed; please ask again in a second.")]
    Overloaded,
    /// No connection could be had in time: 503.
    #[error("connection pool")]
    Busy(#[from] r2d2::Error),
    /// Anything else that is not the fault of whoever asked.
    #[error("could not {doing}")]
    Internal {
        /// What was being done.
        doing: String,
        /// What went wrong.
        #[source]
        cause: Box<dyn std::error::Error + Send + Sync>,
    },
}

impl Error {
    /// A fault of ours while `doing` something.
    pub fn internal(doing: impl Into<String>, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal { doing: doing.into(), cause: cause.into() }
    }

    /// The state of things does not allow it: a stable `code` for programs, a sentence for people.
    pub fn conflict(code: &'static str, detail: impl Into<String>) -> Self {
        Self::Conflict { code, detail: detail.into() }
    }

    /// There is no such thing that whoever asks may know of.
    pub fn not_found(what: &'static str, id: impl ToString) -> Self {
        Self::NotFound { what, id: id.to_string() }
    }

    /// Whoever asks may not.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self::Forbidden(detail.into())
    }

    /// One field is wrong.
    pub fn field(field: impl Into<String>, value: impl Serialize, expected: impl Into<String>) -> Self {
        Self::Invalid(vec![Field::new(field, value, expected)])
    }

    /// Whether the database refused a row because another one has its place.
    pub fn is_taken(&self) -> bool {
        use diesel::result::{DatabaseErrorKind::UniqueViolation, Error::DatabaseError};
        matches!(self, Self::Database(DatabaseError(UniqueViolation, _)))
    }
}

/// A field of a request that was refused.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Field {
    /// Where it stands in the request, such as `seats[2].hours`.
    pub field: String,
    /// The value that was refused.
    pub value: Value,
    /// What would be right.
    pub expected: String,
}

impl Field {
    /// `value` at `field` is wrong; `expected` would be right. A long value is shortened.
    pub fn new(field: impl Into<String>, value: impl Serialize, expected: impl Into<String>) -> Self {
        let mut value = serde_json::to_value(value).unwrap_or(Value::Null);
        if let Value::String(text) = &mut value
            && text.chars().count() > 80
        {
            *text = text.chars().take(79).chain(['…']).collect();
        }
        Self { field: field.into(), value, expected: expected.into() }
    }

    /// A password that leaked. It is not repeated: a refusal may be logged or shown.
    pub fn breached() -> Self {
        let expected = "one that is in no list of passwords that leaked, which whoever guesses tries first";
        Self::new("password", "(not shown)", expected)
    }
}

/// Collects what is wrong with a request, so that all of it is told at once.
#[derive(Default)]
pub struct Check {
    fields: Vec<Field>,
}

impl Check {
    /// Nothing wrong so far.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes that `value` at `field` is wrong, unless `right`.
    pub fn that(&mut self, right: bool, field: impl Into<String>, value: impl Serialize, expected: impl Into<String>) {
        if !right {
            self.fields.push(Field::new(field, value, expected));
        }
    }

    /// Notes a text that has fewer or more characters than allowed, not counting white space around it, or a NUL, which
    /// is the one character that PostgreSQL cannot keep.
    pub fn length(&mut self, field: impl Into<String>, text: &str, range: std::ops::RangeInclusive<usize>) {
        let mut expected = format!("{} to {} characters", range.start(), range.end());
        let mut fits = range.contains(&text.trim().chars().count());
        if text.contains('\0') {
            expected.push_str(", none of them NUL");
            fits = false;
        }
        self.that(fits, field, text, expected);
    }

    /// Fine, or everything that is wrong.
    pub fn done(self) -> Result<()> {
        if self.fields.is_empty() { Ok(()) } else { Err(Error::Invalid(self.fields)) }
    }
}

fn sentence(fields: &[Field]) -> String {
    match fields {
        [only] => format!("{} is {}, but should be {}.", only.field, only.value, only.expected),
        several => format!("{} fields are wrong; each is listed with what would be right.", several.len()),
    }
}
