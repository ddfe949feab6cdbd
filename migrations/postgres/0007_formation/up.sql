-- Policies, pools, runs and their receipts; the turn ledger.
CREATE TABLE policies (
    version INTEGER PRIMARY KEY NOT NULL,
    document TEXT NOT NULL,
    adopted_at BIGINT NOT NULL
);

-- A pool is kept once, under the hash of its document, packed.
CREATE TABLE pools (
    hash TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    document BYTEA NOT NULL,
    members INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE runs (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    brief_id TEXT COLLATE "C" NOT NULL REFERENCES briefs (id),
    revision INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('form', 'repair')),
    policy_version INTEGER NOT NULL REFERENCES policies (version),
    engine TEXT NOT NULL,
    pool_hash TEXT COLLATE "C" NOT NULL REFERENCES pools (hash),
    brief_hash TEXT NOT NULL,
    result_hash TEXT NOT NULL,
    brief_document TEXT NOT NULL,
    result TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX runs_brief ON runs (brief_id, id);

-- Opportunity, kept like money: the postings of an entry sum to zero. An account is a member or the network.
CREATE TABLE turn_entries (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('offer', 'reversal')),
    invitation_id TEXT COLLATE "C" NOT NULL,
    posted_at BIGINT NOT NULL,
    UNIQUE (invitation_id, kind)
);

CREATE TABLE turn_postings (
    entry_id TEXT COLLATE "C" NOT NULL REFERENCES turn_entries (id),
    account TEXT COLLATE "C" NOT NULL,
    milli_offers BIGINT NOT NULL,
    PRIMARY KEY (entry_id, account)
);

CREATE TABLE turn_balances (
    account TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    milli_offers BIGINT NOT NULL
);
