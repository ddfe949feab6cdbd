//! A scene with money in it: spaces with terms, members who belong to them, contracts, releases.

use std::cell::Cell;

use diesel::prelude::*;
use muster::{
    audit::By,
    bids::BidId,
    briefs::BriefId,
    db::{Portable, Tx},
    engagements::{
        EngagementId,
        service::{self as engagements, NewEngagement, NewMilestone, NewSeat, default_milestones},
    },
    error::Result,
    formation::RunId,
    identity::{ClientId, Hat, MemberId, PersonId},
    places::{PlaceId, PlaceKind},
    policies::Policy,
    schema::{affiliations, bids, briefs, client_people, places, policies, pools, runs, spaces, terms, terms_bounds},
    spaces::{AffiliationId, SpaceId, SpaceKind, TermsId},
    ties,
};
use muster_kernel::{Currency, Day, Instant};
use serde_json::{Value, json};

use super::{
    Network, Person,
    market::{Draft, Market},
    paying::fund,
};

/// A network with a client, in which contracts are made without bidding for them.
pub struct Scene<'n> {
    /// Its people.
    pub market: Market<'n>,
    /// Somebody who may do everything for their organisation.
    pub client: Person<'n>,
    /// Which organisation that is.
    pub client_id: ClientId,
    buyer: PersonId,
    made: Cell<u32>,
}

/// Who takes a seat, and what an hour of theirs costs; ten hours a week for four weeks.
pub struct Taken {
    /// Who.
    pub member: MemberId,
    /// Minor units an hour.
    pub rate: i64,
    /// Where they work.
    pub place: Option<PlaceId>,
}

impl Taken {
    /// A seat without a place.
    pub fn by(member: MemberId, rate: i64) -> Self {
        Self { member, rate, place: None }
    }
}

impl<'n> Scene<'n> {
    /// Opens a scene on an empty network.
    pub fn open(network: &'n Network) -> Self {
        let market = Market::open(network);
        let client = market.client("Carla");
        let acting = client_people::table.select((client_people::client_id, client_people::person_id));
        let (client_id, buyer) = network.db().read(|conn| Ok(acting.first(conn)?)).unwrap();
        network.db().write(insert_policy_and_pool).unwrap();
        Self { market, client, client_id, buyer, made: Cell::new(0) }
    }

