//! The wishes of a seat, one by one: how far each can be loosened, and the seat without it.

use crate::document::{Brief, Near, Seat, Wish};

/// A wish of one seat. It holds a copy of the seat as it is.
#[derive(Clone, Debug)]
pub(crate) struct SeatWish {
    pub(crate) wish: Wish,
    /// The skill or language it is about.
    pub(crate) name: Option<String>,
    seat: Seat,
}

/// The wishes of a seat that rule members out or make them dearer, in the order of the document.
pub(crate) fn of_seat(seat: &Seat) -> Vec<SeatWish> {
    let wish = |wish, name: Option<&String>| SeatWish { wish, name: name.cloned(), seat: seat.clone() };
    let mut wishes = Vec::new();
    for need in seat.skills.iter().filter(|need| need.must) {
        wishes.extend([wish(Wish::Level, Some(&need.skill)), wish(Wish::Must, Some(&need.skill))]);
    }
    wishes.extend([wish(Wish::Hours, None), wish(Wish::Weeks, None)]);
    wishes.extend(seat.rate_cap.map(|_| wish(Wish::RateCap, None)));
    for (at, language) in seat.languages.iter().enumerate() {
        if !seat.languages[..at].contains(language) {
            wishes.push(wish(Wish::Language, Some(language)));
        }
    }
    wishes.extend(seat.near.as_ref().map(|_| wish(Wish::Distance, None)));
    wishes
}

impl SeatWish {
    /// What the wish says in a seat, where it is a number.
    pub(crate) fn value(&self, seat: &Seat) -> Option<i64> {
        match self.wish {
            Wish::Level => seat.skills.iter().find(|need| self.is_about(&need.skill)).map(|need| need.level),
            Wish::Hours => Some(seat.hours),
            Wish::Weeks => Some(seat.weeks),
            Wish::RateCap => seat.rate_cap,
            Wish::Distance => seat.near.as_ref().map(|near| near.km),
            Wish::Must | Wish::Language | Wish::Start | Wish::Budget => None,
        }
    }

    /// How many steps there are: levels, hours and weeks go down to 1, and what is no number is dropped in one step.
    pub(crate) fn steps(&self) -> i64 {
        match (self.wish, self.value(&self.seat)) {
            (Wish::Level | Wish::Hours | Wish::Weeks, Some(value)) => value - 1,
            (_, Some(value)) => i64::MAX - value,
            (_, None) => 1,
        }
    }

    /// The seat with this wish loosened by so many steps, at most as many as there are.
    pub(crate) fn loosened(&self, step: i64) -> Seat {
        let mut seat = self.seat.clone();
        let needs = seat.skills.iter_mut().filter(|need| self.is_about(&need.skill));
        match self.wish {
            Wish::Level => needs.for_each(|need| need.level -= step),
            Wish::Must => needs.for_each(|need| need.must = false),
            Wish::Hours => seat.hours -= step,
            Wish::Weeks => seat.weeks -= step,
            Wish::RateCap => seat.rate_cap = seat.rate_cap.map(|cap| cap + step),
            Wish::Language => seat.languages.retain(|language| !self.is_about(language)),
            Wish::Distance => seat.near = seat.near.map(|near| Near { km: near.km + step, ..near }),
            // These are not wishes of one seat.
            Wish::Start | Wish::Budget => {}
        }
        seat
    }

    /// The seat without this wish; `None` where no seat can be without it.
    pub(crate) fn dropped(&self) -> Option<Seat> {
        match self.wish {
            Wish::Must | Wish::Language => Some(self.loosened(1)),
            Wish::RateCap => Some(Seat { rate_cap: None, ..self.seat.clone() }),
            Wish::Distance => Some(Seat { near: None, ..self.seat.clone() }),
            Wish::Level | Wish::Hours | Wish::Weeks | Wish::Start | Wish::Budget => None,
        }
    }

    fn is_about(&self, name: &String) -> bool {
        self.name.as_ref() == Some(name)
    }
}

/// A brief of this one seat, in which whoever is locked elsewhere is kept out as in the whole brief. Its candidates are
/// those of the seat in the whole brief, apart from thrift, which may look at the budget and all seats.
pub(crate) fn one_seat(brief: &Brief, seat: Seat) -> Brief {
    let elsewhere = brief.locked.iter().filter(|(id, _)| **id != seat.id).map(|(_, member)| member.clone());
    let here = brief.locked.get(&seat.id).map(|member| (seat.id.clone(), member.clone()));
    Brief {
        excluded: brief.excluded.iter().cloned().chain(elsewhere).collect(),
        locked: here.into_iter().collect(),
        seats: vec![seat],
        ..brief.clone()
    }
}
