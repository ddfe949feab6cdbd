//! The rows of what happens once to a brief: members were called to bid, bids were opened.

use diesel::prelude::*;

use crate::{
    bids::seal::Revealed,
    briefs::BriefId,
    db::{Conn, Tx},
    error::{Error, Result},
    schema::{bid_calls, openings},
};

/// Whether members were told that they may bid on a brief.
pub(in crate::bids) fn was_called(conn: &mut Conn, brief: BriefId) -> Result<bool> {
    Ok(bid_calls::table.find(brief).count().get_result::<i64>(conn)? > 0)
}

pub(in crate::bids) fn note_call(tx: &mut Tx<'_>, brief: BriefId, members: i32) -> Result<()> {
    let row = (bid_calls::brief_id.eq(brief), bid_calls::members.eq(members), bid_calls::called_at.eq(tx.now()));
    diesel::insert_into(bid_calls::table).values(row).execute(&mut **tx)?;
    Ok(())
}

/// The seed of a brief's draw and the nonces that it was made of, once its bids are opened.
pub(in crate::bids) fn opening(conn: &mut Conn, brief: BriefId) -> Result<Option<(String, Vec<Revealed>)>> {
    let found = openings::table.find(brief).select((openings::seed, openings::nonces)).first(conn).optional()?;
    let Some((seed, nonces)): Option<(String, String)> = found else { return Ok(None) };
    let revealed = serde_json::from_str(&nonces).map_err(|cause| Error::internal("read an opening", cause))?;
    Ok(Some((seed, revealed)))
}

pub(in crate::bids) fn note_opening(tx: &mut Tx<'_>, brief: BriefId, seed: &str, revealed: &[Revealed]) -> Result<()> {
    let nonces = serde_json::to_string(revealed).map_err(|cause| Error::internal("write an opening", cause))?;
    let row = (
        openings::brief_id.eq(brief),
        openings::seed.eq(seed),
        openings::nonces.eq(nonces),
        openings::opened_at.eq(tx.now()),
    );
    diesel::insert_into(openings::table).values(row).execute(&mut **tx)?;
    Ok(())
}
