-- Disputes: a part of a milestone that is frozen until both sides agree, or a steward or a panel decides.

-- Where a milestone's money is: paid out, sent back, frozen by a dispute; what is left is open.
ALTER TABLE milestones ADD COLUMN released_minor BIGINT NOT NULL DEFAULT 0 CHECK (released_minor >= 0);
ALTER TABLE milestones ADD COLUMN refunded_minor BIGINT NOT NULL DEFAULT 0 CHECK (refunded_minor >= 0);
ALTER TABLE milestones ADD COLUMN disputed_minor BIGINT NOT NULL DEFAULT 0
    CHECK (disputed_minor >= 0 AND released_minor + refunded_minor + disputed_minor <= amount_minor);
UPDATE milestones SET released_minor = amount_minor WHERE state = 'released';
-- SQLite keeps a check with its column, so the column is made anew.
ALTER TABLE milestones ADD COLUMN next_state TEXT NOT NULL DEFAULT 'planned'
    CHECK (next_state IN ('planned', 'funded', 'submitted', 'released', 'settled'));
UPDATE milestones SET next_state = state;
ALTER TABLE milestones DROP COLUMN state;
ALTER TABLE milestones RENAME COLUMN next_state TO state;

-- What somebody handed in, named by what it holds (SHA-256): the same file is kept once.
CREATE TABLE blobs (
    sha256 TEXT PRIMARY KEY NOT NULL,
    content BLOB NOT NULL,
    created_at BIGINT NOT NULL
);

-- A part of a milestone's money that both sides quarrel about. due_at is the deadline of the state; a dispute that is
-- over has none. The last link of the audit chain at opening is what every lot of this dispute is drawn from.
CREATE TABLE disputes (
    id TEXT PRIMARY KEY NOT NULL,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    engagement_id TEXT NOT NULL REFERENCES engagements (id),
    client_id TEXT NOT NULL REFERENCES clients (id),
    opened_by TEXT NOT NULL CHECK (opened_by IN ('client', 'team')),
    opener_id TEXT NOT NULL REFERENCES people (id),
    reason TEXT NOT NULL CHECK (reason IN ('not_delivered', 'late', 'not_as_agreed', 'not_accepted', 'other')),
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('opened', 'heard', 'decided', 'appealed', 'settled', 'withdrawn')),
    due_at BIGINT,
    round INTEGER NOT NULL CHECK (round >= 0),
    draws INTEGER NOT NULL CHECK (draws >= 0),
    appealed_by TEXT CHECK (appealed_by IN ('client', 'team')),
    outcome TEXT CHECK (outcome IN ('agreed', 'decided', 'panel', 'upheld')),
    to_members_minor BIGINT CHECK (to_members_minor BETWEEN 0 AND amount_minor),
    chain_position BIGINT NOT NULL,
    chain_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    CHECK ((state = 'settled') = (outcome IS NOT NULL)),
    CHECK ((outcome IS NULL) = (to_members_minor IS NULL)),
    CHECK ((state IN ('settled', 'withdrawn')) = (ended_at IS NOT NULL)),
    CHECK ((ended_at IS NULL) = (due_at IS NOT NULL))
);
CREATE INDEX disputes_client ON disputes (client_id, id);
-- A milestone has one dispute at a time.
CREATE UNIQUE INDEX disputes_running ON disputes (milestone_id) WHERE ended_at IS NULL;

-- The members among whom the disputed money would be divided: the team's side.
CREATE TABLE dispute_members (
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    PRIMARY KEY (dispute_id, member_id)
);
CREATE INDEX dispute_members_member ON dispute_members (member_id, dispute_id);

CREATE TABLE dispute_statements (
    id TEXT PRIMARY KEY NOT NULL,
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    side TEXT NOT NULL CHECK (side IN ('client', 'team')),
    person_id TEXT NOT NULL REFERENCES people (id),
    words TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX dispute_statements_dispute ON dispute_statements (dispute_id, id);

CREATE TABLE dispute_files (
    id TEXT PRIMARY KEY NOT NULL,
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    side TEXT NOT NULL CHECK (side IN ('client', 'team')),
    person_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    sha256 TEXT NOT NULL REFERENCES blobs (sha256),
    created_at BIGINT NOT NULL,
    UNIQUE (dispute_id, side, sha256)
);

-- What one side offers the other; the latest one stands.
CREATE TABLE dispute_proposals (
    id TEXT PRIMARY KEY NOT NULL,
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    side TEXT NOT NULL CHECK (side IN ('client', 'team')),
    person_id TEXT NOT NULL REFERENCES people (id),
    to_members_minor BIGINT NOT NULL CHECK (to_members_minor >= 0),
    created_at BIGINT NOT NULL
);
CREATE INDEX dispute_proposals_dispute ON dispute_proposals (dispute_id, id);

-- Who said yes to a proposal, or (where the subject is the dispute itself) to its decision: the client, or a member.
CREATE TABLE dispute_consents (
    subject_id TEXT NOT NULL,
    voice TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (subject_id, voice)
);

-- What the steward decided. by_seat is a JSON object of minor units by seat, where the steward divided so.
CREATE TABLE dispute_decisions (
    dispute_id TEXT PRIMARY KEY NOT NULL REFERENCES disputes (id),
    steward_id TEXT NOT NULL REFERENCES people (id),
    to_members_minor BIGINT NOT NULL CHECK (to_members_minor >= 0),
    by_seat TEXT,
    words TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

-- Who was drawn for the case or for its panel. Somebody is drawn once for a dispute, whatever becomes of it.
CREATE TABLE dispute_stewards (
    dispute_id TEXT NOT NULL REFERENCES disputes (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    duty TEXT NOT NULL CHECK (duty IN ('case', 'panel')),
    state TEXT NOT NULL CHECK (state IN ('sitting', 'done', 'stepped_back', 'replaced')),
    vote_minor BIGINT CHECK (vote_minor >= 0),
    words TEXT,
    drawn_at BIGINT NOT NULL,
    PRIMARY KEY (dispute_id, person_id)
);
CREATE INDEX dispute_stewards_person ON dispute_stewards (person_id, dispute_id);
-- A case has one steward at a time.
CREATE UNIQUE INDEX dispute_stewards_case ON dispute_stewards (dispute_id) WHERE duty = 'case' AND state = 'sitting';
