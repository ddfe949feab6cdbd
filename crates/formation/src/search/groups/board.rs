//! The board: the free seats, who may still take them, and how these members are tied.
//!
//! Members are numbered anew, in the order of the pool, so that everything about them lies close together. Points are
//! scaled by a power of two, and ties to members who are seated already count as points.

use crate::{
    index::Rows,
    search::{
        dominance::Rated,
        model::{Local, Model},
        task::Shared,
    },
};

/// A seat by its place on the board, as a bit.
pub(super) type Seats = u16;

/// The options of one free seat, side by side.
#[derive(Clone, Debug)]
pub(in crate::search) struct Column {
    pub(in crate::search) seat: usize,
    /// By number on the board, ascending.
    pub(in crate::search) member: Vec<u32>,
    pub(in crate::search) points: Vec<i64>,
    pub(in crate::search) cost: Vec<i64>,
    /// Half of all that the option's ties could add, rounded up: one tie for each other free seat at most.
    pub(in crate::search) half: Vec<i64>,
}

/// Who is seated already.
#[derive(Clone, Debug, Default)]
pub(in crate::search) struct Seated {
    pub(in crate::search) team: Vec<Option<Local>>,
    /// The points of the seated, scaled.
    pub(in crate::search) points: i64,
    pub(in crate::search) cost: i64,
    pub(in crate::search) shared: Shared,
}

/// Where a member may sit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) column: u8,
    pub(super) option: u32,
}

/// The free seats, and everyone who may take one.
#[derive(Clone, Debug)]
pub(in crate::search) struct Board {
    pub(super) seated: Seated,
    pub(super) columns: Vec<Column>,
    /// Their numbers in the model.
    pub(super) members: Vec<Local>,
    pub(super) places: Rows<Place>,
    /// Points two members earn together, scaled. Blocked pairs never meet, so theirs do not count.
    pub(super) ties: Rows<(u32, i64)>,
    pub(super) blocks: Rows<u32>,
    /// Members who hang together by ties, group by group; members without a tie are in none.
    pub(super) components: Rows<u32>,
}

impl Board {
    /// The board on which every seat is free.
    pub(in crate::search) fn new(model: &Model, options: &[Vec<Rated>], shift: u32) -> Self {
        let columns = options.iter().enumerate().map(|(seat, options)| Column {
            seat,
            member: options.iter().map(|option| option.choice.member).collect(),
            points: options.iter().map(|option| option.choice.score << shift).collect(),
            cost: options.iter().map(|option| option.choice.cost).collect(),
            half: Vec::new(),
        });
        let seated = Seated { team: vec![None; options.len()], ..Seated::default() };
        Self::below(model, seated, columns.collect(), shift)
    }

    /// The board of these columns, whose members bear the model's numbers.
    pub(in crate::search) fn below(model: &Model, seated: Seated, columns: Vec<Column>, shift: u32) -> Self {
        let mut place = vec![ABSENT; model.members()];
        let board = Self::of(seated, columns, &mut place);
        board.tied(model, shift, &place)
    }

    /// A board of columns whose members bear other numbers; `numbers` gets the new number of each of those.
    fn of(seated: Seated, mut columns: Vec<Column>, numbers: &mut [u32]) -> Self {
        for column in &columns {
            column.member.iter().for_each(|&member| numbers[member as usize] = 0);
        }
        let mut members = Vec::new();
        for (member, number) in (0..).zip(&mut *numbers) {
            if *number != ABSENT {
                *number = count(members.len());
                members.push(member);
            }
        }
        let mut places = Vec::with_capacity(columns.iter().map(|column| column.member.len()).sum());
        for (at, column) in (0..).zip(&mut columns) {
            for (option, member) in (0..).zip(&mut column.member) {
                *member = numbers[*member as usize];
                places.push((*member, Place { column: at, option }));
            }
        }
        Self {
            seated,
            places: Rows::new(members.len(), places),
            columns,
            members,
            ties: Rows::default(),
            blocks: Rows::default(),
            components: Rows::default(),
        }
    }

    fn tied(mut self, model: &Model, shift: u32, numbers: &[u32]) -> Self {
        let (mut ties, mut blocks) = (Vec::new(), Vec::new());
        for (number, &member) in (0..).zip(&self.members) {
            let blocked = model.blocks.row(member);
            let on_board = |other: u32| Some(numbers[other as usize]).filter(|&other| other != ABSENT);
            blocks.extend(blocked.iter().filter_map(|&other| Some((number, on_board(other)?))));
            for &(other, points) in model.ties.row(member) {
                if let Some(other) = on_board(other)
                    && (blocked.is_empty() || blocked.binary_search(&self.members[other as usize]).is_err())
                {
                    ties.push((number, (other, points << shift)));
                }
            }
        }
        self.blocks = Rows::new(self.members.len(), blocks);
        self.ties = Rows::new(self.members.len(), ties);
        self.join();
        self
    }

