//! Every table that says something of a person: whether it is told to them, and what becomes of it when they leave.
//!
//! A column says something of a person where it refers to a person or a member, or holds an account that is one's. A test
//! finds these columns in both databases, and fails where their table is not here, is here without one, is not told as it
//! says, or keeps what it should not.

use self::{
    Leaving::{Deleted, Emptied, Stays},
    Taking::{LeftOut, Told},
};

/// Whether somebody is told the rows that are theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// They are.
    Told,
    /// They are not, and why.
    LeftOut(&'static str),
}

/// What becomes of somebody's rows when they leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// They are deleted.
    Deleted,
    /// They stay, emptied of what says who it was.
    Emptied,
    /// They stay, and why. They name the person or the member by an id, which is a pseudonym by then.
    Stays(&'static str),
}

const OTHERS: &str = "others' money, contracts or turns rest on it";
const OFFICE: &str = "it was done for the network or an organisation";
const LAW: &str = "the law wants it kept";
const CHAINED: &str = "it is chained, and never edited";
const SECRET: &str = "it is a secret, kept as a hash";
const SUMS: &str = "it is a sum of rows that are told";
const ACT: &str = "an act of office; the audit log tells it";

/// Every table that says something of a person.
pub const REGISTER: [(&str, Taking, Leaving); 84] = [
    ("affiliations", Told, Stays(OTHERS)),
    ("api_keys", Told, Stays(OFFICE)),
    ("audit_entries", Told, Stays(CHAINED)),
    ("availability_exceptions", Told, Deleted),
    ("balances", LeftOut(SUMS), Stays(LAW)),
    ("bank_credits", LeftOut("it says which funding a client's money was for"), Stays(LAW)),
    ("bank_details", Told, Stays("it shows where money went; what nothing was paid to is deleted")),
    ("bank_files", LeftOut(ACT), Stays(LAW)),
    ("bid_parts", Told, Stays(OTHERS)),
    ("bid_sign_offs", Told, Stays(OTHERS)),
    ("billing_details", Told, Stays(LAW)),
    ("blocks", Told, Deleted),
    ("booked_weeks", LeftOut(SUMS), Deleted),
    ("bookings", Told, Deleted),
    ("brief_revisions", Told, Stays(OFFICE)),
    ("briefs", Told, Stays(OFFICE)),
    ("calendar_days", Told, Deleted),
    ("calendar_links", Told, Deleted),
    ("calendars", Told, Deleted),
    ("client_invites", Told, Stays(OFFICE)),
    ("client_people", Told, Deleted),
    ("clients", Told, Stays(OFFICE)),
    ("commission_totals", LeftOut(SUMS), Stays(LAW)),
    ("connections", Told, Emptied),
    ("consents", Told, Stays("it shows that there was a consent, and until when")),
    ("counters", Told, Stays(OTHERS)),
    ("crew_members", Told, Emptied),
    ("crews", Told, Stays(OTHERS)),
    ("dispute_consents", Told, Stays(OTHERS)),
    ("dispute_decisions", Told, Stays(OFFICE)),
    ("dispute_files", Told, Deleted),
    ("dispute_members", Told, Stays(OTHERS)),
    ("dispute_proposals", Told, Stays(OTHERS)),
    ("dispute_statements", Told, Stays("the other side answered it, and a decision rests on it")),
    ("dispute_stewards", Told, Stays(OFFICE)),
    ("disputes", Told, Stays(OTHERS)),
    ("engagement_seats", Told, Stays(LAW)),
    ("fee_totals", LeftOut(SUMS), Stays(LAW)),
    ("finders", Told, Stays(OTHERS)),
    ("handovers", Told, Stays(OTHERS)),
    ("hats", Told, Deleted),
    ("idempotency_keys", LeftOut("it repeats what was answered within a week"), Deleted),
    ("invitations", Told, Stays(OTHERS)),
    ("invoice_lines", LeftOut("a line of a client's document; the split of the money is told"), Stays(LAW)),
    ("kept_evidence", Told, Deleted),
    ("line_shares", Told, Emptied),
    ("mail_tokens", LeftOut(SECRET), Deleted),
    ("member_bidding", Told, Deleted),
    ("member_clocks", Told, Deleted),
    ("member_languages", Told, Deleted),
    ("member_skills", Told, Deleted),
    ("members", Told, Emptied),
    ("notice_choices", Told, Deleted),
    ("notice_rhythms", Told, Deleted),
    ("notices", Told, Deleted),
    ("offers", Told, Stays(OTHERS)),
    ("passkey_challenges", LeftOut("it is what a browser was asked, for five minutes"), Deleted),
    ("passkeys", Told, Deleted),
    ("payout_batches", LeftOut(ACT), Stays(LAW)),
    ("payout_moves", LeftOut(ACT), Stays(LAW)),
    ("payouts", Told, Stays(LAW)),
    ("payouts_left_out", Told, Stays(LAW)),
    ("people", Told, Emptied),
    ("policy_proposals", Told, Stays("everybody may read it")),
    ("pool_changes", LeftOut("it says where a server looks, for a day"), Stays("it is deleted after a day")),
    ("postings", Told, Stays(CHAINED)),
    ("question_replies", Told, Stays("it was shown without a name")),
    ("questions", Told, Stays("it was shown without a name")),
    ("recovery_codes", LeftOut(SECRET), Deleted),
    ("refresh_tokens", LeftOut(SECRET), Deleted),
    ("review_sharing", Told, Deleted),
    ("reviews", Told, Emptied),
    ("run_members", Told, Stays("it is deleted with the pool, once the brief has ended")),
    ("second_factors", Told, Deleted),
    ("sessions", Told, Deleted),
    ("sign_in_challenges", LeftOut(SECRET), Deleted),
    ("space_operators", Told, Deleted),
    ("split_lines", Told, Stays(CHAINED)),
    ("standbys", Told, Stays(OTHERS)),
    ("statements", Told, Stays(CHAINED)),
    ("ties", Told, Deleted),
    ("turn_balances", Told, Stays(CHAINED)),
    ("turn_offers", Told, Stays(CHAINED)),
    ("weekly_patterns", Told, Deleted),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documentation_has_a_row_for_every_table() {
        let page = include_str!("../../docs/privacy.md");
        for (table, taking, leaving) in REGISTER {
            let taking = match taking {
                Told => "told".to_owned(),
                LeftOut(why) => format!("left out: {why}"),
            };
            let leaving = match leaving {
                Deleted => "deleted".to_owned(),
                Emptied => "emptied".to_owned(),
                Stays(why) => format!("stays: {why}"),
            };
            let row = format!("| `{table}` | {taking} | {leaving} |");
            assert!(page.contains(&row), "docs/privacy.md lacks: {row}");
        }
    }
}
