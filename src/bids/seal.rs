//! Seals and the draw: how anybody can see that no bid was changed after the deadline, and that equal bids were put in
//! order by chance. `docs/seals-and-draws.md` says how to do it by hand.

use muster_kernel::{Day, Money};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    BidId,
    model::Origin,
    store::{Bid, Taken},
};
use crate::{briefs::BriefId, hash, identity::MemberId};

/// What is sealed, field by field in this order.
#[derive(Serialize)]
struct Sealed<'a> {
    format: &'static str,
    bid: BidId,
    brief: BriefId,
    origin: Origin,
    revision: i32,
    price: Money,
    seats: Vec<SealedSeat<'a>>,
}

#[derive(Serialize)]
struct SealedSeat<'a> {
    seat: &'a str,
    member: MemberId,
    rate: i64,
    hours: i32,
    from: Day,
    weeks: i32,
    paid: i64,
}

impl<'a> SealedSeat<'a> {
    fn of(taken: &'a Taken) -> Self {
        Self {
            seat: &taken.seat,
            member: taken.member,
            rate: taken.rate_minor,
            hours: taken.hours,
            from: taken.first_monday,
            weeks: taken.weeks,
            paid: taken.paid_minor,
        }
    }
}

/// The canonical document of a bid: JSON without white space.
pub fn document(bid: &Bid, seats: &[Taken]) -> String {
    let sealed = Sealed {
        format: "muster-bid/1",
        bid: bid.id,
        brief: bid.brief_id,
        origin: bid.origin,
        revision: bid.revision,
        price: Money::new(bid.price_minor, bid.currency),
        seats: seats.iter().map(SealedSeat::of).collect(),
    };
    serde_json::to_string(&sealed).expect("a bid is made of texts and numbers")
}

/// The seal of a document: the SHA-256 of its bytes, a line feed, and the nonce.
pub fn seal(document: &str, nonce: &str) -> String {
    hash::sha256(format!("{document}\n{nonce}").as_bytes())
}

/// The nonce of a bid, as it is revealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Revealed {
    /// The bid.
    pub bid: BidId,
    /// Its nonce: 64 hexadecimal digits.
    pub nonce: String,
}

/// The seed of a draw: the SHA-256 of all nonces one after the other, in the order of the bids' ids. Nobody knows it
/// before the deadline, for it needs every nonce, and nobody can change it afterwards, for every nonce is sealed.
pub fn seed(revealed: &[Revealed]) -> String {
    let mut in_order: Vec<&Revealed> = revealed.iter().collect();
    in_order.sort_by_key(|revealed| revealed.bid);
    let nonces: String = in_order.into_iter().map(|revealed| revealed.nonce.as_str()).collect();
    hash::sha256(nonces.as_bytes())
}

/// The lot of a bid: the SHA-256 of the seed and the bid's id. Of equal bids, the one with the smaller lot comes first.
pub fn lot(seed: &str, bid: BidId) -> String {
    hash::sha256(format!("{seed}{bid}").as_bytes())
}

#[cfg(test)]
mod tests {
    use muster_kernel::Id;

    use super::*;

    #[test]
    fn a_draw_is_what_its_page_says() {
        // printf '%s' aabb | sha256sum; printf '%s' <seed>bid_… | sha256sum
        let (one, two) = (Id::from_bits(1), Id::from_bits(2));
        let revealed = |bid, nonce: &str| Revealed { bid, nonce: nonce.to_owned() };
        let drawn = seed(&[revealed(two, "bb"), revealed(one, "aa")]);
        assert_eq!(drawn, "486b34250bd4400c0aa90516fce9a9c0633a922eb40d0828cf299bc4e825acf4");
        assert_eq!(lot(&drawn, one), hash::sha256(format!("{drawn}{one}").as_bytes()));
    }
}
