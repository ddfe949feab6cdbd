DROP TABLE turn_offers;
DROP TABLE turn_closings;
DROP TABLE turn_groups;
DROP TABLE turn_balances;
DROP FUNCTION turn_offer_moves_on;
DROP FUNCTION turns_balance;

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