    /// The network that it is on.
    pub fn network(&self) -> &'n Network {
        self.market.network
    }

    /// A town.
    pub fn place(&self, name: &str) -> PlaceId {
        self.network().db().write(|tx| insert_place(tx, name)).unwrap()
    }

    /// A space with a commission that is in force.
    pub fn space(&self, name: &str, commission: i32) -> SpaceId {
        let place = self.place(name);
        let founded = self.network().db().write(|tx| {
            let id = tx.id::<SpaceKind>();
            let row =
                (spaces::id.eq(id), spaces::name.eq(name), spaces::place_id.eq(place), spaces::created_at.eq(tx.now()));
            diesel::insert_into(spaces::table).values(row).execute(&mut **tx)?;
            insert_rate(tx, Some(id), "commission", commission)?;
            Ok(id)
        });
        founded.unwrap()
    }

    /// A signed-in operator of that space.
    pub fn operator(&self, name: &str, space: SpaceId) -> Person<'n> {
        let (_, person) = self.market.person(name, None);
        let admin = self.market.official(&format!("Admin for {name}"), Hat::Admin);
        admin.post(&format!("/spaces/{space}/operators"), &json!({ "email": person.email })).ok(204);
        person.wear("operator");
        person
    }

    /// The network's fee and the contribution to the fund, in force.
    pub fn network_takes(&self, network: i32, fund: i32) {
        let set = self.network().db().write(|tx| {
            insert_rate(tx, None, "network", network)?;
            insert_rate(tx, None, "fund", fund)
        });
        set.unwrap();
    }

    /// A rate of a space or of the network, in force.
    pub fn rate(&self, space: Option<SpaceId>, kind: &str, basis_points: i32) {
        self.network().db().write(|tx| insert_rate(tx, space, kind, basis_points)).unwrap();
    }

    /// The bounds of the rate of that kind, in cents.
    pub fn bound(&self, space: Option<SpaceId>, kind: &str, least: i64, most_a_year: Option<i64>) {
        let bound = |tx: &mut Tx<'_>| {
            let of_kind = terms::table.filter(terms::kind.eq(kind)).select((terms::id, terms::space_id));
            let all: Vec<(TermsId, Option<SpaceId>)> = of_kind.load(&mut **tx)?;
            let (id, _) = all.into_iter().find(|(_, of)| *of == space).unwrap();
            let row = (
                terms_bounds::terms_id.eq(id),
                terms_bounds::currency.eq(Currency::EUR),
                terms_bounds::least_minor.eq(least),
                terms_bounds::most_a_year_minor.eq(most_a_year),
            );
            Portable(diesel::insert_into(terms_bounds::table).values(row)).execute(&mut **tx)?;
            Ok(())
        };
        self.network().db().write(bound).unwrap();
    }

    /// The tax on top of prices, in force.
    pub fn taxed(&self, rate: i32) {
        self.network().db().write(|tx| insert_rate(tx, None, "tax", rate)).unwrap();
    }

    /// A signed-in member who belongs to `home` since the beginning of the year.
    pub fn freelancer(&self, name: &str, home: Option<SpaceId>) -> (MemberId, Person<'n>) {
        let (member, person) = self.market.member(Draft::of(name, &[("rust", 4, 100), ("sql", 3, 950)]));
        if let Some(space) = home {
            self.belongs(member, space, "2026-01-01", None);
        }
        person.wear("member");
        (member, person)
    }

    /// A member belongs to a space from one day on, perhaps up to another one.
    pub fn belongs(&self, member: MemberId, space: SpaceId, from: &str, to: Option<&str>) {
        let joined = self.network().db().write(|tx| {
            let row = (
                affiliations::id.eq(tx.id() as AffiliationId),
                affiliations::member_id.eq(member),
                affiliations::space_id.eq(space),
                affiliations::from_day.eq(day(from)),
                affiliations::to_day.eq(to.map(day)),
            );
            diesel::insert_into(affiliations::table).values(row).execute(&mut **tx)?;
            Ok(())
        });
        joined.unwrap();
    }

    /// Two members who worked together once.
    pub fn tie(&self, one: MemberId, other: MemberId) {
        self.network().db().write(|tx| ties::service::strengthen(tx, one, other, 1)).unwrap();
    }

    /// A steward who is a member too, but not in the pool.
    pub fn steward_and_member(&self, name: &str) -> (MemberId, Person<'n>) {
        let (member, person) = self.market.member(Draft { in_pool: false, ..Draft::of(name, &[]) });
        self.market.make_steward(&person);
        (member, person)
    }

    /// A contract for four weeks of work of that kind, with one milestone.
    pub fn engage(&self, category: &str, taken: &[Taken]) -> EngagementId {
        self.engage_with(category, taken, None).unwrap()
    }

    /// A contract with those milestones, or the plan for whoever says nothing.
    pub fn engage_with(
        &self,
        category: &str,
        taken: &[Taken],
        milestones: Option<Vec<NewMilestone>>,
    ) -> Result<EngagementId> {
        self.made.set(self.made.get() + 1);
        self.network().db().write(|tx| {
            let (brief, bid) = self.insert_bid(tx)?;
            let mut new = NewEngagement {
                brief,
                bid,
                client: self.client_id,
                title: format!("Work {}", self.made.get()),
                category: category.to_owned(),
                currency: Currency::EUR,
                seats: (1..).zip(taken).map(|(number, taken)| seat(number, taken)).collect(),
                milestones: Vec::new(),
            };
            new.milestones = match &milestones {
                Some(milestones) => milestones.clone(),
                None => default_milestones(new.price()?, day("2026-11-09").max(tx.now().day().monday()), 4),
            };
            engagements::create(tx, &new, By::Muster)
        })
    }

    /// The ids of an engagement's milestones, in their order.
    pub fn milestones(&self, engagement: EngagementId) -> Vec<String> {
        let read = self.client.get(&format!("/engagements/{engagement}")).ok(200);
        let ids = read["milestones"].as_array().unwrap().iter();
        ids.map(|milestone| milestone["id"].as_str().unwrap().to_owned()).collect()
    }

    /// Brings every milestone of an engagement up to acceptance, but does not accept it.
    pub fn deliver(&self, engagement: EngagementId, member: &Person<'_>) -> Vec<String> {
        let milestones = self.milestones(engagement);
        for id in &milestones {
            fund(&self.client, id);
            member.post(&format!("/milestones/{id}/submit"), &json!({})).ok(204);
        }
        milestones
    }

    /// Brings an engagement to its end.
    pub fn complete(&self, engagement: EngagementId, member: &Person<'_>) {
        for id in self.deliver(engagement, member) {
            self.client.post(&format!("/milestones/{id}/accept"), &json!({})).ok(200);
        }
    }

    fn insert_bid(&self, tx: &mut Tx<'_>) -> Result<(BriefId, BidId)> {
        let (brief, run, bid): (BriefId, RunId, BidId) = (tx.id(), tx.id(), tx.id());
        let row = (
            briefs::id.eq(brief),
            briefs::client_id.eq(self.client_id),
            briefs::title.eq("Work"),
            briefs::category.eq("web"),
            briefs::state.eq("awarded"),
            briefs::revision.eq(1),
            briefs::bidding.eq("formed"),
            briefs::deadline_at.eq(tx.now()),
            briefs::created_by.eq(self.buyer),
            briefs::created_at.eq(tx.now()),
            briefs::posted_at.eq(tx.now()),
        );
        diesel::insert_into(briefs::table).values(row).execute(&mut **tx)?;
        let row = (
            runs::id.eq(run),
            runs::brief_id.eq(brief),
            runs::revision.eq(1),
            runs::kind.eq("form"),
            runs::policy_version.eq(POLICY),
            runs::engine.eq(""),
            runs::pool_hash.eq("pool"),
            runs::brief_hash.eq(""),
            runs::result_hash.eq(""),
            runs::brief_document.eq(""),
            runs::result.eq(""),
            runs::created_at.eq(tx.now()),
        );
        diesel::insert_into(runs::table).values(row).execute(&mut **tx)?;
        let row = (
            bids::id.eq(bid),
            bids::brief_id.eq(brief),
            bids::run_id.eq(run),
            bids::state.eq("awarded"),
            bids::price_minor.eq(1),
            bids::currency.eq(Currency::EUR),
            bids::score.eq(1),
            bids::created_at.eq(tx.now()),
        );
        diesel::insert_into(bids::table).values(row).execute(&mut **tx)?;
        Ok((brief, bid))
    }
}

