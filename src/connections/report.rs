//! How people and places are linked: counts in which nobody stands alone.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use muster_kernel::Day;
use serde::Serialize;
use utoipa::ToSchema;

use super::store::ConnectionRow;
use crate::{
    identity::MemberId,
    places::{Place, PlaceId, Settlement},
};

/// The fewest members that a row may stand for where everybody may read it.
const FEWEST: usize = 3;
/// Where somebody lives who does not say so.
const ELSEWHERE: &str = "elsewhere";

/// So many connections.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkCount {
    /// Of what: a kind, a month, a pair of places, an exchange.
    pub key: String,
    /// How many connections.
    pub connections: usize,
    /// Between how many members; three at least where everybody may read it.
    pub members: usize,
}

/// How many connections link two places.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct PlaceLink {
    /// The two places; the same twice for what happened within one.
    pub between: [PlaceId; 2],
    /// Their names.
    pub names: [String; 2],
    /// How many connections.
    pub connections: usize,
    /// Between how many members; three at least where everybody may read it.
    pub members: usize,
}

/// How people and places were linked in a span of days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LinkReport {
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// All confirmed connections; for everybody, absent where they are between fewer than three members.
    pub connections: Option<usize>,
    /// By what happened.
    pub kinds: Vec<LinkCount>,
    /// By the month in which it happened.
    pub months: Vec<LinkCount>,
    /// By where the two live: `within` one place, or `rural-rural`, `rural-urban`, `urban-urban` between two, or with
    /// somebody `elsewhere`.
    pub exchange: Vec<LinkCount>,
    /// By the two places; for everybody, without those that link fewer than three members.
    pub places: Vec<PlaceLink>,
}

impl LinkReport {
    /// The report of these confirmed connections, for those eyes.
    pub(super) fn of(rows: &[ConnectionRow], places: &[Place], (from, to): (Day, Day), eyes: Eyes) -> Self {
        let fewest = eyes.fewest();
        let known: HashMap<PlaceId, &Place> = places.iter().map(|place| (place.id, place)).collect();
        let all = Group::of(rows.iter());
        Self {
            from,
            to,
            connections: (all.members.len() >= fewest).then_some(all.connections),
            kinds: fold(rows, fewest, |row| row.kind.to_string()),
            months: fold(rows, fewest, |row| row.happened_on.month().to_string()),
            exchange: fold(rows, fewest, |row| exchange(row, &known)),
            places: linked(rows, fewest, &known),
        }
    }
}

/// Whose eyes a report is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Eyes {
    /// Stewards and admins, who may see every connection: nothing is folded.
    Neutral,
    /// Everybody: nobody stands alone.
    Public,
}

impl Eyes {
    /// The fewest members that a row may stand for.
    fn fewest(self) -> usize {
        match self {
            Self::Neutral => 1,
            Self::Public => FEWEST,
        }
    }
}

/// Connections, and between whom.
#[derive(Clone, Default)]
struct Group {
    connections: usize,
    members: BTreeSet<MemberId>,
}

impl Group {
    fn of<'a>(rows: impl Iterator<Item = &'a ConnectionRow>) -> Self {
        rows.fold(Self::default(), |mut group, row| {
            group.add(row);
            group
        })
    }

    fn add(&mut self, row: &ConnectionRow) {
        self.connections += 1;
        self.members.extend([row.member_id, row.other_id]);
    }

    fn take_in(&mut self, other: &Self) {
        self.connections += other.connections;
        self.members.extend(&other.members);
    }

    fn told(self, key: String) -> LinkCount {
        LinkCount { key, connections: self.connections, members: self.members.len() }
    }
}

/// Counts by `key`. Rows of fewer than `fewest` members are left out, together with the smallest visible rows until all of
/// these stand for enough members, so that what is left of the whole after its rows never stands for one or two.
fn fold(rows: &[ConnectionRow], fewest: usize, key: impl Fn(&ConnectionRow) -> String) -> Vec<LinkCount> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    for row in rows {
        groups.entry(key(row)).or_default().add(row);
    }
    let (mut large, small): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(_, group)| group.members.len() >= fewest);
    let mut left_out = Group::default();
    small.iter().for_each(|(_, group)| left_out.take_in(group));
    while left_out.connections > 0 && left_out.members.len() < fewest {
        let smallest = large.iter().enumerate().min_by_key(|(_, (key, group))| (group.connections, key.clone()));
        let Some(place) = smallest.map(|(place, _)| place) else { return Vec::new() };
        left_out.take_in(&large.remove(place).1);
    }
    large.into_iter().map(|(key, group)| group.told(key)).collect()
}

fn exchange(row: &ConnectionRow, known: &HashMap<PlaceId, &Place>) -> String {
    let (Some(one), Some(other)) = (row.member_place_id, row.other_place_id) else { return ELSEWHERE.to_owned() };
    if one == other {
        return "within".to_owned();
    }
    let kind = |place| known.get(&place).map(|place| place.kind);
    match (kind(one), kind(other)) {
        (Some(Settlement::Rural), Some(Settlement::Rural)) => "rural-rural",
        (Some(Settlement::Urban), Some(Settlement::Urban)) => "urban-urban",
        (Some(_), Some(_)) => "rural-urban",
        _ => ELSEWHERE,
    }
    .to_owned()
}

