//! Changes in place: one member, one tie, one block at a time.

use super::{
    Index, Known, NOWHERE, Packed, Record, Slot, Tie,
    arena::reserve,
    build::{check, small, two},
    order::Spot,
};
use crate::{Refusal, document::Member, refusal::within};

impl Index {
    /// Takes a member into the pool, or puts what is said now in the place of what was said before; ties and blocks
    /// stay. Gives the member's number, which stays theirs while they are in the pool.
    ///
    /// # Errors
    /// The first thing about the member that cannot be believed, as [`Index::new`] would find it; nothing is changed
    /// then.
    pub fn put(&mut self, member: &Member) -> Result<u32, Refusal> {
        check(member, self.weeks(), || "member".into())?;
        let slot = match self.order.find(|other| self.compare(other, &member.id)) {
            Ok(slot) => slot,
            Err(spot) => self.admit(spot, &member.id)?,
        };
        self.lay(slot, member);
        Ok(slot)
    }

    /// Changes how much it is a member's turn, and nothing else about them: one offer can change it for thousands.
    ///
    /// # Errors
    /// Where the pool has no member of that id, or the turn is not from 0 to 1000; nothing is changed then.
    pub fn put_turn(&mut self, id: &str, turn: i64) -> Result<(), Refusal> {
        let slot = self.member(id).ok_or_else(|| Refusal::new("id", id, "the id of a member of the pool"))?;
        self.records[slot as usize].turn = small(within(|| "turn".into(), turn, 0, 1000)?);
        Ok(())
    }

    /// Takes a member out of the pool, with their ties and blocks. Their number may be given to another.
    ///
    /// # Errors
    /// Where the pool has no member of that id.
    pub fn remove(&mut self, id: &str) -> Result<(), Refusal> {
        let slot = self.member(id).ok_or_else(|| Refusal::new("id", id, "the id of a member of the pool"))?;
        for tie in self.ties.list(slot).to_vec() {
            self.ties.take(tie.other, |other| other.other == slot);
            self.sum_ties(tie.other);
        }
        for blocked in self.blocks.list(slot).to_vec() {
            self.blocks.take(blocked, |&other| other == slot);
        }
        self.ties.replace(slot, &[]);
        self.sum_ties(slot);
        self.blocks.replace(slot, &[]);
        self.know(slot, &[]);
        self.order.remove(slot);
        self.ids.replace(slot, &[]);
        self.vacant.push(slot);
        Ok(())
    }

    /// Ties two members, or changes how strongly they are tied.
    ///
    /// # Errors
    /// Where one of them is not in the pool, they are the same, or the strength is not from 1 to 1000; nothing is
    /// changed then.
    pub fn put_tie(&mut self, a: &str, b: &str, strength: i64) -> Result<(), Refusal> {
        let (a, b) = self.two(a, b, "tie")?;
        let strength = small(within(|| "tie[2]".into(), strength, 1, 1000)?);
        for (member, other) in [(a, b), (b, a)] {
            self.ties.put(member, Tie { other, strength }, |tie| tie.other == other);
            self.sum_ties(member);
        }
        Ok(())
    }

    /// Unties two members; where they are not tied, nothing happens.
    ///
    /// # Errors
    /// Where one of them is not in the pool, or they are the same.
    pub fn remove_tie(&mut self, a: &str, b: &str) -> Result<(), Refusal> {
        let (a, b) = self.two(a, b, "tie")?;
        for (member, other) in [(a, b), (b, a)] {
            self.ties.take(member, |tie| tie.other == other);
            self.sum_ties(member);
        }
        Ok(())
    }

    /// Says that two members are never in one team.
    ///
    /// # Errors
    /// Where one of them is not in the pool, or they are the same; nothing is changed then.
    pub fn put_block(&mut self, a: &str, b: &str) -> Result<(), Refusal> {
        let (a, b) = self.two(a, b, "block")?;
        self.link_block(a, b);
        Ok(())
    }

