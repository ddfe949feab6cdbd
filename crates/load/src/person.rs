//! Somebody with a page open: who they are, what they saw last, and what they ask next.

use std::{net::SocketAddr, time::Duration};

use muster::{demo::PASSWORD, identity::Hat};
use muster_instances::Random;
use serde_json::{Value, json};
use tokio::time::Instant;

use crate::{
    Failure,
    acts::{self, Act},
    cast::Part,
    tally::Outcome,
    wire::{self, Wire},
    world::World,
};

/// Tokens are good for ten minutes; each session goes on after four to eight of them.
const RENEWED_AFTER: (i64, i64) = (240, 480);
/// Of ten invitations so many are accepted.
const ACCEPTED_OF_TEN: i64 = 8;

/// A client of the server, signed in, with a connection of their own.
pub(crate) struct Person {
    pub(crate) part: Part,
    wire: Wire,
    random: Random,
    token: String,
    refresh_token: String,
    renewed_at: Instant,
    /// What they saw last.
    seen: Seen,
}

/// What somebody saw on their lists.
#[derive(Default)]
struct Seen {
    briefs: Vec<String>,
    draft: Option<String>,
    engagements: Vec<String>,
    invitations: Vec<String>,
    unanswered: Vec<String>,
    spaces: Vec<String>,
    /// A usual week, with its version.
    week: Option<(String, Value)>,
}

impl Person {
    /// Signs somebody in.
    pub(crate) async fn sign_in(part: &Part, to: SocketAddr, mut random: Random) -> Result<Self, Failure> {
        let mut wire = Wire::new(to);
        let body = json!({ "email": part.email, "password": PASSWORD, "hat": part.hat }).to_string();
        let answer = wire.ask(&wire::request("POST", "/api/v1/sessions", &[], Some(&body))).await?;
        let session: Value = read("sign in", 201, answer.status, answer.body)?;
        let renewed_at = Instant::now() + spread(&mut random);
        let (token, refresh_token) = (text(&session["access_token"]), text(&session["refresh_token"]));
        Ok(Self { part: part.clone(), wire, random, token, refresh_token, renewed_at, seen: Seen::default() })
    }

    /// What they are let in by, as a header.
    pub(crate) fn authorization(&self) -> String {
        format!("Bearer {}", self.token)
    }

    /// Reads something once, before there is any load.
    pub(crate) async fn get(&mut self, path: &str) -> Result<Value, Failure> {
        let request = self.request("GET", path, &[], None);
        let answer = self.wire.ask(&request).await?;
        read(path, 200, answer.status, answer.body)
    }

    /// What they do next.
    pub(crate) fn choose(&mut self, world: &World) -> Act {
        if self.renewed_at <= Instant::now() {
            return Act::Renew;
        }
        let due = match self.part.hat {
            Hat::Client if self.seen.draft.is_some() => Some(Act::Post),
            Hat::Client if world.may_award(&self.part.email) => Some(Act::Award),
            Hat::Client if world.may_post() => Some(Act::Draft),
            _ => None,
        };
        let drawn = due.unwrap_or_else(|| acts::draw(self.part.hat, &mut self.random));
        let seen = &self.seen;
        match drawn {
            Act::Brief | Act::Bids if seen.briefs.is_empty() => Act::Briefs,
            Act::Engagement if seen.engagements.is_empty() => Act::Engagements,
            Act::Invitation if seen.invitations.is_empty() => Act::Invitations,
            Act::Answer if seen.unanswered.is_empty() => Act::Invitations,
            Act::Edit if seen.week.is_none() => Act::Week,
            Act::Space if seen.spaces.is_empty() => Act::Spaces,
            drawn => drawn,
        }
    }

    /// Does it; answers what became of it, and when.
    pub(crate) async fn act(&mut self, act: Act, world: &World) -> (Outcome, Instant) {
        let request = self.next_request(act, world);
        let answer = self.wire.ask(&request).await;
        let at = Instant::now();
        let outcome = match answer {
            Ok(answer) if answer.status == act.success() => {
                let learnt = match act {
                    Act::Renew => renewed(answer.body).map(|(token, refresh_token)| {
                        self.token = token;
                        self.refresh_token = refresh_token;
                        self.renewed_at = at + spread(&mut self.random);
                    }),
                    _ => self.seen.learn(act, answer.etag, answer.body),
                };
                learnt.map_or_else(|error| Outcome::Fault(format!("{act:?}: {error}")), |()| Outcome::Done)
            }
            Ok(answer) => {
                let (status, body) = (answer.status, answer.body);
                self.seen.forget(act);
                match status {
                    429 | 503 => Outcome::TurnedAway,
                    _ if act.may_be_refused(status) => Outcome::Refused,
                    _ => Outcome::Fault(format!("{act:?}: {status} {}", beginning(body))),
                }
            }
            Err(error) => {
                self.seen.forget(act);
                Outcome::Fault(format!("{act:?}: {error}"))
            }
        };
        (outcome, at)
    }

