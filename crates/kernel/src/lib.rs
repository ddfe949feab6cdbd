//! The words that every part of Muster shares: ids, money and time.
//!
//! Nothing here reads a clock, draws a random number or touches a file; whoever needs an instant or an id is handed
//! one. So the rules built on this crate can be tested with any time and any id.
//!
//! ```
//! use muster_kernel::{Currency, Day, Money};
//!
//! let fee = Money::new(12_345, Currency::EUR);
//! let [member, space] = fee.split(&[9_000, 1_000]).try_into().unwrap();
//! assert_eq!((member.minor(), space.minor()), (11_111, 1_234)); // the odd cent goes to the largest remainder
//!
//! let day: Day = "2026-11-21".parse().unwrap();
//! assert_eq!(day.monday().to_string(), "2026-11-16");
//! ```

pub mod id;
pub mod money;
#[cfg(feature = "openapi")]
mod openapi;
#[cfg(feature = "diesel")]
mod sql;
pub mod time;

pub use id::Id;
pub use money::{BasisPoints, Currency, Money};
pub use time::{Day, Instant, Month};
