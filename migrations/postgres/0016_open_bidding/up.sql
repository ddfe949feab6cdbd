-- Open bidding: who takes part in which categories, crews, bids of crews and of single offers, seals, the draw.
CREATE TABLE member_bidding (
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    category TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (member_id, category)
);
CREATE INDEX member_bidding_category ON member_bidding (category, member_id);

-- Posted briefs of which the members who opted in were told, and how many they were.
CREATE TABLE bid_calls (
    brief_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES briefs (id),
    members INTEGER NOT NULL,
    called_at BIGINT NOT NULL
);

CREATE TABLE crews (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    founder_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE crew_members (
    crew_id TEXT COLLATE "C" NOT NULL REFERENCES crews (id),
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    state TEXT NOT NULL CHECK (state IN ('invited', 'joined', 'left')),
    invited_at BIGINT NOT NULL,
    answered_at BIGINT,
    PRIMARY KEY (crew_id, member_id)
);
CREATE INDEX crew_members_member ON crew_members (member_id, crew_id);

-- A bid of a crew has a run only once it is scored, and none where a member is not in the pool.
ALTER TABLE bids ALTER COLUMN run_id DROP NOT NULL;
ALTER TABLE bids ALTER COLUMN score DROP NOT NULL;
ALTER TABLE bids ADD COLUMN origin TEXT NOT NULL DEFAULT 'formed' CHECK (origin IN ('formed', 'crew', 'offers'));
ALTER TABLE bids ADD COLUMN crew_id TEXT COLLATE "C" REFERENCES crews (id);
ALTER TABLE bids ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
-- The seal is told to the authors when the bid is complete; document and nonce are what it was made of.
ALTER TABLE bids ADD COLUMN document TEXT;
ALTER TABLE bids ADD COLUMN nonce TEXT;
ALTER TABLE bids ADD COLUMN seal TEXT;
CREATE UNIQUE INDEX bids_one_of_a_crew ON bids (brief_id, crew_id) WHERE state IN ('staffing', 'complete');

-- The seats of bids that are not staffed by invitations, as the bid's revision has them.
CREATE TABLE bid_parts (
    bid_id TEXT COLLATE "C" NOT NULL REFERENCES bids (id),
    position INTEGER NOT NULL,
    seat TEXT NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    rate_minor BIGINT NOT NULL CHECK (rate_minor > 0),
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 80),
    first_monday INTEGER NOT NULL,
    weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 104),
    -- Its part of the price; where empty, what the seat costs.
    share_bp INTEGER CHECK (share_bp BETWEEN 1 AND 10000),
    -- The member's points by term once the bid is scored, as JSON.
    reason TEXT,
    PRIMARY KEY (bid_id, position),
    UNIQUE (bid_id, member_id)
);
CREATE INDEX bid_parts_member ON bid_parts (member_id, bid_id);

-- Who signed off which revision.
CREATE TABLE bid_sign_offs (
    bid_id TEXT COLLATE "C" NOT NULL REFERENCES bids (id),
    revision INTEGER NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    signed_at BIGINT NOT NULL,
    PRIMARY KEY (bid_id, revision, member_id)
);

-- Single members who offer to take a seat; of a brief with one seat, the offer is a bid.
CREATE TABLE offers (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    brief_id TEXT COLLATE "C" NOT NULL REFERENCES briefs (id),
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    seat TEXT NOT NULL,
    rate_minor BIGINT NOT NULL CHECK (rate_minor > 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'withdrawn')),
    bid_id TEXT COLLATE "C" REFERENCES bids (id),
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX offers_open ON offers (brief_id, member_id) WHERE state = 'open';

-- What was revealed when a brief's bids were opened: the seed of its draw.
CREATE TABLE openings (
    brief_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES briefs (id),
    seed TEXT NOT NULL,
    -- The nonces in the order of the bids' ids, as JSON.
    nonces TEXT NOT NULL,
    opened_at BIGINT NOT NULL
);

ALTER TABLE runs DROP CONSTRAINT runs_kind_check;
ALTER TABLE runs ADD CONSTRAINT runs_kind_check CHECK (kind IN ('form', 'repair', 'score', 'compose'));

CREATE INDEX briefs_open ON briefs (category, id) WHERE state = 'posted';
