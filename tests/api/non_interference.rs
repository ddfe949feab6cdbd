//! Who is picked does not depend on spaces and money: whatever changes there, the pool and the teams stay the same to
//! the byte.

use diesel::prelude::*;
use muster::{
    audit::By,
    book::{self, Entry, Taxed},
    db::Tx,
    engagements::{EngagementId, MilestoneId},
    error::Result,
    formation::service::Trial,
    identity::{Hat, MemberId},
    places::{self, NewPlace, PlaceId, Settlement},
    schema::{affiliations, places as place_rows, space_operators, terms},
    spaces::{self, AffiliationId, NewSpace, SpaceId, TermsId},
};
use muster_formation::document::Teams;
use muster_kernel::{Currency, Day, Id, Money};
use proptest::{
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::json;

use crate::support::{
    Network,
    market::{Draft, Market, SKILLS, brief, seat},
    on_both,
};

/// Something that happens to spaces or to the book.
#[derive(Clone, Debug)]
enum Change {
    Found { commission: i32 },
    NameOperator { space: usize },
    Settle { member: usize, space: usize, from: i32 },
    SetRate { space: usize, points: i32, from: i32 },
    CloseSpace { space: usize },
    Fund { engagement: u128, minor: i64 },
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        (0..2_000).prop_map(|commission| Change::Found { commission }),
        (0..8_usize).prop_map(|space| Change::NameOperator { space }),
        (0..20_usize, 0..8_usize, -400..400).prop_map(|(member, space, from)| Change::Settle { member, space, from }),
        (0..8_usize, 0..2_000, -400..400).prop_map(|(space, points, from)| Change::SetRate { space, points, from }),
        (0..8_usize).prop_map(|space| Change::CloseSpace { space }),
        (1..9_u128, 1..1_000_000_i64).prop_map(|(engagement, minor)| Change::Fund { engagement, minor }),
    ];
    prop::collection::vec(change, 1..10)
}

fn pool_now(network: &Network) -> muster_formation::document::Pool {
    Trial::open(&network.app, Currency::EUR).unwrap().pool().clone()
}

/// What formation reads and answers, as bytes.
fn formed(network: &Network) -> (String, String) {
    let trial = Trial::open(&network.app, Currency::EUR).unwrap();
    let seats = [seat("lead", "rust"), seat("front", "react"), seat("data", "sql")];
    let document = serde_json::from_value(brief(&seats)).unwrap();
    let teams: Teams = trial.form(Id::from_bits(1), &document).unwrap();
    assert!(teams.proven && !teams.teams.is_empty());
    (serde_json::to_string(trial.pool()).unwrap(), serde_json::to_string(&teams).unwrap())
}

/// The scene that changes: members, places, spaces.
struct Scene {
    members: Vec<MemberId>,
    place: PlaceId,
    spaces: std::cell::RefCell<Vec<SpaceId>>,
}

impl Scene {
    fn space(&self, number: usize) -> Option<SpaceId> {
        let spaces = self.spaces.borrow();
        (!spaces.is_empty()).then(|| spaces[number % spaces.len()])
    }

    fn apply(&self, network: &Network, change: &Change) {
        if let Change::Found { commission } = change {
            let new = NewSpace { name: "Werkraum".to_owned(), place: self.place, commission: *commission };
            let space = network.db().write(|tx| spaces::service::found(tx, By::Muster, &new)).unwrap();
            self.spaces.borrow_mut().push(space);
            return;
        }
        network.db().write(|tx| self.change(tx, change)).unwrap();
    }

