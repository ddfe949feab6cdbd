//! How much surplus can be packed into a set of seats.
//!
//! Groups on different seats add up. The most that any groups could add on a set of seats follows from smaller sets:
//!
//! ```text
//! most(seats) = the larger of   most(seats without the last one)
//!               and             surplus(group) + most(seats without the group's), over groups on the last one
//! ```
//!
//! One table serves every node of the search: it is the exact answer of the problem in which groups may share members
//! (Russian dolls of Verfaillie et al. 1996, over sets of seats).

use super::{
    board::Seats,
    grow::Visitor,
    rules::{Partial, Sitting},
};

/// The best group on each set of seats, and what they add up to.
#[derive(Debug)]
pub(super) struct Packing {
    /// By set of seats.
    most: Vec<i64>,
    /// By the last seat: the groups that count.
    groups: Vec<Vec<Packed>>,
}

#[derive(Clone, Debug)]
struct Packed {
    seats: Seats,
    surplus: i64,
    sittings: Vec<Sitting>,
}

impl Packing {
    pub(super) fn new(columns: usize, best: BestGroups) -> Self {
        let mut by_last: Vec<Vec<Packed>> = vec![Vec::new(); columns];
        let mut found = best.found;
        found.sort_unstable_by_key(|group| group.seats);
        let mut coming = found.into_iter().peekable();
        let mut most = vec![0; 1 << columns];
        for seats in 1..most.len() {
            let last = seats.ilog2() as usize;
            let mut value = most[seats & !(1 << last)];
            for group in &by_last[last] {
                let taken = usize::from(group.seats);
                if taken & !seats == 0 {
                    value = value.max(group.surplus + most[seats & !taken]);
                }
            }
            // A group that smaller ones make up for need not be looked at again.
            if let Some(group) = coming.next_if(|group| usize::from(group.seats) == seats)
                && group.surplus > value
            {
                value = group.surplus;
                by_last[last].push(group);
            }
            most[seats] = value;
        }
        Self { most, groups: by_last }
    }

    /// The most that groups could add on these seats.
    pub(super) fn most(&self, seats: Seats) -> i64 {
        self.most[usize::from(seats)]
    }

    /// The most that groups could add on all seats.
    pub(super) fn top(&self) -> i64 {
        self.most[self.most.len() - 1]
    }

    /// The groups that add the most on these seats.
    pub(super) fn best(&self, seats: Seats) -> Vec<Sitting> {
        let mut left = usize::from(seats);
        let mut sittings = Vec::new();
        while left != 0 {
            let last = left.ilog2() as usize;
            let value = self.most[left];
            let packs = |group: &&Packed| {
                let taken = usize::from(group.seats);
                taken & !left == 0 && group.surplus + self.most[left & !taken] == value
            };
            if self.most[left & !(1 << last)] == value {
                left &= !(1 << last);
            } else {
                let group = self.groups[last].iter().find(packs).expect("the value came from one of them");
                sittings.extend_from_slice(&group.sittings);
                left &= !usize::from(group.seats);
            }
        }
        sittings
    }
}

/// Collects the best group for each set of seats.
#[derive(Debug)]
pub(super) struct BestGroups {
    /// By set of seats: where its best group stands, plus one.
    place: Vec<u32>,
    found: Vec<Packed>,
}

impl BestGroups {
    pub(super) fn new(columns: usize) -> Self {
        Self { place: vec![0; 1 << columns], found: Vec::new() }
    }
}

impl Visitor for BestGroups {
    fn floor(&self, _: Seats) -> i64 {
        1
    }

    fn found(&mut self, partial: &Partial, surplus: i64) {
        let place = &mut self.place[usize::from(partial.taken)];
        if *place == 0 {
            let sittings = partial.sittings.clone();
            self.found.push(Packed { seats: partial.taken, surplus, sittings });
            *place = u32::try_from(self.found.len()).expect("at most one for each set of 16 seats");
            return;
        }
        let best = &mut self.found[*place as usize - 1];
        if surplus > best.surplus {
            best.surplus = surplus;
            best.sittings.clone_from(&partial.sittings);
        }
    }
}
