//! Use cases of spaces.

use muster_kernel::{Day, Money};

use super::{model::RateKind, store};
use crate::{
    book::{self, SeatTerms},
    db::Conn,
    error::{Error, Result},
    identity::MemberId,
};

/// The terms that divide what `member` earns, as they are in force on a day.
pub fn terms_for(conn: &mut Conn, member: MemberId, on: Day) -> Result<SeatTerms> {
    let home = match store::home(conn, member, on)? {
        Some(space) => Some((space, store::rate(conn, Some(space), RateKind::Commission, on)?)),
        None => None,
    };
    let network = store::rate(conn, None, RateKind::Network, on)?;
    let fund = store::rate(conn, None, RateKind::Fund, on)?;
    SeatTerms::new(home, network, fund)
        .ok_or_else(|| Error::internal("read terms", format!("the rates for {member} on {on} take more than half")))
}

/// What `member` keeps of `amount` under the terms in force on a day.
pub fn keeps(conn: &mut Conn, member: MemberId, on: Day, amount: Money) -> Result<Money> {
    let terms = terms_for(conn, member, on)?;
    Ok(book::member_part(amount, &terms))
}
