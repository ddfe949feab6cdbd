-- Two-phase funding: what a client was asked to transfer for a milestone, until the bank has the money, somebody takes the
-- request back, or its last day is over.
CREATE TABLE fundings (
    id TEXT PRIMARY KEY NOT NULL,
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    engagement_id TEXT NOT NULL REFERENCES engagements (id),
    client_id TEXT NOT NULL REFERENCES clients (id),
    -- The creditor reference (ISO 11649) that the transfer carries, without blanks.
    reference TEXT NOT NULL UNIQUE CHECK (length(reference) = 12),
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    last_day INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'posted', 'void', 'expired')),
    -- What the bank calls the money: it posts one funding.
    bank_reference TEXT UNIQUE,
    void_reason TEXT CHECK (void_reason IN ('client', 'admin', 'left_out', 'changed')),
    asked_at BIGINT NOT NULL,
    decided_at BIGINT,
    CHECK ((state = 'pending') = (decided_at IS NULL)),
    CHECK ((state = 'posted') = (bank_reference IS NOT NULL)),
    CHECK ((state = 'void') = (void_reason IS NOT NULL))
);
CREATE UNIQUE INDEX fundings_pending ON fundings (milestone_id) WHERE state = 'pending';
CREATE UNIQUE INDEX fundings_posted ON fundings (milestone_id) WHERE state = 'posted';
CREATE INDEX fundings_milestone ON fundings (milestone_id, id);
CREATE INDEX fundings_engagement ON fundings (engagement_id);
CREATE INDEX fundings_state ON fundings (state, id);

-- Money that came with the reference of a funding and did not fit it. An admin uses it for one that it fits, or notes what
-- else was done.
CREATE TABLE strays (
    id TEXT PRIMARY KEY NOT NULL,
    funding_id TEXT NOT NULL REFERENCES fundings (id),
    misfit TEXT NOT NULL CHECK (misfit IN ('wrong_amount', 'too_late')),
    state TEXT NOT NULL CHECK (state IN ('open', 'used', 'closed')),
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    bank_reference TEXT NOT NULL UNIQUE,
    remittance TEXT NOT NULL,
    note TEXT,
    came_at BIGINT NOT NULL,
    decided_at BIGINT,
    CHECK ((state = 'open') = (decided_at IS NULL)),
    CHECK ((state = 'closed') = (note IS NOT NULL))
);
CREATE INDEX strays_state ON strays (state, id);
CREATE INDEX strays_funding ON strays (funding_id);

-- What was asked for stays as it was asked, what is decided stays decided, and nothing is forgotten.
CREATE TRIGGER fundings_are_decided_once BEFORE UPDATE ON fundings
WHEN OLD.state <> 'pending' OR
    NEW.id <> OLD.id OR NEW.milestone_id <> OLD.milestone_id OR NEW.engagement_id <> OLD.engagement_id OR
    NEW.client_id <> OLD.client_id OR NEW.reference <> OLD.reference OR NEW.amount_minor <> OLD.amount_minor OR
    NEW.currency <> OLD.currency OR NEW.last_day <> OLD.last_day OR NEW.asked_at <> OLD.asked_at
BEGIN
    SELECT RAISE(ABORT, 'the rows of fundings are decided once, and what they say stays');
END;
CREATE TRIGGER fundings_are_kept_delete BEFORE DELETE ON fundings
BEGIN
    SELECT RAISE(ABORT, 'the rows of fundings are never deleted');
END;
CREATE TRIGGER strays_are_decided_once BEFORE UPDATE ON strays
WHEN OLD.state <> 'open' OR
    NEW.id <> OLD.id OR NEW.funding_id <> OLD.funding_id OR NEW.misfit <> OLD.misfit OR
    NEW.amount_minor <> OLD.amount_minor OR NEW.currency <> OLD.currency OR
    NEW.bank_reference <> OLD.bank_reference OR NEW.remittance <> OLD.remittance OR NEW.came_at <> OLD.came_at
BEGIN
    SELECT RAISE(ABORT, 'the rows of strays are decided once, and what they say stays');
END;
CREATE TRIGGER strays_are_kept_delete BEFORE DELETE ON strays
BEGIN
    SELECT RAISE(ABORT, 'the rows of strays are never deleted');
END;