    /// Changes rows directly where the use cases would ask for notice: the property is about whatever could be there.
    fn change(&self, tx: &mut Tx<'_>, change: &Change) -> Result<()> {
        let day = |from: i32| "2026-11-02".parse::<Day>().unwrap().plus_days(from);
        match change {
            Change::Found { .. } => {}
            Change::NameOperator { space } => {
                let Some(space) = self.space(*space) else { return Ok(()) };
                let person = muster::identity::newcomers::bring_in(
                    tx,
                    &format!("{}@example.org", tx.id::<spaces::SpaceKind>()),
                    "Op",
                )?;
                muster::identity::service::grant(tx, By::Muster, person, Hat::Operator)?;
                let row = (space_operators::space_id.eq(space), space_operators::person_id.eq(person));
                diesel::insert_into(space_operators::table).values(row).execute(&mut **tx)?;
            }
            Change::Settle { member, space, from } => {
                let Some(space) = self.space(*space) else { return Ok(()) };
                let member = self.members[member % self.members.len()];
                diesel::delete(affiliations::table.filter(affiliations::member_id.eq(member))).execute(&mut **tx)?;
                let row = (
                    affiliations::id.eq(tx.id::<spaces::AffiliationKind>() as AffiliationId),
                    affiliations::member_id.eq(member),
                    affiliations::space_id.eq(space),
                    affiliations::from_day.eq(day(*from)),
                );
                diesel::insert_into(affiliations::table).values(row).execute(&mut **tx)?;
            }
            Change::SetRate { space, points, from } => {
                let Some(space) = self.space(*space) else { return Ok(()) };
                let same = terms::space_id.eq(space).and(terms::from_day.eq(day(*from)));
                diesel::delete(terms::table.filter(same)).execute(&mut **tx)?;
                let row = (
                    terms::id.eq(tx.id::<spaces::TermsKind>() as TermsId),
                    terms::space_id.eq(space),
                    terms::kind.eq("commission"),
                    terms::basis_points.eq(*points),
                    terms::from_day.eq(day(*from)),
                    terms::announced_at.eq(tx.now()),
                );
                diesel::insert_into(terms::table).values(row).execute(&mut **tx)?;
            }
            Change::CloseSpace { space } => {
                let Some(space) = self.space(*space) else { return Ok(()) };
                let theirs = affiliations::table.filter(affiliations::space_id.eq(space));
                diesel::delete(theirs).execute(&mut **tx)?;
            }
            Change::Fund { engagement, minor } => {
                let amount = Taxed::untaxed(Money::new(*minor, Currency::EUR));
                let (milestone, engagement): (MilestoneId, EngagementId) = (tx.id(), Id::from_bits(*engagement));
                let entry = Entry::funding(milestone, "Funded".to_owned(), engagement, amount).unwrap();
                book::service::post(tx, &entry, milestone.as_str())?;
            }
        }
        Ok(())
    }
}

/// A calendar that is busy on a Monday and a Tuesday of the work.
const BUSY: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\n\
    DTSTAMP:20261101T000000Z\r\nDTSTART;VALUE=DATE:20270104\r\nDTEND;VALUE=DATE:20270106\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Twenty members, some of whom are tied by what they did for each other, and one of whom keeps a calendar.
fn scene(network: &Network) -> Scene {
    let market = Market::open(network);
    let people = (0..20)
        .map(|number: usize| {
            let skills = [(SKILLS[number % 4], 3, 100), (SKILLS[(number + 1) % 4], 4, 50 * (number as i32))];
            market.member(Draft::of(&format!("Member {number}"), &skills).at(4_000 + 100 * number as i64))
        })
        .collect::<Vec<_>>();
    let members: Vec<MemberId> = people.iter().map(|(member, _)| *member).collect();
    let untouched = pool_now(network);
    for pair in people[..6].chunks(2) {
        let ((_, one), (_, other)) = (&pair[0], &pair[1]);
        let told = json!({ "kind": "paid_work", "email": other.email, "happened_on": "2026-10-20", "note": "" });
        let logged = one.wear("member").post("/member/connections", &told).ok(201);
        let id = logged["id"].as_str().unwrap();
        other.wear("member").post(&format!("/member/connections/{id}/confirm"), &json!({})).ok(200);
    }
    let keeper = people[2].1.wear("member");
    keeper.upload_calendar("Mine", BUSY).ok(201);
    let now = pool_now(network);
    assert!(untouched.ties.is_empty() && now.ties.len() == 3, "{:?}", now.ties);
    assert_ne!(untouched.members[2].free, now.members[2].free, "the calendar takes hours");
    let place = network
        .db()
        .write(|tx| {
            let new = NewPlace {
                name: "Wien".to_owned(),
                country: "AT".to_owned(),
                kind: Settlement::Urban,
                latitude_e6: 48_208_200,
                longitude_e6: 16_373_800,
            };
            let place = places::service::add(tx, &new)?;
            assert_eq!(place_rows::table.count().get_result::<i64>(&mut **tx)?, 1);
            Ok(place)
        })
        .unwrap();
    Scene { members, place, spaces: std::cell::RefCell::default() }
}

#[test]
fn whatever_changes_in_spaces_and_the_book_pool_and_teams_stay_the_same_to_the_byte() {
    on_both(|network| {
        let scene = scene(network);
        let before = formed(network);
        let applied = std::cell::Cell::new(0);
        let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
        TestRunner::new(config)
            .run(&changes(), |changes| {
                for change in &changes {
                    scene.apply(network, change);
                    applied.set(applied.get() + 1);
                }
                prop_assert_eq!(&formed(network), &before);
                Ok(())
            })
            .unwrap();
        assert!(applied.get() > 50 && !scene.spaces.borrow().is_empty(), "{} changes", applied.get());
    });
}

#[test]
fn the_property_would_notice_a_change_that_formation_may_see() {
    on_both(|network| {
        let scene = scene(network);
        let before = formed(network);
        network
            .db()
            .write(|tx| {
                let skill = SKILLS[2].parse().unwrap();
                muster::members::service::add_evidence(tx, scene.members[2], &skill, 77)
            })
            .unwrap();
        assert_ne!(formed(network).0, before.0);
    });
}
