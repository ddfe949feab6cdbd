-- Questions about a brief, and the tax that comes on top of a price.
CREATE TABLE questions (
    id TEXT PRIMARY KEY NOT NULL,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    side TEXT NOT NULL CHECK (side IN ('bidder', 'client')),
    -- Who asked, where it was a bidder. Nobody is shown it.
    member_id TEXT REFERENCES members (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
    words TEXT NOT NULL,
    answer TEXT,
    asked_at BIGINT NOT NULL,
    answered_at BIGINT,
    CHECK ((side = 'bidder') = (member_id IS NOT NULL)),
    CHECK ((state = 'answered') = (answer IS NOT NULL))
);
CREATE INDEX questions_brief ON questions (brief_id, id);

-- What bidders say to a client's question: it stays within their bid.
CREATE TABLE question_replies (
    question_id TEXT NOT NULL REFERENCES questions (id),
    bid_id TEXT NOT NULL REFERENCES bids (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    words TEXT NOT NULL,
    replied_at BIGINT NOT NULL,
    PRIMARY KEY (question_id, bid_id)
);

CREATE TABLE terms_now (
    id TEXT PRIMARY KEY NOT NULL,
    space_id TEXT REFERENCES spaces (id),
    kind TEXT NOT NULL CHECK (kind IN ('commission', 'network', 'fund', 'finder', 'tax', 'fee_tax')),
    basis_points INTEGER NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
    from_day INTEGER NOT NULL,
    announced_at BIGINT NOT NULL,
    CHECK ((kind = 'commission') = (space_id IS NOT NULL)),
    UNIQUE (space_id, kind, from_day)
);
INSERT INTO terms_now SELECT id, space_id, kind, basis_points, from_day, announced_at FROM terms;
DROP TABLE terms;
ALTER TABLE terms_now RENAME TO terms;
CREATE UNIQUE INDEX terms_of_the_network ON terms (kind, from_day) WHERE space_id IS NULL;
ALTER TABLE engagements ADD COLUMN tax_bp INTEGER NOT NULL DEFAULT 0 CHECK (tax_bp BETWEEN 0 AND 10000);
