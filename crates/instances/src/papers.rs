//! A network of authors that grew by papers: whoever wrote one together knows each other.
//!
//! Each paper belongs to a community. Its first author is new or has written before, the more the likelier
//! (preferential attachment, Barabási and Albert 1999); the others are former co-authors, others of the community, or new.
//! All authors of a paper are tied to each other, so ties form cliques (Newman 2001), and the more papers two have written
//! together the stronger their tie, with less for each further one.

use crate::{
    member::Home,
    random::{Random, Stream},
    ties::Tie,
    world::{FIELDS, PLACES, SKILLS},
};

/// How many authors a community has, about.
const COMMUNITY: usize = 280;
/// Authors of a paper, by how common such papers are.
const AUTHORS: [usize; 12] = [1, 2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 9];

/// Authors while their network grows.
struct Network {
    random: Random,
    most: usize,
    homes: Vec<Home>,
    /// By community: its authors, once for each paper.
    credits: Vec<Vec<u32>>,
    /// By author: co-authors, once for each joint paper.
    partners: Vec<Vec<u32>>,
}

/// Grows a network of so many authors: where each is at home, and their ties.
pub(crate) fn network(seed: u64, authors: usize) -> (Vec<Home>, Vec<Tie>) {
    let mut network = Network {
        random: Random::new(seed, Stream::Papers, 0),
        most: authors,
        homes: Vec::with_capacity(authors),
        credits: vec![Vec::new(); authors / COMMUNITY + 1],
        partners: Vec::with_capacity(authors),
    };
    while network.homes.len() < authors {
        network.publish();
    }
    let ties = network.ties();
    (network.homes, ties)
}

impl Network {
    fn publish(&mut self) {
        let community = self.random.position(self.credits.len());
        let many = self.random.pick(&AUTHORS);
        let mut authors: Vec<u32> = Vec::with_capacity(many);
        for _ in 0..many {
            let lead = authors.first().copied();
            if let Some(author) = self.author(community, lead)
                && !authors.contains(&author)
            {
                authors.push(author);
            }
        }
        for &author in &authors {
            self.credits[community].push(author);
            self.partners[author as usize].extend(authors.iter().copied().filter(|&other| other != author));
        }
    }

    /// Somebody for a paper; `None` where nobody of the kind that was drawn is left.
    fn author(&mut self, community: usize, lead: Option<u32>) -> Option<u32> {
        let kind = self.random.between(1, 100);
        match (kind, lead) {
            (1..=34, _) => self.newcomer(community),
            (35..=74, Some(lead)) => self.one_of(|network| &network.partners[lead as usize]),
            (96..=100, _) => {
                let elsewhere = self.random.position(self.credits.len());
                self.one_of(|network| &network.credits[elsewhere])
            }
            _ => self.one_of(|network| &network.credits[community]),
        }
    }

    fn newcomer(&mut self, community: usize) -> Option<u32> {
        if self.homes.len() == self.most {
            return None;
        }
        let number = u32::try_from(self.homes.len()).expect("numbers of members are u32");
        self.homes.push(Home {
            // Every other author works where most of the community does.
            place: if self.random.chance(50) { community * 7 % PLACES } else { Home::draw(&mut self.random).place },
            field: community % FIELDS.len(),
            second: (community * SKILLS + 3) % FIELDS.len(),
        });
        self.partners.push(Vec::new());
        Some(number)
    }

    fn one_of(&mut self, list: impl Fn(&Self) -> &Vec<u32>) -> Option<u32> {
        let many = list(self).len();
        (many > 0).then(|| {
            let at = self.random.position(many);
            list(self)[at]
        })
    }

    fn ties(&mut self) -> Vec<Tie> {
        let mut ties = Vec::new();
        for (a, partners) in (0..).zip(&mut self.partners) {
            partners.sort_unstable();
            for joint in partners.chunk_by(|one, other| one == other).filter(|joint| joint[0] > a) {
                // One paper is worth 400, two 571, three 667, ten 870.
                let papers = joint.len();
                let strength = u16::try_from(1000 * 2 * papers / (2 * papers + 3)).expect("below 1000");
                ties.push(Tie { a, b: joint[0], strength });
            }
        }
        ties
    }
}
