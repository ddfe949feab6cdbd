//! Stretches of time, in whole seconds since 1970 (UTC): sets of them, and their arithmetic.

use std::ops::Range;

/// A set of instants: disjoint stretches in order, none of them empty, no two that touch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Spans(Vec<Range<i64>>);

impl Spans {
    /// What any of `spans` covers. Those that end before they begin cover nothing.
    pub(super) fn covering(mut spans: Vec<Range<i64>>) -> Self {
        spans.retain(|span| span.start < span.end);
        spans.sort_unstable_by_key(|span| span.start);
        let mut merged: Vec<Range<i64>> = Vec::with_capacity(spans.len());
        for span in spans {
            match merged.last_mut() {
                Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
                _ => merged.push(span),
            }
        }
        Self(merged)
    }

    /// What either covers.
    pub(super) fn and(self, other: Self) -> Self {
        let mut all = self.0;
        all.extend(other.0);
        Self::covering(all)
    }

    /// What of this lies within `span`.
    pub(super) fn within(&self, span: &Range<i64>) -> Self {
        let clipped = self.touching(span).iter().map(|own| own.start.max(span.start)..own.end.min(span.end));
        Self(clipped.filter(|own| own.start < own.end).collect())
    }

    /// What of this `other` does not cover.
    pub(super) fn without(&self, other: &Self) -> Self {
        let mut left = Vec::new();
        for own in &self.0 {
            let mut from = own.start;
            for gone in other.touching(own) {
                left.push(from..gone.start.min(own.end));
                from = from.max(gone.end);
            }
            left.push(from..own.end);
        }
        Self::covering(left)
    }

    /// How many seconds both cover.
    pub(super) fn shared_with(&self, other: &Self) -> i64 {
        other.0.iter().map(|span| self.within(span).seconds()).sum()
    }

    /// How many seconds this covers.
    pub(super) fn seconds(&self) -> i64 {
        self.0.iter().map(|span| span.end - span.start).sum()
    }

    /// Whether this covers nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those of its stretches that may reach into `span`.
    fn touching(&self, span: &Range<i64>) -> &[Range<i64>] {
        let first = self.0.partition_point(|own| own.end <= span.start);
        let last = self.0.partition_point(|own| own.start < span.end);
        self.0.get(first..last).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spans() -> impl Strategy<Value = Vec<Range<i64>>> {
        prop::collection::vec((0..60_i64, 0..20_i64).prop_map(|(from, length)| from..from + length), 0..8)
    }

    fn covered(spans: &[Range<i64>], second: i64) -> bool {
        spans.iter().any(|span| span.contains(&second))
    }

    proptest! {
        #[test]
        fn sets_of_time_are_what_they_are_second_by_second(a in spans(), b in spans(), from in 0..60_i64, length in 0..40_i64) {
            let (one, other) = (Spans::covering(a.clone()), Spans::covering(b.clone()));
            let both = one.clone().and(other.clone());
            let left = one.without(&other);
            let span = from..from + length;
            let inside = one.within(&span);
            let mut shared = 0;
            for second in 0..100 {
                let (in_a, in_b) = (covered(&a, second), covered(&b, second));
                prop_assert_eq!(covered(&both.0, second), in_a || in_b);
                prop_assert_eq!(covered(&left.0, second), in_a && !in_b);
                prop_assert_eq!(covered(&inside.0, second), in_a && span.contains(&second));
                shared += i64::from(in_a && in_b);
            }
            prop_assert_eq!(one.shared_with(&other), shared);
            let seconds = (0..100).filter(|second| covered(&a, *second)).count();
            prop_assert_eq!(one.seconds(), i64::try_from(seconds).unwrap());
            prop_assert!(one.0.windows(2).all(|pair| pair[0].end < pair[1].start));
        }
    }
}
