//! Who may look after a case: stewards without ties to either side of it, and the lot that picks among them.
//!
//! **Neutral.** A steward has nothing to do with a matter if they do not act for its client, are not in its team, have
//! no tie with and no block by or against anybody in it, have no seat beside one that is handed over and could not have
//! been in the team themselves, and neither belonged within the last two years to a home space of its members nor ran
//! one. Whoever is not neutral is not drawn, and is not shown the case either.
//!
//! **The lot.** A draw has a seed that nobody could choose: the dispute's id, the last link of the audit chain when it
//! was opened, and the number of the draw. Each candidate's ticket is the SHA-256 of seed and candidate, and the lowest
//! tickets win. Candidates, seed and winners are written in the audit log, so that anybody who may read it can draw again
//! with a line of shell.
//!
//! Calls identity, members, spaces and ties. Called by disputes, handovers, reviews and certificates.

pub mod lot;
pub mod service;
