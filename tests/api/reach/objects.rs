//! Whose everything is: for each kind of thing that a path names, and for each hat that may use it, how one and its owner
//! are found in the database of the demo.

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types::Text};

use crate::support::{Network, On};

/// Whose something is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// A client's: where its id stands.
    Client(&'static str),
    /// A member's.
    Member(&'static str),
    /// Whoever runs that space.
    Operator(&'static str),
    /// That person's.
    Person(&'static str),
    /// The network's: there is nobody under that hat to whom it is another's.
    Network,
}

/// A kind of thing, to a hat.
pub struct Object {
    /// How a path names it.
    pub path: &'static str,
    /// To whom.
    pub hat: &'static str,
    /// Whose it is.
    pub of: Of,
    /// The ids that fill the path, with a bar between them.
    ids: &'static str,
    /// Where they stand.
    from: &'static str,
}

const fn object(hat: &'static str, path: &'static str, of: Of, ids: &'static str, from: &'static str) -> Object {
    Object { path, hat, of, ids, from }
}

use Of::{Client, Member, Network as All, Operator, Person};

/// Every kind of thing that a path of the API names.
pub const OBJECTS: &[Object] = &[
    // What is open to everybody.
    object("everybody", "/calendars/{link}", All, "'of the scene'", "(SELECT 1) x"),
    object("everybody", "/policies/{id}", All, "x.id", "policy_proposals x"),
    object("everybody", "/skills/{skill}", All, "x.id", "skills x"),
    object("any", "/me/passkeys/{id}", Person("x.person_id"), "x.id", "passkeys x"),
    object("any", "/sessions/{id}", Person("x.person_id"), "x.id", "sessions x"),
    object("any", "/spaces/{id}", All, "x.id", "spaces x"),
    // Clients.
    object("client", "/bids/{id}", Client("b.client_id"), "x.id", "bids x JOIN briefs b ON b.id = x.brief_id"),
    object("client", "/briefs/{id}", Client("x.client_id"), "x.id", "briefs x"),
    object("client", "/client/invites/{id}", Client("x.client_id"), "x.id", "client_invites x"),
    object("client", "/client/invoices/{id}", Client("x.client_id"), "x.id", "invoices x"),
    object("client", "/client/keys/{id}", Client("x.client_id"), "x.id", "api_keys x"),
    object("client", "/client/people/{id}", Client("x.client_id"), "x.person_id", "client_people x"),
    object("client", "/counters/{id}", Client("b.client_id"), "x.id", "counters x JOIN briefs b ON b.id = x.brief_id"),
    object("client", "/disputes/{id}", Client("x.client_id"), "x.id", OPEN_DISPUTES),
    object("client", "/disputes/{id}/files/{file}", Client("x.client_id"), "x.id || '|' || f.id", FILES),
    object("client", "/disputes/{id}/proposals/{proposal}", Client("x.client_id"), "x.id || '|' || f.id", PROPOSALS),
    object("client", "/engagements/{id}", Client("x.client_id"), "x.id", "engagements x"),
    object("client", "/fundings/{id}", Client("x.client_id"), "x.id", "fundings x"),
    object(
        "client",
        "/handovers/{id}",
        Client("e.client_id"),
        "x.id",
        "handovers x JOIN engagements e ON e.id = x.engagement_id",
    ),
    object(
        "client",
        "/milestones/{id}",
        Client("e.client_id"),
        "x.id",
        "milestones x JOIN engagements e ON e.id = x.engagement_id",
    ),
    object(
        "client",
        "/questions/{id}",
        Client("b.client_id"),
        "x.id",
        "questions x JOIN briefs b ON b.id = x.brief_id",
    ),
    object("client", "/runs/{id}", Client("b.client_id"), "x.id", "runs x JOIN briefs b ON b.id = x.brief_id"),
    object(
        "client",
        "/webhook-messages/{id}",
        Client("w.client_id"),
        "x.id",
        "webhook_deliveries x JOIN webhooks w ON w.id = x.webhook_id",
    ),
    object("client", "/webhooks/{id}", Client("x.client_id"), "x.id", "webhooks x"),
    // Members.
    object("member", "/disputes/{id}", Member("m.member_id"), "x.id", DISPUTES_OF_MEMBERS),
    object("member", "/disputes/{id}/files/{file}", Member("m.member_id"), "x.id || '|' || f.id", FILES_OF_MEMBERS),
    object(
        "member",
        "/disputes/{id}/proposals/{proposal}",
        Member("m.member_id"),
        "x.id || '|' || f.id",
        PROPOSALS_OF_MEMBERS,
    ),
    object(
        "member",
        "/member/availability/exceptions/{exception}",
        Member("x.member_id"),
        "x.id",
        "availability_exceptions x",
    ),
    object("member", "/member/bids/{id}", Member("s.member_id"), "x.id", "bids x JOIN bid_parts s ON s.bid_id = x.id"),
    object("member", "/member/blocks/{member}", Member("x.member_id"), "x.other_id", "blocks x"),
    object("member", "/member/briefs/{id}", Member("x.member_id"), "x.brief_id", "offers x"),
    object("member", "/member/calendars/{calendar}", Member("x.member_id"), "x.id", "calendars x"),
    object("member", "/member/connections/{connection}", Member("x.other_id"), "x.id", "connections x"),
    object("member", "/member/crews/{id}", Member("x.member_id"), "x.crew_id", "crew_members x"),
    object("member", "/member/earnings/{entry}", Member("x.member_id"), "x.entry_id", "split_lines x"),
    object("member", "/member/engagements/{id}", Member("x.member_id"), "x.engagement_id", "engagement_seats x"),
    object("member", "/member/handovers/{id}", Member("x.outgoing_id"), "x.id", "handovers x"),
    object("member", "/member/invitations/{id}", Member("x.member_id"), "x.id", "invitations x"),
    object("member", "/member/questions/{id}", Member("x.member_id"), "x.id", "questions x"),
    object("member", "/member/runs/{id}", Member("x.member_id"), "x.run_id", "run_members x"),
    object("member", "/member/standbys/{id}", Member("x.member_id"), "x.id", "standbys x"),
    object(
        "member",
        "/member/statements/{id}",
        Member("m.id"),
        "x.id",
        "statements x JOIN members m ON x.account = 'payable:member:' || m.id",
    ),
    object(
        "member",
        "/milestones/{id}",
        Member("s.member_id"),
        "x.id",
        "milestones x JOIN engagement_seats s ON s.engagement_id = x.engagement_id",
    ),
    // Operators.
    object("operator", "/spaces/{id}", Operator("x.id"), "x.id", "spaces x"),
    object(
        "operator",
        "/spaces/{id}/statements/{statement}",
        Operator("s.id"),
        "s.id || '|' || x.id",
        "statements x JOIN spaces s ON x.account = 'payable:space:' || s.id",
    ),
    // Stewards.
    object("steward", "/disputes/{id}", Person("s.person_id"), "x.id", DISPUTES_OF_STEWARDS),
    object("steward", "/disputes/{id}/files/{file}", Person("s.person_id"), "x.id || '|' || f.id", FILES_OF_STEWARDS),
    object("steward", "/policies/{id}", All, "x.id", "policy_proposals x"),
    object("steward", "/runs/{id}", All, "x.id", "runs x"),
    object("steward", "/steward/engagements/{id}", All, "x.engagement_id", "reviews x"),
    object("steward", "/steward/handovers/{id}", Person("x.steward_id"), "x.id", "handovers x"),
    // Admins.
    object("admin", "/bank-credits/{id}", All, "x.id", "bank_credits x"),
    object("admin", "/bank-files/{id}", All, "x.id", "bank_files x"),
    object("admin", "/clients/{id}", All, "x.id", "clients x"),
    object("admin", "/fundings/{id}", All, "x.id", "fundings x"),
    object("admin", "/jobs/{id}", All, "x.id", "(SELECT * FROM jobs WHERE state = 'dead') x"),
    object("admin", "/milestones/{id}", All, "x.id", "milestones x"),
    object("admin", "/payout-batches/{id}", All, "x.id", "payout_batches x"),
    object("admin", "/payouts/{id}", All, "x.id", "payouts x"),
    object("admin", "/people/{id}/hats/{hat}", All, "x.person_id || '|' || x.hat", HATS_BY_HAND),
    object("admin", "/providers/{id}/domains/{domain}", All, "x.provider_id || '|' || x.domain", "provider_domains x"),
    object("admin", "/spaces/{id}", All, "x.id", "spaces x"),
    object("admin", "/spaces/{id}/operators/{person}", All, "x.space_id || '|' || x.person_id", OTHER_OPERATORS),
    object("admin", "/strays/{id}", All, "x.id", "strays x"),
];

/// Disputes that are not over: in these something can still be done.
const OPEN_DISPUTES: &str = "(SELECT * FROM disputes WHERE ended_at IS NULL) x";
const FILES: &str = "disputes x JOIN dispute_files f ON f.dispute_id = x.id";
const PROPOSALS: &str = "disputes x JOIN dispute_proposals f ON f.dispute_id = x.id";
const DISPUTES_OF_MEMBERS: &str =
    "(SELECT * FROM disputes WHERE ended_at IS NULL) x JOIN dispute_members m ON m.dispute_id = x.id";
const FILES_OF_MEMBERS: &str =
    "disputes x JOIN dispute_files f ON f.dispute_id = x.id JOIN dispute_members m ON m.dispute_id = x.id";
const PROPOSALS_OF_MEMBERS: &str =
    "disputes x JOIN dispute_proposals f ON f.dispute_id = x.id JOIN dispute_members m ON m.dispute_id = x.id";
const DISPUTES_OF_STEWARDS: &str =
    "disputes x JOIN (SELECT * FROM dispute_stewards WHERE state = 'sitting') s ON s.dispute_id = x.id";
const FILES_OF_STEWARDS: &str = "disputes x JOIN dispute_files f ON f.dispute_id = x.id
     JOIN (SELECT * FROM dispute_stewards WHERE state = 'sitting') s ON s.dispute_id = x.id";

/// The hat that [`missing`] gives: the others are worn by those who ask.
const HATS_BY_HAND: &str = "(SELECT * FROM hats WHERE granted_at = 0) x";
const OTHER_OPERATORS: &str = "(SELECT o.* FROM space_operators o JOIN people p ON p.id = o.person_id
     WHERE p.email <> 'otto@demo.example') x";

/// What the demo holds none of: one of each, by hand.
pub fn missing(on: On) -> String {
    match on {
        On::Sqlite => MISSING.to_owned(),
        // There `x'00'` is a string of bits; bytes are written as `'\x00'`.
        On::Postgres => MISSING.replace("x'", "'\\x"),
    }
}

const MISSING: &str = "
    INSERT INTO availability_exceptions (id, member_id, from_day, to_day, hours_a_day, note)
        SELECT 'exception_00000000000000000000000009', id, 20261207, 20261208, 0, '' FROM members ORDER BY id LIMIT 1;
    INSERT INTO hats (person_id, hat, granted_at)
        SELECT person_id, 'steward', 0 FROM members ORDER BY id LIMIT 1 OFFSET 99;
    INSERT INTO client_invites (id, client_id, email, role, token_hash, invited_by, created_at, expires_at, ended_at)
        SELECT 'invite_00000000000000000000000009', client_id, 'new@client.example', 'requester', 'a-hash', person_id, 0,
            9000000000000000, NULL
        FROM client_people ORDER BY person_id LIMIT 1;
    INSERT INTO api_keys (id, client_id, person_id, name, scopes, begins, hash, created_at, expires_at, last_used_on,
            revoked_at)
        SELECT 'key_00000000000000000000000009', client_id, person_id, 'A program', 'briefs:read', 'mk_aaaaa', 'a-hash', 0,
            9000000000000000, NULL, NULL
        FROM client_people ORDER BY person_id LIMIT 1;
    INSERT INTO sign_in_providers (id, client_id, issuer, registered_as, sealed_secret, switched_on, makes_people, changed_at)
        SELECT 'provider_00000000000000000000000009', id, 'https://id.client.example', 'muster', 'sealed', TRUE, FALSE, 0
        FROM clients ORDER BY id LIMIT 1;
    INSERT INTO provider_domains (provider_id, domain, confirmed_at)
        VALUES ('provider_00000000000000000000000009', 'client.example', NULL);
    INSERT INTO passkeys (id, person_id, name, credential, transports, public_key, state, created_at, used_at)
        SELECT 'passkey_00000000000000000000000009', person_id, 'A phone', 'a-credential', 0, x'00', x'00', 0, NULL
        FROM members ORDER BY id LIMIT 1;
    INSERT INTO blocks (member_id, other_id, created_at)
        SELECT a.id, b.id, 0 FROM members a JOIN members b ON a.id < b.id ORDER BY a.id, b.id LIMIT 1;
    INSERT INTO jobs (id, kind, lane, payload, state, due_at, lease_until, attempts, last_error, created_at, finished_at)
        VALUES ('job_00000000000000000000000009', 'mail', 'mail', '{}', 'dead', 0, 0, 9, 'It failed.', 0, 0);
    INSERT INTO bank_credits (id, bank_reference, bank_file_id, amount_minor, currency, booked_on, reference_text, debtor,
            claimed_by, heard_at)
        SELECT 'credit_00000000000000000000000009', 'a-hash-1', id, 100, 'EUR', 20261102, 'Rent', NULL, NULL, 0
        FROM bank_files ORDER BY id LIMIT 1;
    -- The letter x, under its hash.
    INSERT INTO blobs (sha256, content, created_at)
        VALUES ('2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', x'78', 0);
    INSERT INTO dispute_files (id, dispute_id, side, person_id, name, media_type, size, sha256, created_at)
        SELECT 'file_00000000000000000000000009', id, 'team', opener_id, 'note.txt', 'text/plain', 1,
            '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881', 0
        FROM disputes WHERE ended_at IS NULL ORDER BY id LIMIT 1;
    INSERT INTO dispute_proposals (id, dispute_id, side, person_id, to_members_minor, created_at)
        SELECT 'proposal_00000000000000000000000009', id, 'team', opener_id, 0, 0 FROM disputes ORDER BY id LIMIT 1;
";

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    email: String,
    #[diesel(sql_type = Text)]
    ids: String,
}

impl Object {
    /// One of its kind: the address of whose it is, empty where it is the network's, and its ids.
    pub fn one(&self, network: &Network) -> Option<(String, Vec<String>)> {
        let (email, owner) = match self.of {
            Client(id) => {
                ("p.email", format!("JOIN client_people o ON o.client_id = {id} JOIN people p ON p.id = o.person_id"))
            }
            Member(id) => ("p.email", format!("JOIN members o ON o.id = {id} JOIN people p ON p.id = o.person_id")),
            Operator(id) => {
                ("p.email", format!("JOIN space_operators o ON o.space_id = {id} JOIN people p ON p.id = o.person_id"))
            }
            Person(id) => ("p.email", format!("JOIN people p ON p.id = {id}")),
            All => ("''", String::new()),
        };
        let (ids, from) = (self.ids, self.from);
        let query = format!("SELECT {email} AS email, {ids} AS ids FROM {from} {owner} ORDER BY 2, 1 LIMIT 1");
        let found: Vec<Found> = network.db().read(|conn| Ok(sql_query(&query).load(conn)?)).unwrap();
        let one = found.into_iter().next()?;
        Some((one.email, one.ids.split('|').map(str::to_owned).collect()))
    }
}
