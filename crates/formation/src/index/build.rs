//! From a document to an index: every value is checked once, here, and then believed.

use std::collections::{HashMap, hash_map::Entry};

use super::{Index, Known, NOWHERE, Names, Rank, Rows};
use crate::{
    Refusal,
    document::{Member, Pool},
    refusal::{at_least, within},
};

/// The highest rate. Times 16 seats, 80 hours and 104 weeks it stays below 2^57, so that no sum of costs overflows.
pub(crate) const RATE_MAX: i64 = 1_000_000_000_000;

/// What was checked, or what in the document is wrong.
type Checked<T> = Result<T, Refusal>;

pub(super) fn index(pool: &Pool) -> Checked<Index> {
    if !pool.week0.is_monday() {
        let right = format!("a Monday, such as {}", pool.week0.monday());
        return Err(Refusal { place: "week0".into(), refused: pool.week0.to_string(), right });
    }
    let weeks = small(within(|| "weeks".into(), pool.weeks, 1, 104)?);
    let ranks = Ranks::new(pool)?;
    let mut builder = Builder { weeks, ..Builder::default() };
    let related = builder.related(pool)?;
    let distances = builder.distances(pool)?;
    let mut laid = Vec::with_capacity(pool.members.len());
    for (at, member) in pool.members.iter().enumerate() {
        check(member, weeks, || format!("members[{at}]"))?;
        laid.push((ranks.of_position[at], member));
    }
    laid.sort_unstable_by_key(|&(rank, _)| rank);
    for (rank, member) in laid {
        builder.member(rank, member);
    }
    let ties = ties(pool, &ranks)?;
    let blocks = blocks(pool, &ranks)?;
    let (members, skills) = (pool.members.len(), builder.skills.len());
    Ok(Index {
        weeks,
        ids: ranks.ids,
        known: Rows::new(members, builder.known),
        holders: Rows::new(skills, builder.holders),
        related: Rows::new(skills, related),
        speaks: Rows::new(members, builder.speaks),
        skills: builder.skills,
        languages: builder.languages,
        places: builder.places,
        rates: builder.rates,
        turns: builder.turns,
        onsite: builder.onsite,
        home: builder.home,
        free: builder.free,
        distances,
        ties: Rows::new(members, ties),
        blocks: Rows::new(members, blocks),
    })
}

/// A number that was found to be small and not negative.
fn small<T: TryFrom<i64>>(value: i64) -> T {
    T::try_from(value).ok().expect("the range was checked")
}

/// The members' ids in order, and where each member of the document stands in it.
struct Ranks<'a> {
    ids: Vec<Box<str>>,
    of_position: Vec<Rank>,
    of_id: HashMap<&'a str, Rank>,
}

impl<'a> Ranks<'a> {
    fn new(pool: &'a Pool) -> Checked<Self> {
        if u32::try_from(pool.members.len()).is_err() {
            return Err(Refusal::new("members", pool.members.len(), "fewer than 4294967296 members"));
        }
        let mut positions: Vec<usize> = (0..pool.members.len()).collect();
        positions.sort_by_key(|&at| pool.members[at].id.as_str());
        for pair in positions.windows(2) {
            let id = &pool.members[pair[1]].id;
            if *id == pool.members[pair[0]].id {
                let right = format!("an id that is not that of members[{}]", pair[0]);
                return Err(Refusal::new(format!("members[{}].id", pair[1]), id, right));
            }
        }
        let mut of_position = vec![0; positions.len()];
        let mut of_id = HashMap::with_capacity(positions.len());
        for (rank, &at) in (0..).zip(&positions) {
            of_position[at] = rank;
            of_id.insert(pool.members[at].id.as_str(), rank);
        }
        let ids = positions.iter().map(|&at| pool.members[at].id.as_str().into()).collect();
        Ok(Self { ids, of_position, of_id })
    }

    fn find(&self, id: &str, place: impl FnOnce() -> String) -> Checked<Rank> {
        self.of_id.get(id).copied().ok_or_else(|| Refusal::new(place(), id, "the id of a member of the pool"))
    }

    /// Two members of the pool who are not the same.
    fn pair(&self, a: &str, b: &str, place: impl Fn() -> String) -> Checked<(Rank, Rank)> {
        let first = self.find(a, || format!("{}[0]", place()))?;
        let second = self.find(b, || format!("{}[1]", place()))?;
        if first == second {
            return Err(Refusal::new(format!("{}[1]", place()), b, "the id of another member than the first"));
        }
        Ok((first, second))
    }
}

/// What a member says, checked; only names are left to be looked up.
fn check(member: &Member, weeks: usize, place: impl Fn() -> String) -> Checked<()> {
    for (name, skill) in &member.skills {
        within(|| format!("{}.skills.{name}", place()), skill.level, 1, 5)?;
        within(|| format!("{}.skills.{name}[1]", place()), skill.evidence, 0, 1000)?;
    }
    within(|| format!("{}.rate", place()), member.rate, 0, RATE_MAX)?;
    let horizon = i64::try_from(weeks).expect("at most 104");
    let mut covered = 0;
    for (run, &(hours, length)) in member.free.iter().enumerate() {
        within(|| format!("{}.free[{run}][0]", place()), hours, 0, 80)?;
        covered += within(|| format!("{}.free[{run}][1]", place()), length, 0, 104)?;
    }
    if covered != horizon {
        let right = format!("runs that add up to {horizon} weeks");
        let refused = format!("runs that add up to {covered} weeks");
        return Err(Refusal { place: format!("{}.free", place()), refused, right });
    }
    within(|| format!("{}.turn", place()), member.turn, 0, 1000)?;
    Ok(())
}

