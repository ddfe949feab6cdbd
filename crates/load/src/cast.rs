//! Who takes part: the people of a demo network, as one command tells another.

use std::{fmt, str::FromStr};

use muster::identity::Hat;

/// Somebody under one hat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) hat: Hat,
    pub(crate) email: String,
    /// The client organisation or the member that they act as; empty under other hats.
    pub(crate) acts_as: String,
}

/// A line of words, of which the last one may be missing.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.hat, self.email, self.acts_as)
    }
}

impl FromStr for Part {
    type Err = String;
    fn from_str(line: &str) -> Result<Self, String> {
        let mut words = line.split_whitespace();
        let (Some(hat), Some(email)) = (words.next(), words.next()) else {
            return Err(format!("{line:?} is not a hat and an address"));
        };
        let acts_as = words.next().unwrap_or_default().to_owned();
        Ok(Self { hat: hat.parse()?, email: email.to_owned(), acts_as })
    }
}

/// Of a hundred clients of the server, so many wear each hat.
const SHARES: [(Hat, usize); 5] =
    [(Hat::Member, 60), (Hat::Client, 30), (Hat::Operator, 6), (Hat::Steward, 2), (Hat::Admin, 2)];

/// So many parts, the hats by their shares: where there are fewer people than that, some are there several times.
pub(crate) fn crowd(people: &[Part], many: usize) -> Vec<&Part> {
    let of_hat =
        |(hat, share): (Hat, usize)| people.iter().filter(move |part| part.hat == hat).cycle().take(many * share / 100);
    SHARES.into_iter().flat_map(of_hat).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(hat: Hat, number: usize) -> Part {
        Part { hat, email: format!("{hat}-{number}@demo.example"), acts_as: String::new() }
    }

    #[test]
    fn what_is_told_is_read_again() {
        let mia = Part { acts_as: "member_1".to_owned(), ..part(Hat::Member, 1) };
        for part in [mia, part(Hat::Admin, 1)] {
            assert_eq!(part.to_string().parse::<Part>(), Ok(part));
        }
        assert!("mia@demo.example".parse::<Part>().is_err());
        assert!("king mia@demo.example".parse::<Part>().unwrap_err().contains("client, member"));
    }

    #[test]
    fn a_crowd_wears_all_hats_and_every_member_is_in_it_before_one_is_there_twice() {
        let members = (0..250).map(|number| part(Hat::Member, number));
        let others = Hat::ALL.iter().filter(|hat| **hat != Hat::Member).map(|hat| part(*hat, 0));
        let people: Vec<Part> = members.chain(others).collect();
        let crowd = crowd(&people, 500);
        assert_eq!(crowd.len(), 500);
        let many = |hat: Hat| crowd.iter().filter(|part| part.hat == hat).count();
        assert_eq!(
            [Hat::Member, Hat::Client, Hat::Operator, Hat::Steward, Hat::Admin].map(many),
            [300, 150, 30, 10, 10]
        );
        assert!(people.iter().all(|part| crowd.contains(&part)));
    }
}
