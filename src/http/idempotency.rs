//! Requests that may safely be sent twice: the answer is saved in the transaction of its effect, under the key that the
//! sender chose, and given again when the key comes back.

use std::future::{Ready, ready};

use actix_web::{FromRequest, HttpRequest, HttpResponse, HttpResponseBuilder, dev::Payload};
use diesel::prelude::*;
use muster_kernel::{Id, Instant, id::Kind};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    db::Tx,
    error::{Error, Result},
    identity::PersonId,
    schema::idempotency_keys,
};

/// The key of a request, from the header `Idempotency-Key`, and what the request was.
#[derive(Clone, Debug)]
pub struct IdempotencyKey {
    key: Option<String>,
    target: String,
}

impl FromRequest for IdempotencyKey {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let sent = request.headers().get("idempotency-key").map(|value| value.to_str().unwrap_or_default().to_owned());
        let target = format!("{} {}", request.method(), request.path());
        let fits = sent.as_ref().is_none_or(|key| (1..=100).contains(&key.len()));
        ready(if fits {
            Ok(Self { key: sent, target })
        } else {
            Err(Error::field("Idempotency-Key", sent, "1 to 100 visible ASCII characters"))
        })
    }
}

/// What a request is answered.
pub enum Answer<T> {
    /// What has just been done for it.
    New(T),
    /// What was answered to it before, word for word: an older server may have said it otherwise than this one would.
    Saved(String),
}

impl<T: Serialize> Answer<T> {
    /// The answer as it is sent, with the status that was `begun`.
    pub fn sent(self, mut begun: HttpResponseBuilder) -> HttpResponse {
        match self {
            Self::New(answer) => begun.json(answer),
            Self::Saved(answer) => begun.content_type("application/json").body(answer),
        }
    }
}

/// How the keys of commands begin.
const OF_COMMANDS: &str = "command:";

#[derive(Insertable, Queryable, Selectable)]
#[diesel(table_name = idempotency_keys)]
struct Saved {
    person_id: PersonId,
    key: String,
    request_hash: String,
    answer: String,
    created_at: Instant,
}

impl IdempotencyKey {
    /// No key: for whoever is sure to ask once.
    pub fn none() -> Self {
        Self { key: None, target: String::new() }
    }

    /// A key of a command's own, for what it should do once however often it runs: its answer is kept for good.
    pub fn of_command(key: &str) -> Self {
        Self { key: Some(format!("{OF_COMMANDS}{key}")), target: "command".to_owned() }
    }

    /// Runs `effect`, or answers the id of what it made when `person` sent the same request under the same key before.
    /// A key that was used for another request is refused. Without a key the effect simply runs.
    pub fn once<K: Kind>(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        request: &impl Serialize,
        effect: impl FnOnce(&mut Tx<'_>) -> Result<Id<K>>,
    ) -> Result<Id<K>> {
        match self.answer_once(tx, person, request, effect)? {
            Answer::New(id) => Ok(id),
            Answer::Saved(id) => serde_json::from_str(&id).map_err(|cause| Error::internal("read a saved id", cause)),
        }
    }

    /// Like [`Self::once`], where more is answered than an id.
    pub fn answer_once<T: Serialize>(
        &self,
        tx: &mut Tx<'_>,
        person: PersonId,
        request: &impl Serialize,
        effect: impl FnOnce(&mut Tx<'_>) -> Result<T>,
    ) -> Result<Answer<T>> {
        let Some(key) = &self.key else { return effect(tx).map(Answer::New) };
        let request_hash = self.hash(request);
        let saved: Option<Saved> =
            idempotency_keys::table.find((person, key)).select(Saved::as_select()).first(&mut **tx).optional()?;
        match saved {
            Some(saved) if saved.request_hash == request_hash => Ok(Answer::Saved(saved.answer)),
            Some(_) => Err(Error::conflict(
                "idempotency-key-reused",
                format!("The key {key:?} was used for another request before. Choose a new key for a new request."),
            )),
            None => {
                let answer = effect(tx)?;
                let saved = Saved {
                    person_id: person,
                    key: key.clone(),
                    request_hash,
                    answer: serde_json::to_string(&answer).map_err(|cause| Error::internal("save an answer", cause))?,
                    created_at: tx.now(),
                };
                diesel::insert_into(idempotency_keys::table).values(&saved).execute(&mut **tx)?;
                Ok(Answer::New(answer))
            }
        }
    }

    fn hash(&self, request: &impl Serialize) -> String {
        let body = serde_json::to_vec(request).unwrap_or_default();
        let digest = Sha256::new().chain_update(&self.target).chain_update([0]).chain_update(body).finalize();
        crate::hash::hex(&digest)
    }
}

/// Deletes answers that were saved before `before`, about `most` of them: whoever asks again after so long asks anew. Those
/// to commands stay.
pub fn forget_answers(tx: &mut Tx<'_>, before: Instant, most: i64) -> Result<usize> {
    let to_people = || {
        let old = idempotency_keys::created_at.lt(before);
        idempotency_keys::table.filter(old).filter(idempotency_keys::key.not_like(format!("{OF_COMMANDS}%")))
    };
    let first = to_people().order(idempotency_keys::created_at).limit(most).select(idempotency_keys::created_at);
    let first: Vec<Instant> = first.load(&mut **tx)?;
    let Some(last) = first.last() else { return Ok(0) };
    Ok(diesel::delete(to_people().filter(idempotency_keys::created_at.le(*last))).execute(&mut **tx)?)
}

/// Deletes every answer that was saved for somebody.
pub fn forget_answers_to(tx: &mut Tx<'_>, person: PersonId) -> Result<()> {
    diesel::delete(idempotency_keys::table.filter(idempotency_keys::person_id.eq(person))).execute(&mut **tx)?;
    Ok(())
}