    /// Takes back that two members are never in one team; where nobody said so, nothing happens.
    ///
    /// # Errors
    /// Where one of them is not in the pool, or they are the same.
    pub fn remove_block(&mut self, a: &str, b: &str) -> Result<(), Refusal> {
        let (a, b) = self.two(a, b, "block")?;
        for (member, other) in [(a, b), (b, a)] {
            self.blocks.take(member, |&blocked| blocked == other);
        }
        Ok(())
    }

    fn two(&self, a: &str, b: &str, place: &str) -> Result<(Slot, Slot), Refusal> {
        two(a, b, |id| self.member(id), || place.to_owned())
    }

    pub(super) fn link_block(&mut self, a: Slot, b: Slot) {
        for (member, other) in [(a, b), (b, a)] {
            self.blocks.put(member, other, |&blocked| blocked == other);
        }
    }

    /// A number for a new member, who then stands at the spot of their id.
    fn admit(&mut self, spot: Spot, id: &str) -> Result<Slot, Refusal> {
        let next = Slot::try_from(self.slots());
        let full = || Refusal::new("member", id, "a pool of at most 4294967296 members");
        let slot = self.vacant.pop().map_or_else(|| next.map_err(|_| full()), Ok)?;
        self.ids.replace(slot, id.as_bytes());
        self.order.insert(spot, slot);
        Ok(slot)
    }

    /// Lays out what a member says, which was checked, at their number or just behind all others.
    pub(super) fn lay(&mut self, slot: Slot, member: &Member) {
        if self.slots() == slot as usize {
            reserve(&mut self.records, 1);
            self.records.push(Record::default());
        }
        let skills = member.skills.iter().map(|(name, skill)| Known {
            skill: self.intern_skill(name),
            level: small(skill.level),
            evidence: small(skill.evidence),
        });
        let mut known: Vec<Packed> = skills.map(Packed::from).collect();
        known.sort_unstable_by_key(|known| known.skill);
        self.know(slot, &known);
        let home = member.place.as_deref().map_or(NOWHERE, |place| self.places.intern(place));
        let languages = self.languages.intern(&member.languages);
        let record = &mut self.records[slot as usize];
        let (turn, onsite) = (small(member.turn), member.onsite);
        *record = Record { rate: member.rate, home, languages, turn, onsite, ..*record };
        let runs = member.free.iter().map(|&(hours, run)| (small(hours), small(run)));
        self.calendar.put(slot as usize, runs);
    }

    /// Notes how strongly a member is tied in all.
    pub(super) fn sum_ties(&mut self, slot: Slot) {
        let strengths = self.ties.list(slot).iter().map(|tie| tie.strength);
        self.records[slot as usize].tied = strengths.fold(0, u16::saturating_add);
    }

    /// Replaces what a member knows; postings change only where a level does.
    fn know(&mut self, slot: Slot, known: &[Packed]) {
        let before = self.packed(slot).to_vec();
        for old in before.iter().filter(|&old| level_in(known, old.skill) != Some(old.level())) {
            self.holders[old.skill as usize][old.level() - 1].remove(slot);
        }
        for new in known.iter().filter(|&new| level_in(&before, new.skill) != Some(new.level())) {
            self.holders[new.skill as usize][new.level() - 1].insert(slot);
        }
        self.known.replace(&mut self.records[slot as usize].known, known);
        if self.known.is_wasteful() {
            self.known.compact(self.records.iter_mut().map(|record| &mut record.known));
        }
    }

    pub(super) fn intern_skill(&mut self, name: &str) -> u32 {
        let skill = self.skills.intern(name);
        if self.holders.len() == skill as usize {
            self.holders.push(Default::default());
            self.related.push(Vec::new());
        }
        skill
    }
}

/// The level of a skill among those of a member, which are sorted.
fn level_in(known: &[Packed], skill: u32) -> Option<usize> {
    known.binary_search_by_key(&skill, |known| known.skill).ok().map(|at| known[at].level())
}
