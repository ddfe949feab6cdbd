//! The network that the book is measured on: spaces, members, and contracts that they work under.

use diesel::connection::SimpleConnection;
use muster_kernel::{BasisPoints, Currency, Id, Money, id::Kind};

use super::unmade;
use crate::{
    bids::BidId,
    book::{Account, Entry, SeatTerms, Source, SplitLine, Taxed, split},
    briefs::BriefId,
    db::Db,
    engagements::{EngagementId, EngagementKind},
    error::Result,
    identity::{ClientId, MemberId, MemberKind, Operator, PersonId},
    places::PlaceId,
    spaces::{SpaceId, SpaceKind},
};

const SPACES: usize = 120;
const MEMBERS: usize = 6_000;
const CONTRACTS: usize = 600;
/// The categories of work.
const CATEGORIES: [&str; 6] = ["web", "design", "data", "law", "film", "text"];

/// Who there is.
pub(super) struct World {
    pub(super) spaces: Vec<SpaceId>,
    pub(super) members: Vec<MemberId>,
    contracts: Vec<EngagementId>,
    /// Runs every space.
    pub(super) operator: Operator,
}

fn ids<K: Kind>(many: usize) -> Vec<Id<K>> {
    (1..=many as u128).map(Id::from_bits).collect()
}

/// Founds it in an empty database.
pub(super) fn found(db: &Db) -> Result<World> {
    let world = World {
        spaces: ids::<SpaceKind>(SPACES),
        members: ids::<MemberKind>(MEMBERS),
        contracts: ids::<EngagementKind>(CONTRACTS),
        operator: Operator { person: PersonId::from_bits(1) },
    };
    let (place, person, client) = (PlaceId::from_bits(1), world.operator.person, ClientId::from_bits(1));
    let mut sql = format!(
        "INSERT INTO places (id, name, country, kind, latitude_e6, longitude_e6) VALUES ('{place}', 'Here', 'AT', 'rural', 0, 0);
         INSERT INTO people (id, email, name, password_hash, language, created_at) VALUES ('{person}', 'p@bench.example', 'P', '', 'en', 0);
         INSERT INTO clients (id, name, country, currency, created_at) VALUES ('{client}', 'C', 'AT', 'EUR', 0);\n",
    );
    for space in &world.spaces {
        sql += &format!(
            "INSERT INTO spaces (id, name, place_id, created_at) VALUES ('{space}', 'S', '{place}', 0);
             INSERT INTO space_operators (space_id, person_id) VALUES ('{space}', '{person}');\n",
        );
    }
    for (number, member) in world.members.iter().enumerate() {
        let person = PersonId::from_bits(number as u128 + 2);
        sql += &format!(
            "INSERT INTO people (id, email, name, password_hash, language, created_at) \
             VALUES ('{person}', 'm{number}@bench.example', 'M', '', 'en', 0);
             INSERT INTO members (id, person_id, alias, headline, about, rate_minor, currency, onsite, in_pool, takes_bids, version, created_at) \
             VALUES ('{member}', '{person}', '{member}', '', '', 5000, 'EUR', FALSE, FALSE, FALSE, 1, 0);\n",
        );
    }
    for (number, contract) in world.contracts.iter().enumerate() {
        let (brief, bid) = (BriefId::from_bits(number as u128 + 1), BidId::from_bits(number as u128 + 1));
        sql += &format!(
            "INSERT INTO briefs (id, client_id, title, category, state, revision, created_by, created_at) \
             VALUES ('{brief}', '{client}', 'W', 'web', 'withdrawn', 1, '{person}', 0);
             INSERT INTO bids (id, brief_id, state, price_minor, currency, created_at) \
             VALUES ('{bid}', '{brief}', 'awarded', 1, 'EUR', 0);
             INSERT INTO engagements (id, brief_id, bid_id, client_id, title, category, price_minor, currency, state, created_at) \
             VALUES ('{contract}', '{brief}', '{bid}', '{client}', 'W', 'web', 1, 'EUR', 'active', 0);\n",
        );
    }
    let named = |account: Account| format!("INSERT INTO accounts (name, opened_at) VALUES ('{account}', 0);\n");
    sql.extend([Account::Bank, Account::Network, Account::MutualFund].map(named));
    sql.extend(world.spaces.iter().map(|space| named(Account::Space(*space))));
    sql.extend(world.members.iter().map(|member| named(Account::Member(*member))));
    sql.extend(world.contracts.iter().map(|contract| named(Account::Escrow(*contract))));
    db.write(|tx| Ok(tx.batch_execute(&sql)?))?;
    Ok(world)
}

impl World {
    /// What the `number`th milestone posts: it is funded, and released to a team of two.
    pub(super) fn milestone(&self, number: usize) -> Result<[Entry; 2]> {
        let contract = self.contracts[number % CONTRACTS];
        let seats = [number * 7 % MEMBERS, (number * 13 + 1) % MEMBERS];
        let amounts = seats.map(|seat| 10_000 + i64::try_from(number * 31 + seat).unwrap_or_default() % 90_000);
        let rate = |points| BasisPoints::new(points).expect("a rate");
        let mut lines = Vec::with_capacity(8);
        for (place, (seat, minor)) in seats.into_iter().zip(amounts).enumerate() {
            let space = self.spaces[seat % SPACES];
            let terms = SeatTerms::new(Some((space, rate(1_000))), rate(500), rate(50)).expect("half is left");
            let base = Money::new(minor, Currency::EUR);
            lines.extend(split(base, &terms).into_iter().map(|part| SplitLine {
                payee: part.payee,
                engagement: contract,
                member: self.members[seat],
                space: Some(space),
                finder: None,
                seat: format!("seat-{place}"),
                of: part.of,
                fee: part.fee,
                basis: part.basis,
                base: part.base,
                amount: part.amount,
                bound: part.bound,
                terms: part.terms,
                category: CATEGORIES[number / 3 % CATEGORIES.len()].to_owned(),
                work_place: None,
                source: Source::Network,
            }));
        }
        let (subject, amount) = (format!("milestone_{number}"), Money::new(amounts.iter().sum(), Currency::EUR));
        let funding = Entry::funding(&subject, "Funded: work", contract, Taxed::untaxed(amount)).map_err(unmade)?;
        let release = Entry::release(&subject, "Released: work", contract, amount, lines).map_err(unmade)?;
        Ok([funding, release])
    }
}
