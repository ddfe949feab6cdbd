//! From a document to an index: every value is checked once, here, and then believed.

use std::collections::{BTreeMap, HashMap, hash_map::Entry};

use muster_kernel::Day;

use super::{
    Calendar, Index, Lists, Order, Posting, Slot, Tie,
    directory::{Directory, Pair},
};
use crate::{
    Refusal,
    document::{Member, Pool},
    refusal::{at_least, within},
};

/// The highest rate. Times 16 seats, 80 hours and 104 weeks it stays below 2^57, so that no sum of costs overflows.
pub(crate) const RATE_MAX: i64 = 1_000_000_000_000;

/// How many ties are looked up at once: what is read ahead for them stays in the nearest cache.
pub(super) const AT_ONCE: usize = 64;

/// What was checked, or what in the document is wrong.
pub(super) type Checked<T> = Result<T, Refusal>;

pub(super) type Related = Vec<(String, String, i64)>;
pub(super) type Distances = BTreeMap<String, BTreeMap<String, i64>>;

pub(super) fn index(pool: &Pool) -> Checked<Index> {
    let mut builder = Builder::new(pool.weeks);
    for member in &pool.members {
        builder.member(member);
    }
    builder.ties(&pool.ties);
    for (a, b) in &pool.blocks {
        builder.block(a, b);
    }
    builder.finish(pool.week0, &pool.related, &pool.distances)
}

/// A number that was found to be small and not negative.
pub(super) fn small<T: TryFrom<i64>>(value: i64) -> T {
    T::try_from(value).ok().expect("the range was checked")
}

/// The parts of a pool, in the order in which what is wrong with them is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Week0,
    Weeks,
    Ids,
    Related,
    Distances,
    Members,
    Ties,
    Blocks,
}

/// An index that grows: first all members, then ties and blocks, then the rest. What is wrong is told at the end,
/// so that it does not depend on the order in which a document gives its parts.
pub(super) struct Builder {
    index: Index,
    directory: Directory,
    count: usize,
    /// The smallest id that was given twice, and the first two members who have it.
    twins: Option<(Box<str>, Slot, usize)>,
    ties: Vec<(Slot, Slot, u16)>,
    blocks: Vec<(Slot, Slot, u16)>,
    refused: Option<(Part, Refusal)>,
}

impl Builder {
    pub(super) fn new(weeks: i64) -> Self {
        let mut builder = Self {
            index: Index::default(),
            directory: Directory::default(),
            count: 0,
            twins: None,
            ties: Vec::new(),
            blocks: Vec::new(),
            refused: None,
        };
        let weeks = builder.note(Part::Weeks, within(|| "weeks".into(), weeks, 1, 104));
        builder.index.calendar = Calendar::new(weeks.map_or(1, small));
        builder
    }

    /// Takes what was checked, or keeps what is wrong where nothing of an earlier part is.
    fn note<T>(&mut self, part: Part, checked: Checked<T>) -> Option<T> {
        match checked {
            Ok(value) => Some(value),
            Err(refusal) => {
                if self.refused.as_ref().is_none_or(|&(earlier, _)| part < earlier) {
                    self.refused = Some((part, refusal));
                }
                None
            }
        }
    }

    /// Whether something is wrong already that is told before anything in this part.
    fn is_settled(&self, part: Part) -> bool {
        self.refused.as_ref().is_some_and(|&(earlier, _)| earlier <= part)
    }

    /// Takes the next member. Once something was refused, only ids are looked at.
    pub(super) fn member(&mut self, member: &Member) {
        let at = self.count;
        self.count += 1;
        let Ok(slot) = Slot::try_from(at) else {
            let refusal = Refusal::new("members", self.count, "at most 4294967296 members");
            self.note::<()>(Part::Ids, Err(refusal));
            return;
        };
        self.index.ids.replace(slot, member.id.as_bytes());
        if let Some(first) = self.directory.add(&self.index.ids, slot)
            && self.twins.as_ref().is_none_or(|(id, ..)| *member.id < **id)
        {
            self.twins = Some((member.id.as_str().into(), first, at));
        }
        if self.is_settled(Part::Members) || self.twins.is_some() {
            return;
        }
        let checked = check(member, self.index.weeks(), || format!("members[{at}]"));
        if self.note(Part::Members, checked).is_some() {
            self.index.lay(slot, member);
        }
    }