/// The pairs of places that link enough members, the most linked first.
fn linked(rows: &[ConnectionRow], fewest: usize, known: &HashMap<PlaceId, &Place>) -> Vec<PlaceLink> {
    let mut pairs: BTreeMap<[PlaceId; 2], Group> = BTreeMap::new();
    for row in rows {
        if let (Some(one), Some(other)) = (row.member_place_id, row.other_place_id) {
            pairs.entry([one.min(other), one.max(other)]).or_default().add(row);
        }
    }
    let name = |place: &PlaceId| known.get(place).map(|place| place.name.clone()).unwrap_or_default();
    let mut links: Vec<PlaceLink> = pairs
        .into_iter()
        .filter(|(_, group)| group.members.len() >= fewest)
        .map(|(between, group)| PlaceLink {
            names: [name(&between[0]), name(&between[1])],
            connections: group.connections,
            members: group.members.len(),
            between,
        })
        .collect();
    links.sort_by(|a, b| b.connections.cmp(&a.connections).then_with(|| a.names.cmp(&b.names)));
    links
}

#[cfg(test)]
mod tests {
    use muster_kernel::{Id, Instant};
    use proptest::prelude::*;

    use super::*;
    use crate::connections::{ConnectionKind, ConnectionState};

    fn row((member, other): (u8, u8), kind: usize, places: (u8, u8)) -> ConnectionRow {
        let day: Day = "2026-10-01".parse().unwrap();
        let place = |number: u8| (number > 0).then(|| Id::from_bits(u128::from(number)));
        ConnectionRow {
            id: Id::from_bits(1),
            kind: ConnectionKind::ALL[kind],
            member_id: Id::from_bits(u128::from(member)),
            other_id: Id::from_bits(u128::from(other)),
            member_agrees: true,
            other_agrees: true,
            space_id: None,
            happened_on: day,
            note: String::new(),
            member_place_id: place(places.0),
            other_place_id: place(places.1),
            state: ConnectionState::Confirmed,
            strength: 0,
            created_at: Instant::from_micros(0),
            expires_at: Instant::from_micros(0),
        }
    }

    fn places() -> Vec<Place> {
        let place = |number: u8, kind| Place {
            id: Id::from_bits(u128::from(number)),
            name: format!("P{number}"),
            country: "AT".to_owned(),
            kind,
            latitude_e6: 48_000_000,
            longitude_e6: 16_000_000,
        };
        vec![place(1, Settlement::Rural), place(2, Settlement::Urban), place(3, Settlement::Urban)]
    }

    fn report(rows: &[ConnectionRow]) -> LinkReport {
        let day: Day = "2026-10-01".parse().unwrap();
        LinkReport::of(rows, &places(), (day, day), Eyes::Public)
    }

    #[test]
    fn exchange_is_told_by_town_and_country() {
        let pairs = [(1, 2), (3, 4), (5, 6), (7, 8)];
        let mut rows: Vec<ConnectionRow> = pairs.iter().map(|pair| row(*pair, 0, (1, 2))).collect();
        rows.extend(pairs.iter().map(|pair| row(*pair, 1, (2, 3))));
        rows.extend(pairs.iter().map(|pair| row(*pair, 2, (1, 1))));
        let keys: Vec<(String, usize)> =
            report(&rows).exchange.into_iter().map(|row| (row.key, row.connections)).collect();
        let expected = [("rural-urban", 4), ("urban-urban", 4), ("within", 4)];
        assert_eq!(keys, expected.map(|(key, count)| (key.to_owned(), count)));
        assert_eq!(report(&rows).places.len(), 3);
    }

    #[test]
    fn two_people_alone_are_in_no_row_and_in_no_total() {
        let rows = [row((1, 2), 0, (1, 2)), row((1, 2), 1, (1, 2))];
        let report = report(&rows);
        assert_eq!((report.connections, report.kinds, report.places), (None, vec![], vec![]));
        let day: Day = "2026-10-01".parse().unwrap();
        let neutral = LinkReport::of(&rows, &places(), (day, day), Eyes::Neutral);
        assert_eq!((neutral.connections, neutral.kinds.len(), neutral.places.len()), (Some(2), 2, 1));
    }

    proptest! {
        #[test]
        fn no_row_and_nothing_that_is_left_of_the_whole_stands_for_fewer_than_three(
            drawn in prop::collection::vec((0..7_u8, 1..7_u8, 0..4_usize, 0..4_u8, 0..4_u8), 0..20),
        ) {
            let rows: Vec<ConnectionRow> = drawn
                .into_iter()
                .map(|(one, apart, kind, here, there)| row((one, (one + apart) % 7), kind, (here, there)))
                .filter(|row| row.member_id != row.other_id)
                .collect();
            let report = report(&rows);
            for counts in [&report.kinds, &report.months, &report.exchange] {
                prop_assert!(counts.iter().all(|row| row.members >= FEWEST));
            }
            // What is left of the whole after the rows stands for three members or for none.
            let keys: BTreeSet<&str> = report.kinds.iter().map(|row| row.key.as_str()).collect();
            let left = Group::of(rows.iter().filter(|row| !keys.contains(row.kind.as_str())));
            prop_assert!(left.connections == 0 || report.kinds.is_empty() || left.members.len() >= FEWEST);
            prop_assert!(report.places.iter().all(|link| link.members >= FEWEST));
        }
    }
}
