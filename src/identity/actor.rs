//! What a route is handed once somebody may use it.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
    ops::Deref,
};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header::{self, HeaderMap},
    middleware::Next,
    web,
};

use super::{
    clients::api_keys::{self, Holder},
    keys::Claims,
    model::{ApiKeyId, ClientId, Hat, MemberId, PersonId, ProviderId, SessionId},
    scope::Needed,
};
use crate::{
    app::App,
    audit::By,
    error::{Error, Result},
    http::blocking,
};

/// A capacity in which somebody acts. Asking for one yields it or a refusal; there is no other way to hold one.
pub trait Capacity: Sized + 'static {
    /// The hats that give it; none of them for whoever is signed in.
    const HATS: &'static [Hat];
    /// The capacity, where the token gives it.
    fn of(claims: &Claims) -> Option<Self>;
}

/// Anybody who is signed in, whatever their hat.
#[derive(Clone, Copy, Debug)]
pub struct SignedIn {
    /// Who.
    pub person: PersonId,
    /// In which session.
    pub session: SessionId,
    /// Under which hat, if any yet.
    pub hat: Option<Hat>,
    /// The provider that vouched for them, where they did not show by themselves who they are.
    pub provider: Option<ProviderId>,
}

/// Somebody who acts for a client organisation, or a program of theirs.
#[derive(Clone, Copy, Debug)]
pub struct Client {
    /// Who; whoever made the key, where a program acts.
    pub person: PersonId,
    /// For which organisation.
    pub client: ClientId,
    /// The key by which a program acts.
    pub key: Option<ApiKeyId>,
}

/// A freelancer who acts for themselves.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Which member they are.
    pub member: MemberId,
}

/// Somebody who runs a space.
#[derive(Clone, Copy, Debug)]
pub struct Operator {
    /// Who.
    pub person: PersonId,
}

/// A neutral person.
#[derive(Clone, Copy, Debug)]
pub struct Steward {
    /// Who.
    pub person: PersonId,
}

/// Somebody who runs the installation.
#[derive(Clone, Copy, Debug)]
pub struct Admin {
    /// Who.
    pub person: PersonId,
}

/// Somebody who looks after the network as a whole: a steward, or whoever runs the installation.
#[derive(Clone, Copy, Debug)]
pub struct Neutral {
    /// Who.
    pub person: PersonId,
}

/// One of the two parties to a contract.
#[derive(Clone, Copy, Debug)]
pub enum Party {
    /// Who pays.
    Client(Client),
    /// Who does the work.
    Member(Member),
}

/// Whoever may check a run: the client for whose brief it was made, or a steward.
#[derive(Clone, Copy, Debug)]
pub enum Examiner {
    /// The client.
    Client(Client),
    /// A steward.
    Steward(Steward),
}

/// Whoever may take back what a client was asked to pay: the client, or an admin.
#[derive(Clone, Copy, Debug)]
pub enum Custodian {
    /// Who was asked.
    Client(Client),
    /// Somebody who runs the installation.
    Admin(Admin),
}

/// A party to a contract, or a neutral person who looks after it.
#[derive(Clone, Copy, Debug)]
pub enum Involved {
    /// A party.
    Party(Party),
    /// A steward.
    Steward(Steward),
}

impl Capacity for SignedIn {
    const HATS: &'static [Hat] = &[];
    fn of(claims: &Claims) -> Option<Self> {
        Some(Self { person: claims.sub, session: claims.sid, hat: claims.hat, provider: claims.provider })
    }
}

impl Capacity for Client {
    const HATS: &'static [Hat] = &[Hat::Client];
    fn of(claims: &Claims) -> Option<Self> {
        claims.client.map(|client| Self { person: claims.sub, client, key: None })
    }
}

impl Capacity for Member {
    const HATS: &'static [Hat] = &[Hat::Member];
    fn of(claims: &Claims) -> Option<Self> {
        claims.member.map(|member| Self { person: claims.sub, member })
    }
}

impl Capacity for Operator {
    const HATS: &'static [Hat] = &[Hat::Operator];
    fn of(claims: &Claims) -> Option<Self> {
        Some(Self { person: claims.sub })
    }
}

impl Capacity for Steward {
    const HATS: &'static [Hat] = &[Hat::Steward];
    fn of(claims: &Claims) -> Option<Self> {
        Some(Self { person: claims.sub })
    }
}

impl Capacity for Admin {
    const HATS: &'static [Hat] = &[Hat::Admin];
    fn of(claims: &Claims) -> Option<Self> {
        Some(Self { person: claims.sub })
    }
}

impl Capacity for Neutral {
    const HATS: &'static [Hat] = &[Hat::Steward, Hat::Admin];
    fn of(claims: &Claims) -> Option<Self> {
        Some(Self { person: claims.sub })
    }
}

/// Whoever asks, signed in or not: for what is open to the whole world. A token that is sent must be good.
#[derive(Clone, Copy, Debug)]
pub struct Caller {
    /// Who, where they are signed in.
    pub person: Option<PersonId>,
    /// For which organisation, where they wear the client hat.
    pub client: Option<Client>,
}

impl From<Client> for Caller {
    fn from(client: Client) -> Self {
        Self { person: Some(client.person), client: Some(client) }
    }
}

impl FromRequest for Caller {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if !request.headers().contains_key(header::AUTHORIZATION) {
            return ready(Ok(Self { person: None, client: None }));
        }
        ready(claims(request).map(|claims| Self { person: Some(claims.sub), client: Client::of(&claims) }))
    }
}

