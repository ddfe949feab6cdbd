//! What is sent where the plainest body that the API's description allows would be refused for what it says, before anybody
//! looked whose the object is: a password, an account at a bank, members of that very space. Everybody sends the same about
//! it, its owner and strangers, so that what they are answered differs by whose it is alone.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};
use serde_json::{Value, json};

use crate::support::{Network, PASSWORD};

/// What is sent instead.
pub struct Sent {
    /// What stands in the query, from the question mark on.
    pub query: &'static str,
    /// The body.
    pub body: Value,
}

impl Sent {
    fn of(body: Value) -> Option<Self> {
        Some(Self { query: "", body })
    }
}

/// What is sent with an operation (its method, and its path without what all begin with) about the object with those ids;
/// nothing where what the description allows will do.
pub fn sent(network: &Network, operation: &str, hat: &str, ids: &[String]) -> Option<Sent> {
    let id = ids.first().map_or("", String::as_str);
    match (operation, hat) {
        ("POST /disputes/{id}/files", _) => Some(Sent { query: "?name=note.txt", body: json!("A note.") }),
        // Members are not told the whole amount.
        ("POST /disputes/{id}/preview" | "POST /disputes/{id}/proposals", "member") => {
            Sent::of(json!({ "to_members": { "basis_points": 5_000 } }))
        }
        ("POST /engagements/{id}/handovers" | "POST /member/engagements/{id}/handovers", _) => {
            let seat = format!("SELECT seat AS found FROM engagement_seats WHERE engagement_id = '{id}'");
            let seat = first(network, &seat, 0);
            Sent::of(json!({ "seat": seat, "reason": "other", "words": "Somebody else knows more of this." }))
        }
        ("POST /me/passkeys/{id}/removal", _) => Sent::of(json!({ "password": PASSWORD })),
        ("POST /member/crews/{id}/invitations", _) => {
            Sent::of(json!({ "email": first(network, "SELECT email AS found FROM people", 0) }))
        }
        ("POST /member/invitations/{id}/counter", _) => Sent::of(json!({ "rate": 4_321, "overlapping": true })),
        ("POST /milestones/{id}/disputes", "member") => {
            Sent::of(json!({ "reason": "not_accepted", "words": "It was delivered a month ago." }))
        }
        ("PUT /spaces/{id}/bank-details", _) => {
            Sent::of(json!({ "holder": "Coworking e. V.", "iban": "DE89370400440532013000" }))
        }
        ("POST /spaces/{id}/connections", _) => {
            let at_home = format!(
                "SELECT p.email AS found FROM affiliations a JOIN members m ON m.id = a.member_id
                     JOIN people p ON p.id = m.person_id
                 WHERE a.space_id = '{id}' AND a.from_day <= 20261120 AND a.to_day IS NULL"
            );
            let emails = [0, 1].map(|place| first(network, &at_home, place));
            Sent::of(json!({ "kind": "advice", "emails": emails, "happened_on": "2026-11-19" }))
        }
        ("POST /spaces/{id}/operators", _) => {
            let nobody_yet = "SELECT email AS found FROM people
                 WHERE verified_at IS NOT NULL AND id NOT IN (SELECT person_id FROM hats WHERE hat = 'steward')";
            Sent::of(json!({ "email": first(network, nobody_yet, 0) }))
        }
        ("POST /spaces/{id}/terms", _) => Sent::of(json!({ "basis_points": 100, "from_day": "2027-06-01" })),
        _ => None,
    }
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    found: String,
}

/// What a query finds at that place, counted from 0, in the order of what is found.
fn first(network: &Network, query: &str, place: usize) -> String {
    let query = format!("{query} ORDER BY 1 LIMIT 1 OFFSET {place}");
    let found: Vec<Found> = network.db().read(|conn| Ok(sql_query(&query).load(conn)?)).unwrap();
    found.into_iter().next().unwrap_or_else(|| panic!("the demo has nothing at {place} of {query}")).found
}
