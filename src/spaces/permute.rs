//! Spaces, permuted at random: for a rehearsal that is rolled back, in which it is seen that nothing else depends on them.

use std::collections::BTreeMap;

use diesel::prelude::*;
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha12Rng;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use super::{AffiliationId, SpaceId, TermsId};
use crate::{
    db::{Portable, Tx},
    error::Result,
    identity::PersonId,
    schema::{affiliations, space_operators, terms},
};

/// How many values one `IN` holds.
const CHUNK: usize = 500;

/// How many rows were dealt anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Permuted {
    /// Which member belongs to which space.
    pub affiliations: u64,
    /// Rates of spaces and of the network.
    pub terms: u64,
    /// Who operates which space.
    pub operators: u64,
}

/// Deals the spaces of all affiliations, the rates of all terms and the operators of all spaces anew; the same `seed` deals
/// the same way.
pub fn at_random(tx: &mut Tx<'_>, seed: &str) -> Result<Permuted> {
    let mut dice = ChaCha12Rng::from_seed(Sha256::digest(seed).into());
    Ok(Permuted {
        affiliations: deal_affiliations(tx, &mut dice)?,
        terms: deal_terms(tx, &mut dice)?,
        operators: deal_operators(tx, &mut dice)?,
    })
}

fn deal_affiliations(tx: &mut Tx<'_>, dice: &mut ChaCha12Rng) -> Result<u64> {
    let all = affiliations::table.order(affiliations::id).select((affiliations::id, affiliations::space_id));
    let (ids, mut spaces): (Vec<AffiliationId>, Vec<SpaceId>) =
        all.load::<(AffiliationId, SpaceId)>(&mut **tx)?.into_iter().unzip();
    spaces.shuffle(dice);
    let mut dealt: BTreeMap<SpaceId, Vec<AffiliationId>> = BTreeMap::new();
    for (id, space) in ids.iter().zip(spaces) {
        dealt.entry(space).or_default().push(*id);
    }
    for (space, ids) in dealt {
        for some in ids.chunks(CHUNK) {
            let theirs = affiliations::table.filter(affiliations::id.eq_any(some));
            diesel::update(theirs).set(affiliations::space_id.eq(space)).execute(&mut **tx)?;
        }
    }
    Ok(ids.len() as u64)
}

fn deal_terms(tx: &mut Tx<'_>, dice: &mut ChaCha12Rng) -> Result<u64> {
    let all = terms::table.order(terms::id).select((terms::id, terms::basis_points));
    let (ids, mut rates): (Vec<TermsId>, Vec<i32>) = all.load::<(TermsId, i32)>(&mut **tx)?.into_iter().unzip();
    rates.shuffle(dice);
    for (id, rate) in ids.iter().zip(rates) {
        diesel::update(terms::table.find(id)).set(terms::basis_points.eq(rate)).execute(&mut **tx)?;
    }
    Ok(ids.len() as u64)
}

fn deal_operators(tx: &mut Tx<'_>, dice: &mut ChaCha12Rng) -> Result<u64> {
    let all = space_operators::table
        .order((space_operators::space_id, space_operators::person_id))
        .select((space_operators::space_id, space_operators::person_id));
    let (spaces, mut people): (Vec<SpaceId>, Vec<PersonId>) =
        all.load::<(SpaceId, PersonId)>(&mut **tx)?.into_iter().unzip();
    people.shuffle(dice);
    diesel::delete(space_operators::table).execute(&mut **tx)?;
    for (space, person) in spaces.iter().zip(people) {
        // Somebody who operates two spaces may be dealt one of them twice.
        let row = (space_operators::space_id.eq(space), space_operators::person_id.eq(person));
        Portable(diesel::insert_into(space_operators::table).values(row).on_conflict_do_nothing())
            .execute(&mut **tx)?;
    }
    Ok(spaces.len() as u64)
}
