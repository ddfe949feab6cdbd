//! The second factor of a sign-in: a code from an app (TOTP, RFC 6238), for whoever wants one.
//!
//! It begins with the password: a secret is made, shown as a text and as a QR code, and sealed before it is kept. It counts
//! once a code shows that an app has it; ten recovery codes are shown then, and every other session ends, because a password
//! alone began it. From then on a right password is answered with a challenge: five minutes and five tries for a code.
//! Nobody learns before that whether somebody has a second factor.
//!
//! An app makes a code every thirty seconds; the one before and the one after are taken as well, because clocks differ. A
//! code voids itself and all that are older, so none is good twice. A recovery code is good once, in place of any code.
//! Wrong codes make an address wait at the door, wherever they come from, and after five of them at the sign-in somebody is
//! told by mail that their password is known.
//!
//! To turn it off takes the password and a code. Whoever lost app and recovery codes asks those who run the network, who
//! take it away with a command once they know whom they speak to, and every passkey with it. Whatever happens to it is told
//! by mail.

mod model;
mod qr;
pub mod routes;
pub mod service;
mod store;
