//! A team at work: an engagement that came about as engagements do, with seats that can be handed over.

use diesel::prelude::*;
use muster::{
    engagements::EngagementId,
    identity::{Hat, MemberId},
    schema::members,
    spaces::SpaceId,
};
use serde_json::{Value, json};

use super::{
    Answer, Network, Person,
    market::{answer_all, answer_standby, brief, pending, post_with_standbys, seat, standby},
    paying::fund,
    scene::Scene,
};

/// Two seats of twenty hours for ten weeks from 4 January 2027 on, at 50.00 an hour; milestones after four, eight and ten
/// weeks. Whoever has the first seat belongs to one space, whoever has the second to another one.
pub struct Running<'n> {
    /// Where it happens.
    pub scene: Scene<'n>,
    /// The engagement.
    pub engagement: EngagementId,
    /// Whoever has the first seat, `lead`.
    pub lead: Person<'n>,
    /// Which member that is.
    pub lead_id: MemberId,
    /// Whoever has the second seat.
    pub mate: Person<'n>,
    /// The home of the lead: a commission of ten per cent.
    pub hill: SpaceId,
    /// The home of everybody else: a commission of twenty.
    pub lake: SpaceId,
}

impl<'n> Running<'n> {
    /// A team in the second week of its work, on Wednesday, 13 January 2027.
    pub fn start(network: &'n Network) -> Self {
        Self::start_with_standbys(network, []).0
    }

    /// The same; and others who can take the first seat over were asked one after the other to stand by for it, and
    /// answered so.
    pub fn start_with_standbys<const N: usize>(
        network: &'n Network,
        others: [(&str, &str); N],
    ) -> (Self, [Person<'n>; N]) {
        let scene = Scene::open(network);
        let (hill, lake) = (scene.space("Hill", 1_000), scene.space("Lake", 2_000));
        let (lead_id, lead) = scene.freelancer("Ada Novak", Some(hill));
        let draft = super::market::Draft::of("Bob Berg", &[("react", 4, 0)]);
        let (_, mate) = scene.market.member(draft);
        let answers = others.map(|(_, answer)| answer);
        let others = others.map(|(name, _)| scene.freelancer(name, Some(lake)).1);
        let wanted = i32::from(N > 0) * 2;
        let id = post_with_standbys(&scene.client, &brief(&[seat("lead", "rust"), seat("front", "react")]), wanted);
        assert_eq!((answer_all(&lead, "accept"), answer_all(&mate, "accept")), (1, 1));
        for (other, answer) in others.iter().zip(answers) {
            network.work();
            answer_standby(other, &standby(other), answer).ok(204);
        }
        network.wait_hours(24 * 7 + 4);
        let bids = scene.client.get(&format!("/briefs/{id}/bids")).ok(200);
        let bid = bids["bids"][0]["id"].as_str().unwrap();
        let awarded = scene.client.post(&format!("/bids/{bid}/award"), &json!({})).ok(201);
        let engagement = awarded["engagement"].as_str().unwrap().parse().unwrap();
        network.app.mint.set_now("2027-01-13T09:00:00Z".parse().unwrap());
        network.work();
        (Self { scene, engagement, lead, lead_id, mate, hill, lake }, others)
    }

    /// Somebody who can take the first seat over, and belongs to the other space.
    pub fn candidate(&self, name: &str) -> (MemberId, Person<'n>) {
        self.scene.freelancer(name, Some(self.lake))
    }

    /// A steward who knows nobody.
    pub fn steward(&self, name: &str) -> Person<'n> {
        self.scene.market.official(name, Hat::Steward)
    }

    /// The lead asks for their seat to be handed over; answers the handover's id.
    pub fn ask(&self) -> String {
        let new = json!({ "seat": "lead", "reason": "health", "words": "My child is in hospital." });
        let asked = self.lead.post(&format!("/member/engagements/{}/handovers", self.engagement), &new).ok(201);
        asked["id"].as_str().unwrap().to_owned()
    }

    /// The lead asks, and `steward` confirms from Monday, 18 January, on.
    pub fn confirmed(&self, steward: &Person<'_>) -> String {
        let id = self.ask();
        steward.post(&format!("/steward/handovers/{id}/take"), &json!({})).ok(204);
        steward.post(&format!("/steward/handovers/{id}/confirm"), &json!({ "from": "2027-01-18" })).ok(200);
        self.scene.network().work();
        id
    }

    /// How far a member sees a handover of theirs to be.
    pub fn state_of(&self, id: &str, member: &Person<'_>) -> Value {
        let page = member.get("/member/handovers").ok(200);
        let found = page["items"].as_array().unwrap().iter().find(|one| one["id"] == id);
        found.unwrap_or_else(|| panic!("{page:#}"))["state"].clone()
    }

    /// How far the client sees a handover to be.
    pub fn state(&self, id: &str) -> Value {
        let page = self.scene.client.get("/handovers").ok(200);
        let found = page["items"].as_array().unwrap().iter().find(|one| one["id"] == id);
        found.unwrap_or_else(|| panic!("{page:#}"))["state"].clone()
    }

    /// The seats as the client sees them: first name, first week, weeks.
    pub fn seats(&self) -> Vec<(String, String, i64)> {
        let read = self.scene.client.get(&format!("/engagements/{}", self.engagement)).ok(200);
        let told = |seat: &Value| {
            let name = seat["name"].as_str().unwrap().split(' ').next().unwrap().to_owned();
            (name, seat["first_monday"].as_str().unwrap().to_owned(), seat["weeks"].as_i64().unwrap())
        };
        read["seats"].as_array().unwrap().iter().map(told).collect()
    }

    /// Funds and submits a milestone, and has it accepted.
    pub fn release(&self, milestone: &str, member: &Person<'_>) {
        fund(&self.scene.client, milestone);
        member.post(&format!("/milestones/{milestone}/submit"), &json!({})).ok(204);
        self.scene.client.post(&format!("/milestones/{milestone}/accept"), &json!({})).ok(200);
    }

    /// The booked hours of a member in the weeks of 11 and 18 January.
    pub fn booked(member: &Person<'_>) -> Vec<i64> {
        let weeks = member.get("/member/availability/weeks?from=2027-01-11&weeks=2").ok(200);
        let weeks = weeks.as_array().or(weeks["items"].as_array()).unwrap_or_else(|| panic!("{weeks:#}")).clone();
        weeks.iter().map(|week| week["booked"].as_i64().unwrap()).collect()
    }

    /// Takes a member out of the pool, so that nobody asks them.
    pub fn leave_the_pool(&self, member: MemberId) {
        let out = || diesel::update(members::table.find(member)).set(members::in_pool.eq(false));
        self.scene.network().db().write(|tx| Ok(out().execute(&mut **tx)?)).unwrap();
    }
}

/// Takes what somebody is offered.
pub fn accept_offer(member: &Person<'_>) -> Answer {
    let id = pending(member).unwrap_or_else(|| panic!("nothing is offered to {}", member.email));
    member.post(&format!("/member/invitations/{id}/accept"), &json!({}))
}
