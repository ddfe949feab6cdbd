-- Questions about a brief, and the tax that comes on top of a price.
CREATE TABLE questions (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    brief_id TEXT COLLATE "C" NOT NULL REFERENCES briefs (id),
    side TEXT NOT NULL CHECK (side IN ('bidder', 'client')),
    -- Who asked, where it was a bidder. Nobody is shown it.
    member_id TEXT COLLATE "C" REFERENCES members (id),
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
    question_id TEXT COLLATE "C" NOT NULL REFERENCES questions (id),
    bid_id TEXT COLLATE "C" NOT NULL REFERENCES bids (id),
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    words TEXT NOT NULL,
    replied_at BIGINT NOT NULL,
    PRIMARY KEY (question_id, bid_id)
);

ALTER TABLE terms DROP CONSTRAINT terms_kind_check;
ALTER TABLE terms ADD CONSTRAINT terms_kind_check CHECK (kind IN ('commission', 'network', 'fund', 'finder', 'tax', 'fee_tax'));
ALTER TABLE engagements ADD COLUMN tax_bp INTEGER NOT NULL DEFAULT 0 CHECK (tax_bp BETWEEN 0 AND 10000);