    /// Takes the next ties, best so many as are looked up at once.
    pub(super) fn ties(&mut self, ties: &[(String, String, i64)]) {
        for some in ties.chunks(AT_ONCE) {
            let guesses = self.directory.guess(&self.index.ids, some.iter().map(|(a, b, _)| [a.as_str(), b.as_str()]));
            for ((a, b, strength), guess) in some.iter().zip(guesses) {
                self.tie(a, b, *strength, guess);
            }
        }
    }

    fn tie(&mut self, a: &str, b: &str, strength: i64, guess: Pair) {
        if self.is_settled(Part::Ties) {
            return;
        }
        let place = || format!("ties[{}]", self.ties.len());
        let checked = self.pair(a, b, guess, place).and_then(|(first, second)| {
            let strength = within(|| format!("{}[2]", place()), strength, 1, 1000)?;
            Ok((first, second, small(strength)))
        });
        if let Some(tie) = self.note(Part::Ties, checked) {
            self.ties.push(tie);
        }
    }

    /// Takes the next block.
    pub(super) fn block(&mut self, a: &str, b: &str) {
        if self.is_settled(Part::Blocks) {
            return;
        }
        let checked = self.pair(a, b, [None; 2], || format!("blocks[{}]", self.blocks.len()));
        if let Some((first, second)) = self.note(Part::Blocks, checked) {
            self.blocks.push((first, second, 0));
        }
    }

    /// Two members of the pool who are not the same.
    fn pair(&self, a: &str, b: &str, guess: Pair, place: impl Fn() -> String) -> Checked<(Slot, Slot)> {
        let ids = &self.index.ids;
        let guessed = |id: &str| guess.into_iter().flatten().find(|&member| ids.list(member) == id.as_bytes());
        two(a, b, |id| guessed(id).or_else(|| self.directory.find(ids, id)), place)
    }

    /// The index, or the first thing that cannot be believed.
    pub(super) fn finish(mut self, week0: Day, related: &Related, distances: &Distances) -> Checked<Index> {
        if !week0.is_monday() {
            let right = format!("a Monday, such as {}", week0.monday());
            let refusal = Refusal { place: "week0".into(), refused: week0.to_string(), right };
            self.note::<()>(Part::Week0, Err(refusal));
        }
        if let Some((id, first, second)) = self.twins.take() {
            let right = format!("an id that is not that of members[{first}]");
            self.note::<()>(Part::Ids, Err(Refusal::new(format!("members[{second}].id"), id, right)));
        }
        let checked = self.index.relate(related);
        self.note(Part::Related, checked);
        let checked = self.index.measure(distances);
        self.note(Part::Distances, checked);
        self.index.ties = Lists::of_pairs(self.count, &self.ties, |other, strength| Tie { other, strength });
        let laid = Slot::try_from(self.index.slots()).expect("members are numbered in u32");
        (0..laid).for_each(|slot| self.index.sum_ties(slot));
        let checked = self.no_tie_twice();
        self.note(Part::Ties, checked);
        if let Some((_, refusal)) = self.refused {
            return Err(refusal);
        }
        for (a, b, _) in self.blocks {
            self.index.link_block(a, b);
        }
        self.index.order = Order::new(&self.index.sorted());
        self.index.trim();
        Ok(self.index)
    }