/// A version of the policy that nothing else in a test uses.
const POLICY: i32 = 900;

fn insert_policy_and_pool(tx: &mut Tx<'_>) -> Result<()> {
    let policy = (
        policies::version.eq(POLICY),
        policies::document.eq(serde_json::to_string(&Policy::default()).unwrap()),
        policies::adopted_at.eq(tx.now()),
        policies::in_force_at.eq(tx.now().plus_seconds(1_000_000_000)),
    );
    diesel::insert_into(policies::table).values(policy).execute(&mut **tx)?;
    let pool = (
        pools::hash.eq("pool"),
        pools::document.eq(Vec::<u8>::new()),
        pools::members.eq(0),
        pools::created_at.eq(tx.now()),
    );
    diesel::insert_into(pools::table).values(pool).execute(&mut **tx)?;
    Ok(())
}

fn insert_place(tx: &mut Tx<'_>, name: &str) -> Result<PlaceId> {
    let id = tx.id::<PlaceKind>();
    let row = (
        places::id.eq(id),
        places::name.eq(name),
        places::country.eq("AT"),
        places::kind.eq("rural"),
        places::latitude_e6.eq(0),
        places::longitude_e6.eq(0),
    );
    diesel::insert_into(places::table).values(row).execute(&mut **tx)?;
    Ok(id)
}

fn insert_rate(tx: &mut Tx<'_>, space: Option<SpaceId>, kind: &str, basis_points: i32) -> Result<()> {
    let row = (
        terms::id.eq(tx.id() as TermsId),
        terms::space_id.eq(space),
        terms::kind.eq(kind),
        terms::basis_points.eq(basis_points),
        terms::from_day.eq(day("2026-01-01")),
        terms::announced_at.eq(Instant::from_micros(0)),
    );
    Portable(diesel::insert_into(terms::table).values(row)).execute(&mut **tx)?;
    Ok(())
}

fn seat(number: i32, taken: &Taken) -> NewSeat {
    NewSeat {
        seat: format!("seat-{number}"),
        title: format!("Seat {number}"),
        member: taken.member,
        rate_minor: taken.rate,
        hours: 10,
        first_monday: day("2026-11-09"),
        weeks: 4,
        work_place: taken.place,
        skills: vec!["rust".parse().unwrap(), "sql".parse().unwrap()],
        paid_minor: None,
        taken_on: None,
    }
}

/// A day.
pub fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// So many cents, as the API tells them.
pub fn eur(cents: i64) -> Value {
    json!({ "amount": cents, "currency": "EUR" })
}
