//! What the bank says: files that an admin hands in, what each part of them did, and money that came in.
//!
//! A file is kept as it was sent, once: sent again it is answered as it was the first time. Each of its parts is kept too,
//! with the batch that it is about, so that all that was ever heard of a batch can be matched with all that was sent in it
//! ([`matching`]). Nothing is passed over in silence: a part that is about no payout is a credit ([`credits`]) or is listed
//! as unmatched. Credits that nobody claims an admin sends back ([`sending_back`]), or closes with a note ([`closing`]),
//! also where the bank refuses to send them back.

pub mod closing;
mod credits;
mod fates;
mod matching;
pub mod sending_back;
pub mod service;
mod store;
pub mod views;