impl Capacity for Party {
    const HATS: &'static [Hat] = &[Hat::Client, Hat::Member];
    fn of(claims: &Claims) -> Option<Self> {
        match claims.hat? {
            Hat::Client => Client::of(claims).map(Self::Client),
            Hat::Member => Member::of(claims).map(Self::Member),
            Hat::Operator | Hat::Steward | Hat::Admin => None,
        }
    }
}

impl Capacity for Examiner {
    const HATS: &'static [Hat] = &[Hat::Client, Hat::Steward];
    fn of(claims: &Claims) -> Option<Self> {
        match claims.hat? {
            Hat::Steward => Steward::of(claims).map(Self::Steward),
            _ => Client::of(claims).map(Self::Client),
        }
    }
}

impl Capacity for Custodian {
    const HATS: &'static [Hat] = &[Hat::Client, Hat::Admin];
    fn of(claims: &Claims) -> Option<Self> {
        match claims.hat? {
            Hat::Admin => Admin::of(claims).map(Self::Admin),
            _ => Client::of(claims).map(Self::Client),
        }
    }
}

impl Capacity for Involved {
    const HATS: &'static [Hat] = &[Hat::Client, Hat::Member, Hat::Steward];
    fn of(claims: &Claims) -> Option<Self> {
        match claims.hat? {
            Hat::Steward => Steward::of(claims).map(Self::Steward),
            _ => Party::of(claims).map(Self::Party),
        }
    }
}

impl Party {
    /// Who.
    pub const fn person(self) -> PersonId {
        match self {
            Self::Client(client) => client.person,
            Self::Member(member) => member.person,
        }
    }
}

/// Whoever asks, in the capacity `C`; anybody else is refused before the route begins.
#[derive(Clone, Copy, Debug)]
pub struct As<C>(pub C);

impl<C> Deref for As<C> {
    type Target = C;
    fn deref(&self) -> &C {
        &self.0
    }
}

impl<C: Capacity> FromRequest for As<C> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(claims(request).and_then(|claims| grant(&claims)).map(Self))
    }
}

/// Somebody who acts for a client organisation, signed in or by an API key with the scope `S`.
pub struct Allowed<S>(pub Client, PhantomData<S>);

impl<S: Needed> FromRequest for Allowed<S> {
    type Error = Error;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let shown = request.extensions_mut().remove::<Shown>();
        let client = match shown {
            Some(Shown(holder)) => holder.and_then(|holder| holder.may(S::SCOPE)),
            None => claims(request).and_then(|claims| grant(&claims)),
        };
        ready(client.map(|client| Self(client, PhantomData)))
    }
}

/// What became of the API key that a request shows.
struct Shown(Result<Holder>);

/// Looks an API key up before its request is routed: what routes are handed is not waited for.
pub async fn recognize(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> std::result::Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let key = bearer(request.headers()).filter(|token| api_keys::is_key(token)).map(str::to_owned);
    if let Some(key) = key {
        let app = request.app_data::<web::Data<App>>().expect("the server is built with its App").clone();
        let holder = blocking(move || api_keys::recognize(&app, &key)).await;
        request.extensions_mut().insert(Shown(holder));
    }
    next.call(request).await
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::AUTHORIZATION)?.to_str().ok()?.strip_prefix("Bearer ")
}

fn claims(request: &HttpRequest) -> Result<Claims> {
    let app = request.app_data::<web::Data<App>>().expect("the server is built with its App");
    let token =
        bearer(request.headers()).ok_or(Error::Unauthenticated("Send an access token: Authorization: Bearer …"))?;
    if api_keys::is_key(token) {
        return Err(Error::forbidden("No API key opens this: it is for people who are signed in."));
    }
    let claims = app.keys.check(token, app.now())?;
    if app.ended.holds(claims.sid) {
        return Err(Error::Unauthenticated("The session has ended. Sign in again."));
    }
    Ok(claims)
}

fn grant<C: Capacity>(claims: &Claims) -> Result<C> {
    let refusal = || {
        let needed = C::HATS.iter().map(|hat| hat.as_str()).collect::<Vec<_>>().join(" or the ");
        let worn = claims.hat.map_or("no", Hat::as_str);
        Error::forbidden(format!("This is for the {needed} hat, and you wear the {worn} hat."))
    };
    let fits = C::HATS.is_empty() || claims.hat.is_some_and(|hat| C::HATS.contains(&hat));
    fits.then(|| C::of(claims)).flatten().ok_or_else(refusal)
}

impl From<SignedIn> for By {
    fn from(who: SignedIn) -> Self {
        Self::Person(who.person, who.hat)
    }
}

impl From<Client> for By {
    fn from(who: Client) -> Self {
        match who.key {
            Some(key) => Self::Key(who.person, key),
            None => Self::Person(who.person, Some(Hat::Client)),
        }
    }
}

impl From<Member> for By {
    fn from(who: Member) -> Self {
        Self::Person(who.person, Some(Hat::Member))
    }
}

impl From<Operator> for By {
    fn from(who: Operator) -> Self {
        Self::Person(who.person, Some(Hat::Operator))
    }
}

impl From<Steward> for By {
    fn from(who: Steward) -> Self {
        Self::Person(who.person, Some(Hat::Steward))
    }
}

impl From<Admin> for By {
    fn from(who: Admin) -> Self {
        Self::Person(who.person, Some(Hat::Admin))
    }
}

impl From<Custodian> for By {
    fn from(who: Custodian) -> Self {
        match who {
            Custodian::Client(client) => client.into(),
            Custodian::Admin(admin) => admin.into(),
        }
    }
}

impl From<Party> for By {
    fn from(who: Party) -> Self {
        match who {
            Party::Client(client) => client.into(),
            Party::Member(member) => member.into(),
        }
    }
}
