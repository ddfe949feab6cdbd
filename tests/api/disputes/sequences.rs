//! Whatever happens in whatever order: what is refused changes nothing, what is done follows the drawing of states, and in
//! the end every milestone's money is somewhere, once.

use diesel::prelude::*;
use muster::{
    book::Account,
    disputes::State,
    engagements::{EngagementId, MilestoneState, service::NewMilestone},
    identity::Hat,
    schema::milestones,
    states::Machine,
};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use super::{DAYS, ruling};
use crate::support::{
    Answer, Network, Person,
    checks::{assert_all_is_well, banked, holds},
    on_both,
    paying::try_fund,
    scene::{Scene, Taken},
};

/// What somebody may try. A party is the client, the one member or the other; a milestone one of three; shares are basis
/// points.
#[derive(Clone, Debug)]
enum Act {
    Fund(usize),
    Submit(usize),
    Accept(usize),
    Refund { milestone: usize, share: i32 },
    Dispute { party: usize, milestone: usize, share: i32 },
    State(usize),
    Propose { party: usize, share: i32 },
    Agree(usize),
    Decide(i32),
    Vote(i32),
    Content(usize),
    Appeal(usize),
    Withdraw(usize),
    StepBack(usize),
    Wait(i64),
}

fn act() -> impl Strategy<Value = Act> {
    let (party, milestone, share) = (0..3_usize, 0..3_usize, 0..=10_000_i32);
    prop_oneof![
        3 => milestone.clone().prop_map(Act::Fund),
        3 => milestone.clone().prop_map(Act::Submit),
        2 => milestone.clone().prop_map(Act::Accept),
        // All that is paid out, more often than by chance: what is paid out next can then be as much.
        2 => (milestone.clone(), share.clone(), any::<bool>()).prop_map(|(milestone, share, whole)| {
            Act::Refund { milestone, share: if whole { 10_000 } else { share } }
        }),
        4 => (party.clone(), milestone, share.clone())
            .prop_map(|(party, milestone, share)| Act::Dispute { party, milestone, share }),
        2 => party.clone().prop_map(Act::State),
        2 => (party.clone(), share.clone()).prop_map(|(party, share)| Act::Propose { party, share }),
        3 => party.clone().prop_map(Act::Agree),
        3 => share.clone().prop_map(Act::Decide),
        3 => share.prop_map(Act::Vote),
        2 => party.clone().prop_map(Act::Content),
        2 => party.clone().prop_map(Act::Appeal),
        1 => party.prop_map(Act::Withdraw),
        1 => (0..5_usize).prop_map(Act::StepBack),
        1 => (1..9_i64).prop_map(Act::Wait),
    ]
}

