//! The text format of Prometheus, version 0.0.4, as far as it is needed here.

use std::fmt::{self, Display, Write};

/// What a family of samples is.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// It only grows, from the start of the server on.
    Counter,
    /// It goes up and down.
    Gauge,
    /// How many were at most so large.
    Histogram,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Counter => "counter",
            Self::Gauge => "gauge",
            Self::Histogram => "histogram",
        }
    }
}

/// Names with values.
pub(super) type Labels<'a> = &'a [(&'a str, &'a str)];

/// A text that is being written.
#[derive(Default)]
pub(super) struct Text(String);

impl Text {
    /// Begins a family: what it is called and what it means. Its samples follow, if there are any.
    pub(super) fn family(&mut self, name: &'static str, kind: Kind, help: &str) -> Family<'_> {
        let help = help.replace('\\', "\\\\").replace('\n', "\\n");
        put(&mut self.0, format_args!("# HELP {name} {help}\n# TYPE {name} {}\n", kind.as_str()));
        Family { text: &mut self.0, name }
    }

    /// A family of one number without labels.
    pub(super) fn one(&mut self, name: &'static str, kind: Kind, help: &str, value: impl Display) {
        self.family(name, kind, help).sample(&[], value);
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        self.0
    }
}

/// A family whose samples are being written.
pub(super) struct Family<'t> {
    text: &'t mut String,
    name: &'static str,
}

impl Family<'_> {
    /// A sample with those labels.
    pub(super) fn sample(&mut self, labels: Labels<'_>, value: impl Display) {
        self.part("", labels, value);
    }

    /// A sample of a histogram: `_bucket`, `_sum` or `_count`.
    pub(super) fn part(&mut self, suffix: &str, labels: Labels<'_>, value: impl Display) {
        put(self.text, format_args!("{}{suffix}", self.name));
        for (at, (name, value)) in labels.iter().enumerate() {
            let before = if at == 0 { '{' } else { ',' };
            put(self.text, format_args!("{before}{name}=\"{}\"", escaped(value)));
        }
        let after = if labels.is_empty() { "" } else { "}" };
        put(self.text, format_args!("{after} {value}\n"));
    }
}

fn put(text: &mut String, what: fmt::Arguments<'_>) {
    text.write_fmt(what).expect("a String takes whatever is written to it");
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

/// Microseconds, told in seconds.
pub(super) struct Seconds(pub(super) u64);

impl Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_says_what_it_is_and_then_its_samples() {
        let mut text = Text::default();
        text.one("up", Kind::Gauge, "Whether it is up.", 1);
        let mut jobs = text.family("jobs", Kind::Counter, "Jobs\nby lane, with a \\.");
        jobs.sample(&[("lane", "mail"), ("state", "a \"b\" \\ c\nd")], -2);
        text.family("none", Kind::Histogram, "Nothing yet.");
        assert_eq!(
            text.finish(),
            "# HELP up Whether it is up.\n\
             # TYPE up gauge\n\
             up 1\n\
             # HELP jobs Jobs\\nby lane, with a \\\\.\n\
             # TYPE jobs counter\n\
             jobs{lane=\"mail\",state=\"a \\\"b\\\" \\\\ c\\nd\"} -2\n\
             # HELP none Nothing yet.\n\
             # TYPE none histogram\n"
        );
    }

    #[test]
    fn seconds_are_told_to_the_microsecond() {
        let told = |micros| Seconds(micros).to_string();
        assert_eq!((told(0), told(5), told(1_250_000)), ("0.000000".into(), "0.000005".into(), "1.250000".into()));
    }
}