    /// Finds who hangs together, and what ties could add.
    fn join(&mut self) {
        self.halve();
        let mut joined = Vec::new();
        let mut seen = vec![false; self.members.len()];
        let mut next = Vec::new();
        let mut components = 0;
        for first in 0..count(self.members.len()) {
            if seen[first as usize] || self.ties.row(first).is_empty() {
                continue;
            }
            seen[first as usize] = true;
            next.push(first);
            while let Some(member) = next.pop() {
                joined.push((components, member));
                for &(other, _) in self.ties.row(member) {
                    if !std::mem::replace(&mut seen[other as usize], true) {
                        next.push(other);
                    }
                }
            }
            components += 1;
        }
        self.components = Rows::new(components as usize, joined);
    }

    fn halve(&mut self) {
        for column in &mut self.columns {
            column.half = vec![0; column.member.len()];
        }
        let mut all = Vec::new();
        for member in 0..count(self.members.len()) {
            let ties = self.ties.row(member);
            if ties.is_empty() {
                continue;
            }
            let mut strongest = [0; 16];
            all.clear();
            for &(other, points) in ties {
                let part = half_up(points);
                all.push(part);
                for place in self.places.row(other) {
                    let best = &mut strongest[usize::from(place.column)];
                    *best = part.max(*best);
                }
            }
            all.sort_unstable_by(|a, b| b.cmp(a));
            let most: i64 = all.iter().take(self.columns.len() - 1).sum();
            let sum: i64 = strongest.iter().sum();
            for place in self.places.row(member) {
                let column = usize::from(place.column);
                self.columns[column].half[place.option as usize] = most.min(sum - strongest[column]);
            }
        }
    }

    /// The same board with the options that are kept.
    pub(super) fn keep(&self, kept: &[Vec<bool>]) -> Self {
        let columns = self.columns.iter().zip(kept).map(|(column, kept)| Column {
            seat: column.seat,
            member: filtered(&column.member, kept),
            points: filtered(&column.points, kept),
            cost: filtered(&column.cost, kept),
            half: Vec::new(),
        });
        self.renumbered(self.seated.clone(), columns.collect())
    }

    fn renumbered(&self, seated: Seated, columns: Vec<Column>) -> Self {
        let mut numbers = vec![ABSENT; self.members.len()];
        let mut board = Self::of(seated, columns, &mut numbers);
        let on_board = |other: u32| Some(numbers[other as usize]).filter(|&other| other != ABSENT);
        let (mut ties, mut blocks) = (Vec::new(), Vec::new());
        for (number, member) in (0..).zip(&mut board.members) {
            let near = self.ties.row(*member).iter();
            ties.extend(near.filter_map(|&(other, points)| Some((number, (on_board(other)?, points)))));
            let blocked = self.blocks.row(*member).iter();
            blocks.extend(blocked.filter_map(|&other| Some((number, on_board(other)?))));
            *member = self.members[*member as usize];
        }
        board.ties = Rows::new(board.members.len(), ties);
        board.blocks = Rows::new(board.members.len(), blocks);
        board.join();
        board
    }

    /// What an option costs.
    pub(super) fn cost(&self, place: Place) -> i64 {
        self.columns[usize::from(place.column)].cost[place.option as usize]
    }

    /// For each member where it is among the components.
    pub(super) fn component_of(&self) -> Vec<Option<u32>> {
        let mut component = vec![None; self.members.len()];
        for number in 0..count(self.components.len()) {
            self.components.row(number).iter().for_each(|&member| component[member as usize] = Some(number));
        }
        component
    }

    /// How many options there are.
    pub(super) fn options(&self) -> usize {
        self.columns.iter().map(|column| column.member.len()).sum()
    }

    /// All free seats.
    pub(super) fn free(&self) -> Seats {
        Seats::try_from((1_u32 << self.columns.len()) - 1).expect("at most 16 seats")
    }
}

/// An option by its column and its place in it.
pub(super) fn place(column: usize, option: usize) -> Place {
    Place { column: u8::try_from(column).expect("at most 16 seats"), option: count(option) }
}

/// Half, rounded up, so that two halves are never less than the whole.
pub(super) fn half_up(value: i64) -> i64 {
    (value + 1) >> 1
}

/// Marks a member who is not on the board.
const ABSENT: u32 = u32::MAX;

fn count(members: usize) -> u32 {
    u32::try_from(members).expect("members are numbered in u32")
}

fn filtered<T: Copy>(items: &[T], kept: &[bool]) -> Vec<T> {
    items.iter().zip(kept).filter(|&(_, &kept)| kept).map(|(&item, _)| item).collect()
}
