//! What people do, and how often: the requests that the pages of each hat send.

use muster::identity::Hat;
use muster_instances::Random;

/// One request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Act {
    /// How many notices nobody read yet.
    Unread,
    /// A client's briefs.
    Briefs,
    /// One of them.
    Brief,
    /// Its bids, sealed or side by side.
    Bids,
    /// What a brief would get, as it stands while somebody types.
    Quote,
    /// A draft is saved.
    Draft,
    /// It is posted.
    Post,
    /// A bid is awarded.
    Award,
    /// A client's contracts.
    Engagements,
    /// One of them.
    Engagement,
    /// Seats that a member is offered.
    Invitations,
    /// One of them.
    Invitation,
    /// It is accepted or declined.
    Answer,
    /// Briefs on which a member may bid.
    OpenBriefs,
    /// A member's bids.
    OwnBids,
    /// A member's contracts.
    OwnEngagements,
    /// A member's free hours, week by week.
    Weeks,
    /// The hours of a usual week.
    Week,
    /// They are changed.
    Edit,
    /// What a member earned.
    Earnings,
    /// A member's turns.
    Turns,
    /// The spaces of an operator.
    Spaces,
    /// One of a space's pages.
    Space,
    /// One of a steward's lists.
    Cases,
    /// One of an admin's lists.
    Desk,
    /// A session goes on with new tokens.
    Renew,
}

/// What somebody does, and how often among all that they do.
type Mix = &'static [(Act, usize)];

// Posts and awards are no part of a mix: they use things up, and happen by the clock.
const CLIENT: Mix = &[
    (Act::Quote, 22),
    (Act::Brief, 22),
    (Act::Briefs, 16),
    (Act::Bids, 16),
    (Act::Unread, 10),
    (Act::Engagement, 8),
    (Act::Engagements, 6),
];
const MEMBER: Mix = &[
    (Act::Invitations, 22),
    (Act::Invitation, 14),
    (Act::Answer, 10),
    (Act::Unread, 10),
    (Act::Weeks, 10),
    (Act::OpenBriefs, 8),
    (Act::OwnBids, 8),
    (Act::OwnEngagements, 6),
    (Act::Earnings, 5),
    (Act::Turns, 4),
    (Act::Edit, 3),
];
const OPERATOR: Mix = &[(Act::Space, 60), (Act::Spaces, 30), (Act::Unread, 10)];
const STEWARD: Mix = &[(Act::Cases, 90), (Act::Unread, 10)];
const ADMIN: Mix = &[(Act::Desk, 90), (Act::Unread, 10)];

fn mix(hat: Hat) -> Mix {
    match hat {
        Hat::Client => CLIENT,
        Hat::Member => MEMBER,
        Hat::Operator => OPERATOR,
        Hat::Steward => STEWARD,
        Hat::Admin => ADMIN,
    }
}

/// What somebody under that hat does next.
pub(crate) fn draw(hat: Hat, random: &mut Random) -> Act {
    let mix = mix(hat);
    let mut place = random.position(mix.iter().map(|(_, weight)| weight).sum());
    for (act, weight) in mix {
        if place < *weight {
            return *act;
        }
        place -= weight;
    }
    Act::Unread
}

impl Act {
    /// In words, for a table.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Unread => "unread notices",
            Self::Briefs => "client: briefs",
            Self::Brief => "client: a brief",
            Self::Bids => "client: the bids for a brief",
            Self::Quote => "client: a quote while typing",
            Self::Draft => "client: begins a draft",
            Self::Post => "client: posts it",
            Self::Award => "client: awards a bid",
            Self::Engagements => "client: contracts",
            Self::Engagement => "client: a contract",
            Self::Invitations => "member: invitations",
            Self::Invitation => "member: an invitation",
            Self::Answer => "member: accepts or declines",
            Self::OpenBriefs => "member: briefs to bid on",
            Self::OwnBids => "member: bids",
            Self::OwnEngagements => "member: contracts",
            Self::Weeks => "member: free hours",
            Self::Week => "member: a usual week",
            Self::Edit => "member: changes it",
            Self::Earnings => "member: earnings",
            Self::Turns => "member: turns",
            Self::Spaces => "operator: spaces",
            Self::Space => "operator: a space's pages",
            Self::Cases => "steward: cases and turns",
            Self::Desk => "admin: jobs, fundings, checks",
            Self::Renew => "goes on with a session",
        }
    }

    /// How it is answered where all is well.
    pub(crate) const fn success(self) -> u16 {
        match self {
            Self::Draft | Self::Award => 201,
            Self::Answer => 204,
            _ => 200,
        }
    }

    /// Whether the state of things may refuse it: somebody else may have been faster.
    pub(crate) const fn may_be_refused(self, status: u16) -> bool {
        matches!((self, status), (Self::Answer | Self::Award, 409) | (Self::Edit, 412))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_hat_does_what_its_mix_says_as_often_as_it_says() {
        let mut random = Random::keyed(3, &[]);
        for hat in Hat::ALL {
            let drawn: Vec<Act> = (0..20_000).map(|_| draw(*hat, &mut random)).collect();
            assert_eq!(mix(*hat).iter().map(|(_, weight)| weight).sum::<usize>(), 100, "{hat}");
            for (act, weight) in mix(*hat) {
                let many = drawn.iter().filter(|other| *other == act).count();
                assert!(many.abs_diff(weight * 200) < 300, "{hat}: {act:?} {many} times");
            }
        }
    }
}
