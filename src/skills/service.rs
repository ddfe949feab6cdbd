//! Use cases of skills.

use std::{collections::HashSet, sync::LazyLock};

use super::{
    model::{Category, SkillId},
    store,
};
use crate::{db::Conn, error::Result};

/// The categories of work, in the order in which they are shown.
static CATEGORIES: LazyLock<Vec<Category>> = LazyLock::new(|| {
    let mut reader = csv::Reader::from_reader(include_str!("../../assets/categories.csv").as_bytes());
    reader.deserialize().collect::<csv::Result<_>>().expect("assets/categories.csv has the columns key and name")
});

/// The categories of work, in the order in which they are shown.
pub fn categories() -> &'static [Category] {
    &CATEGORIES
}

/// Every pair of related skills, once, with what knowing one is worth of knowing the other, in thousandths; in order.
pub fn related(conn: &mut Conn) -> Result<Vec<(SkillId, SkillId, u16)>> {
    let strength = |value: i32| u16::try_from(value).expect("the table holds strengths up to 999");
    Ok(store::related(conn)?.into_iter().map(|(a, b, value)| (a, b, strength(value))).collect())
}

/// Those of `ids` that are skills.
pub fn exist(conn: &mut Conn, ids: &[SkillId]) -> Result<HashSet<SkillId>> {
    Ok(store::existing(conn, ids)?.into_iter().collect())
}
