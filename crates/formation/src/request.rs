//! A brief, checked against a pool.

use std::collections::HashSet;

use crate::{
    Index, Refusal,
    document::{Brief, Seat, Weights},
    index::Slot,
    refusal::{at_least, within},
};

/// A brief that was checked whole against the pool it asks of.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    pub(crate) index: &'a Index,
    pub(crate) brief: String,
    pub(crate) seats: Vec<Wanted>,
    pub(crate) budget: Option<i64>,
    /// Sorted.
    pub(crate) excluded: Vec<Slot>,
    pub(crate) weights: Weights,
    pub(crate) teams: usize,
    /// In how many members a team must differ from each earlier one.
    pub(crate) difference: usize,
}

/// A seat in the index's own numbers.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub(crate) id: String,
    pub(crate) needs: Vec<Asked>,
    pub(crate) hours: u8,
    pub(crate) from: usize,
    pub(crate) weeks: usize,
    /// Hours over the whole window: what one unit of rate costs here.
    pub(crate) total_hours: i64,
    pub(crate) rate_cap: Option<i64>,
    /// `None` stands for a language that nobody speaks.
    pub(crate) languages: Vec<Option<u32>>,
    pub(crate) near: Option<Nearby>,
    pub(crate) locked: Option<Slot>,
    /// What thrift is measured against.
    pub(crate) thrift_cap: i64,
}

impl Wanted {
    /// Whether the very same members may take this seat and the other, for the same points and costs. Seats that are
    /// locked are like no other.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let wishes = |seat: &Self| (seat.hours, seat.from, seat.weeks, seat.rate_cap, seat.near, seat.thrift_cap);
        self.locked.is_none()
            && other.locked.is_none()
            && wishes(self) == wishes(other)
            && self.needs == other.needs
            && self.languages == other.languages
    }
}

/// A need; its skill is `None` where the pool does not know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) skill: Option<u32>,
    pub(crate) level: u8,
    pub(crate) weight: i64,
    pub(crate) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Must,
    Nice,
}

/// A place of work; `None` where no member lives there and nothing is known of its distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Nearby {
    pub(crate) place: Option<u32>,
    pub(crate) km: i64,
}

impl<'a> Request<'a> {
    /// Checks a brief whole against the pool it asks of.
    ///
    /// Excluded members need not be in the pool (they may have left it); locked ones must be.
    ///
    /// # Errors
    /// The first thing in the document that cannot be believed.
    pub fn new(index: &'a Index, brief: &Brief) -> Result<Self, Refusal> {
        if !(1..=16).contains(&brief.seats.len()) {
            return Err(Refusal::new("seats", brief.seats.len(), "1 to 16 seats"));
        }
        let mut seats = Vec::with_capacity(brief.seats.len());
        for (at, seat) in brief.seats.iter().enumerate() {
            if let Some(twin) = brief.seats[..at].iter().position(|other| other.id == seat.id) {
                let right = format!("an id that is not that of seats[{twin}]");
                return Err(Refusal::new(format!("seats[{at}].id"), &seat.id, right));
            }
            seats.push(wanted(index, seat, &format!("seats[{at}]"))?);
        }
        let budget = brief.budget.map(|budget| at_least(|| "budget".into(), budget, 0)).transpose()?;
        let mut excluded: Vec<Slot> = brief.excluded.iter().filter_map(|id| index.member(id)).collect();
        excluded.sort_unstable();
        lock(index, brief, &mut seats)?;
        check_weights(&brief.weights)?;
        let teams = within(|| "teams".into(), brief.teams, 1, 10)?;
        let difference = at_least(|| "min_difference".into(), brief.min_difference, 1)?;
        let open = seats.len() - brief.locked.len();
        set_thrift_caps(&mut seats, budget);
        Ok(Self {
            index,
            brief: brief.id.clone(),
            seats,
            budget,
            excluded,
            weights: brief.weights,
            teams: usize::try_from(teams).expect("at most 10"),
            difference: usize::try_from(difference).unwrap_or(usize::MAX).min(open).max(1),
        })
    }

    /// The ids of the seats, in order.
    pub fn seats(&self) -> impl ExactSizeIterator<Item = &str> {
        self.seats.iter().map(|seat| seat.id.as_str())
    }

    /// N: how often a seat's points count, so that seats and pairs are on one scale.
    pub(crate) fn scale(&self) -> i64 {
        i64::try_from(self.seats.len() - 1).expect("at most 15").max(1)
    }