    fn request(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Vec<u8> {
        let authorization = self.authorization();
        let mut all = vec![("authorization", authorization.as_str())];
        all.extend_from_slice(headers);
        wire::request(method, &format!("/api/v1{path}"), &all, body)
    }

    /// The request of an act, and what it uses up.
    fn next_request(&mut self, act: Act, world: &World) -> Vec<u8> {
        let path = match act {
            Act::Unread => "/notices/unread".to_owned(),
            Act::Briefs => "/briefs?limit=20".to_owned(),
            Act::Brief => format!("/briefs/{}", self.one_of(|seen| &seen.briefs)),
            Act::Bids => format!("/briefs/{}/bids", self.one_of(|seen| &seen.briefs)),
            Act::Engagements => "/engagements?limit=20".to_owned(),
            Act::Engagement => format!("/engagements/{}", self.one_of(|seen| &seen.engagements)),
            Act::Invitations => "/member/invitations?limit=20".to_owned(),
            Act::Invitation => format!("/member/invitations/{}", self.one_of(|seen| &seen.invitations)),
            Act::OpenBriefs => "/member/briefs?limit=20".to_owned(),
            Act::OwnBids => "/member/bids?limit=20".to_owned(),
            Act::OwnEngagements => "/member/engagements?limit=20".to_owned(),
            Act::Weeks => "/member/availability/weeks?weeks=12".to_owned(),
            Act::Week => "/member/availability".to_owned(),
            Act::Earnings => "/member/earnings?limit=20".to_owned(),
            Act::Turns => "/member/turns?limit=20".to_owned(),
            Act::Spaces => "/operator/spaces?limit=20".to_owned(),
            Act::Space => {
                let space = self.one_of(|seen| &seen.spaces);
                self.some_of(
                    &["overview", "balance", "members?limit=20", "statements?limit=20"],
                    &format!("/spaces/{space}/"),
                )
            }
            Act::Cases => self.some_of(&["steward/handovers?limit=20", "disputes?limit=20", "turns/distribution"], "/"),
            Act::Desk => self.some_of(&["jobs?limit=20", "fundings?limit=20", "book/checks?limit=14"], "/"),
            Act::Quote | Act::Draft | Act::Post | Act::Award | Act::Answer | Act::Edit | Act::Renew => {
                return self.next_write(act, world);
            }
        };
        self.request("GET", &path, &[], None)
    }

    fn next_write(&mut self, act: Act, world: &World) -> Vec<u8> {
        let key = world.key();
        match act {
            Act::Quote => {
                let typed = world.typed(&mut self.random).to_string();
                self.request("POST", "/quotes", &[], Some(&typed))
            }
            Act::Draft => {
                let document = world.document(&mut self.random).to_string();
                self.request("POST", "/briefs", &[("idempotency-key", &key)], Some(&document))
            }
            Act::Post => {
                let draft = self.seen.draft.take().unwrap_or_default();
                let posting = json!({ "bidding": "formed", "deadline": world.deadline, "standby": 0 }).to_string();
                self.request("POST", &format!("/briefs/{draft}/post"), &[], Some(&posting))
            }
            Act::Award => {
                let bid = world.take_bid(&self.part.email).unwrap_or_default();
                self.request("POST", &format!("/bids/{bid}/award"), &[("idempotency-key", &key)], Some("{}"))
            }
            Act::Edit => {
                let (version, week) = self.seen.week.take().unwrap_or_default();
                let changed = other_week(week).to_string();
                self.request("PUT", "/member/availability", &[("if-match", &version)], Some(&changed))
            }
            Act::Renew => {
                let token = json!({ "token": self.refresh_token }).to_string();
                self.request("POST", "/sessions/refreshes", &[], Some(&token))
            }
            _ => {
                let invitation = self.seen.unanswered.pop().unwrap_or_default();
                let accepts = self.random.between(1, 10) <= ACCEPTED_OF_TEN;
                let (answer, body) = if accepts { ("accept", r#"{"overlapping":true}"#) } else { ("decline", "{}") };
                self.request("POST", &format!("/member/invitations/{invitation}/{answer}"), &[], Some(body))
            }
        }
    }

    /// One of what they saw, which is not nothing.
    fn one_of(&mut self, of: impl Fn(&Seen) -> &Vec<String>) -> String {
        let all = of(&self.seen);
        all[self.random.position(all.len())].clone()
    }

    fn some_of(&mut self, pages: &[&str], before: &str) -> String {
        format!("{before}{}", pages[self.random.position(pages.len())])
    }
}

impl Seen {
    /// Notes what an answer says that later requests need.
    fn learn(&mut self, act: Act, etag: Option<String>, body: &[u8]) -> serde_json::Result<()> {
        match act {
            Act::Briefs => self.briefs = ids(&serde_json::from_slice(body)?, |_| true),
            Act::Engagements => self.engagements = ids(&serde_json::from_slice(body)?, |_| true),
            Act::Spaces => self.spaces = ids(&serde_json::from_slice(body)?, |_| true),
            Act::Invitations => {
                let page: Value = serde_json::from_slice(body)?;
                self.invitations = ids(&page, |_| true);
                self.unanswered = ids(&page, |invitation| invitation["state"] == "pending");
            }
            Act::Draft => {
                let made: Value = serde_json::from_slice(body)?;
                self.draft = Some(text(&made["id"]));
            }
            Act::Week | Act::Edit => self.week = Some((etag.unwrap_or_default(), serde_json::from_slice(body)?)),
            _ => {}
        }
        Ok(())
    }

    /// Forgets what led to an answer that was none, so that it is looked up again.
    fn forget(&mut self, act: Act) {
        if act == Act::Answer {
            self.unanswered.clear();
        }
    }
}

/// The ids of those items of a page that fit.
fn ids(page: &Value, fits: impl Fn(&Value) -> bool) -> Vec<String> {
    let items = page["items"].as_array().map(Vec::as_slice).unwrap_or_default();
    items.iter().filter(|item| fits(item)).map(|item| text(&item["id"])).collect()
}

/// The same week with an hour on Saturday, or without it.
fn other_week(mut week: Value) -> Value {
    let saturday = week["saturday"].as_u64().unwrap_or_default();
    week["saturday"] = json!(if saturday == 0 { 1 } else { 0 });
    week
}

fn renewed(body: &[u8]) -> serde_json::Result<(String, String)> {
    let session: Value = serde_json::from_slice(body)?;
    Ok((text(&session["access_token"]), text(&session["refresh_token"])))
}

/// Sessions do not go on all at once.
fn spread(random: &mut Random) -> Duration {
    let (least, most) = RENEWED_AFTER;
    Duration::from_secs(random.between(least, most).unsigned_abs())
}

fn read(what: &str, success: u16, status: u16, body: &[u8]) -> Result<Value, Failure> {
    if status == success {
        return Ok(serde_json::from_slice(body)?);
    }
    Err(Failure::Told(format!("{what}: {status} {}", beginning(body))))
}

/// A text of a document; nothing where there is none.
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(&body[..body.len().min(300)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_list_shows_can_be_opened_and_only_what_waits_can_be_answered() {
        let mut seen = Seen::default();
        let page = br#"{"items":[{"id":"a","state":"pending"},{"id":"b","state":"accepted"}]}"#;
        seen.learn(Act::Invitations, None, page).unwrap();
        assert_eq!((seen.invitations.len(), seen.unanswered.as_slice()), (2, &["a".to_owned()][..]));
        seen.forget(Act::Answer);
        assert!(seen.unanswered.is_empty());
    }

    #[test]
    fn a_week_is_kept_with_its_version_and_changes_to_and_fro() {
        let mut seen = Seen::default();
        seen.learn(Act::Week, Some("\"v1\"".to_owned()), br#"{"friday":8,"saturday":0}"#).unwrap();
        let (version, week) = seen.week.unwrap();
        let once = other_week(week.clone());
        assert_eq!((version.as_str(), &once["saturday"], &once["friday"]), ("\"v1\"", &json!(1), &json!(8)));
        assert_eq!(other_week(once), week);
    }
}
