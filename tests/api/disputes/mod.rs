//! Disputes: what is frozen, who decides, and where the money ends up.

mod races;
mod sequences;
mod voices;
mod way;

use diesel::prelude::*;
use muster::{
    book::Account,
    engagements::EngagementId,
    identity::{Hat, MemberId},
    schema::entries,
};
use serde_json::{Value, json};

use crate::support::{
    Network, Person,
    checks::{assert_all_is_well, holds},
    scene::{Scene, Taken},
};

const DAYS: i64 = 24;

#[track_caller]
fn assert_holds(network: &Network, account: Account, cents: i64) {
    assert_eq!(holds(network, account), cents, "{account}");
    assert_all_is_well(network);
}

fn entries_of(network: &Network, kind: &str) -> i64 {
    network.db().read(|conn| Ok(entries::table.filter(entries::kind.eq(kind)).count().get_result(conn)?)).unwrap()
}

/// A submitted milestone of 2000.00 EUR by Ada, and stewards.
pub struct Stage<'n> {
    scene: Scene<'n>,
    ada: MemberId,
    /// Ada.
    pub member: Person<'n>,
    engagement: EngagementId,
    milestone: String,
    stewards: Vec<Person<'n>>,
}

impl<'n> Stage<'n> {
    /// So many stewards, none of whom knows anybody.
    pub fn with(network: &'n Network, stewards: usize) -> Self {
        let scene = Scene::open(network);
        scene.network_takes(1_000, 0);
        let (ada, member) = scene.freelancer("Ada", None);
        let engagement = scene.engage("web", &[Taken::by(ada, 5_000)]);
        let milestone = scene.deliver(engagement, &member).remove(0);
        let names = ["Sam", "Sue", "Sid", "Sol", "Sky", "Stu"];
        let stewards = names[..stewards].iter().map(|name| scene.market.official(name, Hat::Steward)).collect();
        Self { scene, ada, member, engagement, milestone, stewards }
    }

    fn client(&self) -> &Person<'n> {
        &self.scene.client
    }

    /// The client's dispute about so many cents.
    pub fn open(&self, minor: i64) -> String {
        let body = json!({ "reason": "not_as_agreed", "amount": { "minor": minor }, "words": "It is blue." });
        let made = self.client().post(&format!("/milestones/{}/disputes", self.milestone), &body).ok(201);
        made["id"].as_str().unwrap().to_owned()
    }

    /// The stewards who see a dispute.
    fn drawn(&self, id: &str) -> Vec<&Person<'n>> {
        self.stewards.iter().filter(|steward| steward.get(&format!("/disputes/{id}")).status == 200).collect()
    }

    /// Those who were drawn and have not done their duty.
    pub fn sitting(&self, id: &str) -> Vec<&Person<'n>> {
        let sits = |steward: &&&Person<'n>| steward.get(&format!("/disputes/{id}")).json["duty"]["done"] == false;
        self.drawn(id).into_iter().filter(|steward| sits(&steward)).collect()
    }

    /// The other side has its say.
    pub fn answer(&self, id: &str) {
        let words = json!({ "words": "Blue was agreed." });
        self.member.post(&format!("/disputes/{id}/statements"), &words).ok(204);
    }

    /// Both sides were heard, and the steward gives the members so many cents.
    fn decide(&self, id: &str, minor: i64) {
        self.answer(id);
        self.sitting(id)[0].post(&format!("/disputes/{id}/decision"), &ruling(minor)).ok(204);
    }

    /// The client accepts what is open of the milestone.
    fn accept(&self) -> Value {
        self.client().post(&format!("/milestones/{}/accept", self.milestone), &json!({})).ok(200)
    }

    /// An admin lets so many cents of what was paid out go back.
    fn refund(&self, admin: &Person<'_>, minor: i64) -> Value {
        let body = json!({ "kind": "refund", "amount": minor, "reason": "Agreed on" });
        admin.post(&format!("/milestones/{}/refunds", self.milestone), &body).ok(200)
    }

    /// The account that says what goes back to the client.
    fn back(&self) -> Account {
        Account::Client(self.scene.client_id)
    }

    fn state(&self, id: &str) -> Value {
        self.client().get(&format!("/disputes/{id}")).ok(200)["state"].clone()
    }
}

/// What a steward decides or votes for.
pub fn ruling(minor: i64) -> Value {
    json!({ "to_members": { "minor": minor }, "words": "Both have a point." })
}
