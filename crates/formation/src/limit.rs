//! When to stop searching: after so many nodes, or when the caller says so. The engine itself has no clock.

use std::fmt;

/// How long a search may go on. It is used up by searching.
///
/// A limit of nodes gives the same answer on every machine; a caller's signal may look at a clock, and the answer
/// then depends on it. Either way the answer says what was proven and what was not.
pub struct Limit<'a> {
    nodes: u64,
    stop: Option<&'a mut dyn FnMut() -> bool>,
    spent: bool,
    /// How many steps of growing groups a board may take for each of its options before it counts as too closely knit.
    pub(crate) group_steps: u64,
}

/// As many as a look at groups is worth, where the caller does not say.
const GROUP_STEPS: u64 = 32;

impl<'a> Limit<'a> {
    /// Search until everything is proven.
    pub fn none() -> Self {
        Self { nodes: u64::MAX, stop: None, spent: false, group_steps: GROUP_STEPS }
    }

    /// Search at most so many nodes.
    pub fn nodes(nodes: u64) -> Self {
        Self { nodes, ..Self::none() }
    }

    /// Search until `stop` says true; it is asked about once a node.
    pub fn until(stop: &'a mut dyn FnMut() -> bool) -> Self {
        Self { stop: Some(stop), ..Self::none() }
    }

    /// Grows groups of tied members in at most so many steps for each candidate of a free seat, and goes seat by seat where
    /// there are more groups; with 0 it goes seat by seat throughout. This changes how long a proof takes, never what is
    /// proven.
    #[must_use]
    pub fn group_steps(self, group_steps: u64) -> Self {
        Self { group_steps, ..self }
    }

    /// Whether the search has to end.
    pub(crate) fn is_spent(&mut self) -> bool {
        if !self.spent {
            self.spent = self.nodes == 0 || self.stop.as_mut().is_some_and(|stop| stop());
        }
        self.spent
    }

    /// Asks leave to look at one more node.
    pub(crate) fn take_node(&mut self) -> bool {
        if self.is_spent() {
            return false;
        }
        self.nodes -= 1;
        true
    }
}

impl fmt::Debug for Limit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Limit").field("nodes", &self.nodes).field("spent", &self.spent).finish_non_exhaustive()
    }
}