    /// Whether a member is locked into some seat.
    pub(crate) fn is_locked(&self, member: Slot) -> bool {
        self.seats.iter().any(|seat| seat.locked == Some(member))
    }

    /// Whether a member is excluded.
    pub(crate) fn is_excluded(&self, member: Slot) -> bool {
        self.excluded.binary_search(&member).is_ok()
    }
}

fn wanted(index: &Index, seat: &Seat, place: &str) -> Result<Wanted, Refusal> {
    if seat.skills.is_empty() {
        return Err(Refusal::new(format!("{place}.skills"), &seat.skills, "at least one skill"));
    }
    let mut needs = Vec::with_capacity(seat.skills.len());
    let mut named = HashSet::new();
    for (at, need) in seat.skills.iter().enumerate() {
        if !named.insert(&need.skill) {
            let right = "a skill that this seat does not ask for already";
            return Err(Refusal::new(format!("{place}.skills[{at}].skill"), &need.skill, right));
        }
        let level = within(|| format!("{place}.skills[{at}].level"), need.level, 1, 5)?;
        let weight = within(|| format!("{place}.skills[{at}].weight"), need.weight, 1, 10)?;
        let kind = if need.must { Kind::Must } else { Kind::Nice };
        let level = u8::try_from(level).expect("at most 5");
        needs.push(Asked { skill: index.skill(&need.skill), level, weight, kind });
    }
    let hours = within(|| format!("{place}.hours"), seat.hours, 1, 80)?;
    let (from, weeks) = window(index, seat, place)?;
    if let Some(cap) = seat.rate_cap {
        at_least(|| format!("{place}.rate_cap"), cap, 1)?;
    }
    let near = match &seat.near {
        None => None,
        Some(near) => {
            let km = at_least(|| format!("{place}.near.km"), near.km, 1)?;
            Some(Nearby { place: index.place(&near.place), km })
        }
    };
    Ok(Wanted {
        id: seat.id.clone(),
        needs,
        hours: u8::try_from(hours).expect("at most 80"),
        from,
        weeks,
        total_hours: hours * seat.weeks,
        rate_cap: seat.rate_cap,
        languages: seat.languages.iter().map(|name| index.language(name)).collect(),
        near,
        locked: None,
        thrift_cap: 0,
    })
}

/// The first week and the length of a seat's window, which must lie inside the horizon.
fn window(index: &Index, seat: &Seat, place: &str) -> Result<(usize, usize), Refusal> {
    let horizon = i64::try_from(index.weeks()).expect("at most 104");
    let from = within(|| format!("{place}.from_week"), seat.from_week, 0, horizon - 1)?;
    let weeks = within(|| format!("{place}.weeks"), seat.weeks, 1, horizon - from)?;
    Ok((usize::try_from(from).expect("not negative"), usize::try_from(weeks).expect("not negative")))
}

fn lock(index: &Index, brief: &Brief, seats: &mut [Wanted]) -> Result<(), Refusal> {
    let mut taken = Vec::new();
    for (seat, member) in &brief.locked {
        let place = || format!("locked.{seat}");
        let wanted = seats.iter_mut().find(|wanted| wanted.id == *seat);
        let wanted = wanted.ok_or_else(|| Refusal::new(place(), seat, "the id of a seat of this brief"))?;
        let slot =
            index.member(member).ok_or_else(|| Refusal::new(place(), member, "the id of a member of the pool"))?;
        if taken.contains(&slot) {
            return Err(Refusal::new(place(), member, "a member who is not locked into another seat"));
        }
        taken.push(slot);
        wanted.locked = Some(slot);
    }
    Ok(())
}

fn check_weights(weights: &Weights) -> Result<(), Refusal> {
    let Weights { fit, proof, turn, thrift, near, cohesion } = *weights;
    let named =
        [("fit", fit), ("proof", proof), ("turn", turn), ("thrift", thrift), ("near", near), ("cohesion", cohesion)];
    for (name, weight) in named {
        within(|| format!("weights.{name}"), weight, 0, 1000)?;
    }
    Ok(())
}

/// Thrift is measured against a seat's own cap, else against the budget's even share of an hour, else not at all.
fn set_thrift_caps(seats: &mut [Wanted], budget: Option<i64>) {
    let hours: i64 = seats.iter().map(|seat| seat.total_hours).sum();
    for seat in seats {
        seat.thrift_cap = seat.rate_cap.or(budget.map(|budget| budget / hours)).unwrap_or(0);
    }
}
