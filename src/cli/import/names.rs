//! How many names of skills were recognised, and which were not.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap},
};

use crate::{cli::say, skills::SkillId};

/// The most names that are listed.
const LISTED: usize = 200;

/// Prints how many of the mentions were recognised, and the names that were not, the most frequent first.
pub(super) fn tell(mentions: &[String], recognised: &HashMap<String, SkillId>) {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for name in mentions {
        *counts.entry(name).or_default() += 1;
    }
    let mut unknown: Vec<(&String, usize)> = counts
        .iter()
        .filter(|(name, _)| !recognised.contains_key(**name))
        .map(|(name, count)| (*name, *count))
        .collect();
    unknown.sort_by_key(|(_, count)| Reverse(*count));
    let missed: usize = unknown.iter().map(|(_, count)| count).sum();
    say(format_args!(
        "skill names recognised: {} of {} mentions, {} of {} names",
        mentions.len() - missed,
        mentions.len(),
        counts.len() - unknown.len(),
        counts.len()
    ));
    for (name, count) in unknown.iter().take(LISTED) {
        say(format_args!("  not recognised: {name} ({count})"));
    }
    if let Some(rest) = unknown.len().checked_sub(LISTED).filter(|&rest| rest > 0) {
        say(format_args!("  and {rest} names more"));
    }
}