/// What grows member by member.
#[derive(Default)]
struct Builder {
    weeks: usize,
    skills: Names,
    languages: Names,
    places: Names,
    known: Vec<(u32, Known)>,
    holders: Vec<(u32, (Rank, u8))>,
    speaks: Vec<(u32, u32)>,
    rates: Vec<i64>,
    turns: Vec<u16>,
    onsite: Vec<bool>,
    home: Vec<u32>,
    free: Vec<u8>,
}

impl Builder {
    /// Takes the next member in the order of ids.
    fn member(&mut self, rank: Rank, member: &Member) {
        for (name, skill) in &member.skills {
            let (level, evidence) = (small(skill.level), small(skill.evidence));
            let skill = self.skills.intern(name);
            self.known.push((rank, Known { skill, level, evidence }));
            self.holders.push((skill, (rank, level)));
        }
        for name in &member.languages {
            self.speaks.push((rank, self.languages.intern(name)));
        }
        self.rates.push(member.rate);
        self.turns.push(small(member.turn));
        self.onsite.push(member.onsite);
        self.home.push(member.place.as_deref().map_or(NOWHERE, |place| self.places.intern(place)));
        for &(hours, length) in &member.free {
            self.free.extend(std::iter::repeat_n(small::<u8>(hours), small(length)));
        }
        debug_assert_eq!(self.free.len(), self.rates.len() * self.weeks);
    }

    fn related(&mut self, pool: &Pool) -> Checked<Vec<(u32, (u32, i64))>> {
        let mut rows = Vec::new();
        let mut seen = HashMap::new();
        for (at, (a, b, share)) in pool.related.iter().enumerate() {
            within(|| format!("related[{at}][2]"), *share, 1, 999)?;
            if a == b {
                return Err(Refusal::new(format!("related[{at}][1]"), b, "another skill than the first"));
            }
            let (a, b) = (self.skills.intern(a), self.skills.intern(b));
            match seen.entry((a.min(b), a.max(b))) {
                Entry::Occupied(earlier) if earlier.get() == share => {}
                Entry::Occupied(earlier) => {
                    let right = format!("{}, as this pair was given before", earlier.get());
                    return Err(Refusal::new(format!("related[{at}][2]"), share, right));
                }
                Entry::Vacant(free) => {
                    free.insert(*share);
                    rows.extend([(a, (b, *share)), (b, (a, *share))]);
                }
            }
        }
        Ok(rows)
    }

    fn distances(&mut self, pool: &Pool) -> Checked<HashMap<(u32, u32), i64>> {
        let mut known = HashMap::new();
        for (from, row) in &pool.distances {
            for (to, &km) in row {
                let place = || format!("distances.{from}.{to}");
                at_least(place, km, 0)?;
                let (a, b) = (self.places.intern(from), self.places.intern(to));
                if a == b && km != 0 {
                    return Err(Refusal::new(place(), km, "0, since a place is 0 km from itself"));
                }
                if let Some(&other) = known.get(&(a, b)).filter(|&&other| other != km) {
                    let right = format!("{other}, as distances.{to}.{from} says, or only one of the two");
                    return Err(Refusal::new(place(), km, right));
                }
                known.insert((a, b), km);
                known.insert((b, a), km);
            }
        }
        Ok(known)
    }
}

fn ties(pool: &Pool, ranks: &Ranks<'_>) -> Checked<Vec<(u32, (Rank, u16))>> {
    let mut rows = Vec::with_capacity(2 * pool.ties.len());
    let mut seen = HashMap::with_capacity(pool.ties.len());
    for (at, (a, b, strength)) in pool.ties.iter().enumerate() {
        let place = || format!("ties[{at}]");
        let (first, second) = ranks.pair(a, b, place)?;
        let strength = small(within(|| format!("ties[{at}][2]"), *strength, 1, 1000)?);
        if let Some(earlier) = seen.insert((first.min(second), first.max(second)), at) {
            let right = format!("a pair that is not that of ties[{earlier}]");
            return Err(Refusal::new(place(), [a, b], right));
        }
        rows.extend([(first, (second, strength)), (second, (first, strength))]);
    }
    Ok(rows)
}

fn blocks(pool: &Pool, ranks: &Ranks<'_>) -> Checked<Vec<(u32, Rank)>> {
    let mut rows = Vec::with_capacity(2 * pool.blocks.len());
    for (at, (a, b)) in pool.blocks.iter().enumerate() {
        let (first, second) = ranks.pair(a, b, || format!("blocks[{at}]"))?;
        rows.extend([(first, second), (second, first)]);
    }
    Ok(rows)
}