/// A team of two, five stewards, and an admin.
struct Play<'n> {
    scene: Scene<'n>,
    admin: Person<'n>,
    members: [(muster::identity::MemberId, Person<'n>); 2],
    stewards: Vec<Person<'n>>,
}

/// An engagement of theirs, over three milestones of odd amounts.
struct Game<'p, 'n> {
    play: &'p Play<'n>,
    engagement: EngagementId,
    milestones: Vec<String>,
    /// What the bank held for good when it began.
    bank: i64,
}

/// All that a sequence moves: milestones with their money, and the latest dispute.
#[derive(Clone, Debug, PartialEq)]
struct Position {
    milestones: Vec<(String, i64, i64, i64)>,
    dispute: Value,
}

impl<'n> Play<'n> {
    fn open(network: &'n Network) -> Self {
        let scene = Scene::open(network);
        scene.network_takes(500, 50);
        let members = [scene.freelancer("Ada", Some(scene.space("Hill", 1_000))), scene.freelancer("Bob", None)];
        let names = ["Sam", "Sue", "Sid", "Sol", "Sky"];
        let stewards = names.iter().map(|name| scene.market.official(name, Hat::Steward)).collect();
        let admin = scene.market.official("Adam", Hat::Admin);
        Self { scene, admin, members, stewards }
    }

    fn begin(&self) -> Game<'_, 'n> {
        // Games follow each other on one clock.
        let due_day = self.scene.network().now().day().plus_weeks(4);
        let plan = [100_001, 99_998, 100_001].map(|amount_minor| NewMilestone {
            title: "Part".to_owned(),
            due_day,
            amount_minor,
        });
        let seats = [Taken::by(self.members[0].0, 5_000), Taken::by(self.members[1].0, 2_500)];
        let engagement = self.scene.engage_with("web", &seats, Some(plan.to_vec())).unwrap();
        let milestones = self.scene.milestones(engagement);
        let bank = banked(self.scene.network(), self.scene.client_id);
        Game { play: self, engagement, milestones, bank }
    }
}

impl<'n> Game<'_, 'n> {
    fn network(&self) -> &'n Network {
        self.play.scene.network()
    }

    fn party(&self, number: usize) -> &Person<'n> {
        match number {
            0 => &self.play.scene.client,
            member => &self.play.members[member - 1].1,
        }
    }

    /// The latest dispute of this engagement.
    fn dispute(&self) -> Value {
        let all = self.play.scene.client.get("/disputes?limit=1").ok(200);
        let own = all["items"].as_array().unwrap().iter().find(|one| one["engagement"] == json!(self.engagement));
        own.map_or(Value::Null, |one| {
            self.play.scene.client.get(&format!("/disputes/{}", one["id"].as_str().unwrap())).ok(200)
        })
    }

    fn position(&self) -> Position {
        let rows = milestones::table.filter(milestones::engagement_id.eq(self.engagement)).order(milestones::position);
        let columns =
            (milestones::state, milestones::released_minor, milestones::refunded_minor, milestones::disputed_minor);
        let milestones = self.network().db().read(|conn| Ok(rows.select(columns).load(conn)?)).unwrap();
        Position { milestones, dispute: self.dispute() }
    }

    /// Tries something; nothing where it is not somebody's request.
    fn attempt(&self, act: &Act, dispute: &Value) -> Option<Answer> {
        let id = dispute["id"].as_str().unwrap_or("dispute_00000000000000000000000000");
        let of = |what: &str| format!("/disputes/{id}/{what}");
        let milestone = |number: &usize, what: &str| format!("/milestones/{}/{what}", self.milestones[*number]);
        let (client, member) = (&self.play.scene.client, &self.play.members[0].1);
        Some(match act {
            Act::Fund(number) => try_fund(client, &self.milestones[*number]),
            Act::Submit(number) => member.post(&milestone(number, "submit"), &json!({})),
            Act::Accept(number) => client.post(&milestone(number, "accept"), &json!({})),
            Act::Refund { milestone: number, share } => {
                let (_, released, ..) = self.position().milestones[*number];
                let amount = (released * i64::from(*share) / 10_000).max(1);
                let body = json!({ "kind": "refund", "amount": amount, "reason": "x" });
                self.play.admin.post(&milestone(number, "refunds"), &body)
            }
            Act::Dispute { party, milestone: number, share } => {
                let body = json!({ "reason": "other", "amount": { "basis_points": share }, "words": "x" });
                self.party(*party).post(&milestone(number, "disputes"), &body)
            }
            Act::State(party) => self.party(*party).post(&of("statements"), &json!({ "words": "x" })),
            Act::Propose { party, share } => {
                self.party(*party).post(&of("proposals"), &json!({ "to_members": { "basis_points": share } }))
            }
            Act::Agree(party) => {
                let latest = dispute["proposals"].as_array().and_then(|all| all.last())?["id"].as_str().unwrap();
                self.party(*party).post(&of(&format!("proposals/{latest}/accept")), &json!({}))
            }
            Act::Decide(share) => self.steward(&of("decision"), *share),
            Act::Vote(share) => self.steward(&of("votes"), *share),
            Act::Content(party) => self.party(*party).post(&of("accept"), &json!({})),
            Act::Appeal(party) => self.party(*party).post(&of("appeal"), &json!({ "words": "x" })),
            Act::Withdraw(party) => self.party(*party).post(&of("withdraw"), &json!({})),
            Act::StepBack(number) => self.play.stewards[*number].post(&of("step-back"), &json!({})),
            Act::Wait(days) => {
                self.network().wait_hours(days * DAYS);
                return None;
            }
        })
    }

    /// The first steward who can do it, does; or the last one is refused.
    fn steward(&self, path: &str, share: i32) -> Answer {
        let body = json!({ "to_members": { "basis_points": share }, "words": "x" });
        let mut answers = self.play.stewards.iter().map(|steward| steward.post(path, &body));
        let last = answers.next_back().expect("five stewards");
        answers.find(|answer| answer.status < 300).unwrap_or(last)
    }

    /// What must be true after every step: money is where milestones and dispute say, and the dispute went a way that is
    /// drawn.
    fn check(&self, act: &Act, before: &Position, answer: Option<&Answer>) -> Result<Position, TestCaseError> {
        let after = self.position();
        if let Some(answer) = answer {
            prop_assert!(answer.status < 500, "{:?}: {:?}", act, answer);
            if answer.status >= 400 {
                prop_assert_eq!(&after, before, "{:?} was refused and changed something", act);
            }
        }
        let amounts = [100_001, 99_998, 100_001];
        let (mut held, mut kept) = (0, 0);
        for ((state, released, refunded, disputed), amount) in after.milestones.iter().zip(amounts) {
            prop_assert!(released + refunded + disputed <= amount, "{:?}", after);
            let state: MilestoneState = state.parse().unwrap();
            // All that the client paid and did not get back; nobody is paid by the bank here.
            let is_paid = !matches!(state, MilestoneState::Planned | MilestoneState::LeftOut);
            kept += if is_paid { amount - refunded } else { 0 };
            match state {
                MilestoneState::Planned | MilestoneState::LeftOut => prop_assert_eq!(released + refunded + disputed, 0),
                MilestoneState::Released | MilestoneState::Settled => prop_assert_eq!(released + refunded, amount),
                MilestoneState::Funded | MilestoneState::Submitted => held += amount - released - refunded,
            }
        }
        prop_assert_eq!(holds(self.network(), Account::Escrow(self.engagement)), held, "{:?}", act);
        prop_assert_eq!(banked(self.network(), self.play.scene.client_id) - self.bank, kept, "{:?}", act);
        let is_same = before.dispute["id"] == after.dispute["id"] && !before.dispute.is_null();
        if is_same && before.dispute["state"] != after.dispute["state"] && answer.is_some() {
            let [from, to] =
                [before, &after].map(|one| one.dispute["state"].as_str().unwrap().parse::<State>().unwrap());
            let drawn = State::EVENTS.iter().any(|event| from.after(*event) == Some(to));
            prop_assert!(drawn, "{:?} led a dispute from {} to {}", act, from, to);
        }
        Ok(after)
    }

    /// Brings everything that is left to its end: deadlines pass, stewards decide, and the client accepts the rest.
    fn finish(&self) -> Result<(), TestCaseError> {
        for _ in 0..12 {
            let position = self.position();
            if position.milestones.iter().all(|(state, ..)| state.parse::<MilestoneState>().unwrap().is_over()) {
                break;
            }
            for number in 0..3 {
                let acts = [Act::Fund(number), Act::Submit(number), Act::Accept(number)];
                acts.iter().for_each(|act| drop(self.attempt(act, &Value::Null)));
            }
            // Several may be open, each about a milestone of its own.
            let all = self.play.scene.client.get("/disputes?limit=100").ok(200);
            let own = all["items"].as_array().unwrap().iter().filter(|one| one["engagement"] == json!(self.engagement));
            for dispute in own.filter(|one| one["ended_at"].is_null()) {
                let decision = format!("/disputes/{}/decision", dispute["id"].as_str().unwrap());
                self.play.stewards.iter().for_each(|steward| drop(steward.post(&decision, &ruling(1))));
            }
            self.network().wait_hours(7 * DAYS);
        }
        let rows = self.position().milestones;
        prop_assert_eq!(rows.iter().map(|(_, released, refunded, _)| released + refunded).sum::<i64>(), 300_000);
        prop_assert_eq!(holds(self.network(), Account::Escrow(self.engagement)), 0);
        let read = self.play.scene.client.get(&format!("/engagements/{}", self.engagement)).ok(200);
        prop_assert_eq!(&read["state"], "completed");
        Ok(())
    }
}

#[test]
fn any_sequence_of_disputes_ends_with_all_of_the_money_where_it_belongs_once() {
    on_both(|network| {
        let play = Play::open(network);
        let config = Config { cases: 4, max_shrink_iters: 40, failure_persistence: None, ..Config::default() };
        let outcome = TestRunner::new(config).run(&prop::collection::vec(act(), 8..24), |acts| {
            let game = play.begin();
            let mut position = game.position();
            for act in &acts {
                let answer = game.attempt(act, &position.dispute);
                position = game.check(act, &position, answer.as_ref())?;
            }
            game.finish()
        });
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
        assert_all_is_well(network);
    });
}