    /// Every pair is tied at most once. Whatever else is wrong with ties stands behind those that were taken.
    fn no_tie_twice(&mut self) -> Checked<()> {
        let twice = (0..).take(self.count).any(|member: Slot| {
            let ties = self.index.ties.list(member);
            ties.windows(2).any(|pair| pair[0].other == pair[1].other)
        });
        if !twice {
            return Ok(());
        }
        // A later tie may have been refused already; that of the pair comes first.
        self.refused.take_if(|(part, _)| *part == Part::Ties);
        let mut seen = HashMap::new();
        for (at, &(a, b, _)) in self.ties.iter().enumerate() {
            if let Some(earlier) = seen.insert((a.min(b), a.max(b)), at) {
                let right = format!("a pair that is not that of ties[{earlier}]");
                return Err(Refusal::new(format!("ties[{at}]"), [self.index.id(a), self.index.id(b)], right));
            }
        }
        Ok(())
    }
}

/// Two members who are not the same, found by their ids.
pub(super) fn two(
    a: &str,
    b: &str,
    find: impl Fn(&str) -> Option<Slot>,
    place: impl Fn() -> String,
) -> Checked<(Slot, Slot)> {
    let one = |id, end| {
        find(id).ok_or_else(|| Refusal::new(format!("{}[{end}]", place()), id, "the id of a member of the pool"))
    };
    let (first, second) = (one(a, 0)?, one(b, 1)?);
    if first == second {
        return Err(Refusal::new(format!("{}[1]", place()), b, "the id of another member than the first"));
    }
    Ok((first, second))
}

/// What a member says, checked; only names are left to be looked up.
pub(super) fn check(member: &Member, weeks: usize, place: impl Fn() -> String) -> Checked<()> {
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

impl Index {
    /// The members in the order of their ids. The first bytes of an id mostly decide, and are compared where they lie.
    fn sorted(&self) -> Vec<Slot> {
        let start = |member: Slot| {
            let id = self.ids.list(member);
            let mut bytes = [0; 16];
            let len = id.len().min(bytes.len());
            bytes[..len].copy_from_slice(&id[..len]);
            u128::from_be_bytes(bytes)
        };
        let mut keyed: Vec<(u128, Slot)> = (0..).take(self.slots()).map(|member| (start(member), member)).collect();
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| self.ids.list(a.1).cmp(self.ids.list(b.1))));
        keyed.into_iter().map(|(_, member)| member).collect()
    }

    fn relate(&mut self, related: &Related) -> Checked<()> {
        let mut seen = HashMap::new();
        for (at, (a, b, share)) in related.iter().enumerate() {
            within(|| format!("related[{at}][2]"), *share, 1, 999)?;
            if a == b {
                return Err(Refusal::new(format!("related[{at}][1]"), b, "another skill than the first"));
            }
            let (a, b) = (self.intern_skill(a), self.intern_skill(b));
            match seen.entry((a.min(b), a.max(b))) {
                Entry::Occupied(earlier) if earlier.get() == share => {}
                Entry::Occupied(earlier) => {
                    let right = format!("{}, as this pair was given before", earlier.get());
                    return Err(Refusal::new(format!("related[{at}][2]"), share, right));
                }
                Entry::Vacant(free) => {
                    free.insert(*share);
                    self.related[a as usize].push((b, *share));
                    self.related[b as usize].push((a, *share));
                }
            }
        }
        Ok(())
    }

    fn measure(&mut self, distances: &Distances) -> Checked<()> {
        let mut known = HashMap::new();
        for (from, row) in distances {
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
        self.distances = vec![Vec::new(); self.places.len()];
        for ((a, b), km) in known {
            self.distances[a as usize].push((b, km));
        }
        for row in &mut self.distances {
            row.sort_unstable();
        }
        Ok(())
    }

    /// Returns what was reserved while the index grew.
    fn trim(&mut self) {
        self.ids.trim();
        self.records.shrink_to_fit();
        self.known.trim();
        self.calendar.trim();
        self.ties.trim();
        self.blocks.trim();
        self.holders.shrink_to_fit();
        self.related.shrink_to_fit();
        let lists = self.holders.iter_mut().flatten();
        lists.for_each(Posting::trim);
    }
}
