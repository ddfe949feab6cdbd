-- Contracts: the seats taken, the terms frozen at award, the milestones, what both sides said afterwards.
CREATE TABLE engagements (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    brief_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES briefs (id),
    bid_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES bids (id),
    client_id TEXT COLLATE "C" NOT NULL REFERENCES clients (id),
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    price_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'completed')),
    created_at BIGINT NOT NULL
);
CREATE INDEX engagements_client ON engagements (client_id, id);

-- A seat with the terms that divide its money, as they stood at award.
CREATE TABLE engagement_seats (
    engagement_id TEXT COLLATE "C" NOT NULL REFERENCES engagements (id),
    position INTEGER NOT NULL,
    seat TEXT NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    rate_minor BIGINT NOT NULL,
    hours INTEGER NOT NULL,
    first_monday INTEGER NOT NULL,
    weeks INTEGER NOT NULL,
    amount_minor BIGINT NOT NULL,
    work_place_id TEXT COLLATE "C" REFERENCES places (id),
    space_id TEXT COLLATE "C" REFERENCES spaces (id),
    -- The rules that divide its money, as JSON.
    terms TEXT NOT NULL,
    -- The skills that the seat needed, a JSON list: they are what its work is evidence of.
    skills TEXT NOT NULL,
    PRIMARY KEY (engagement_id, position)
);
CREATE INDEX engagement_seats_member ON engagement_seats (member_id);

CREATE TABLE milestones (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    engagement_id TEXT COLLATE "C" NOT NULL REFERENCES engagements (id),
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    due_day INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'funded', 'submitted', 'released')),
    UNIQUE (engagement_id, position)
);

CREATE TABLE reviews (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    engagement_id TEXT COLLATE "C" NOT NULL REFERENCES engagements (id),
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    author TEXT NOT NULL CHECK (author IN ('client', 'member')),
    score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
    words TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (engagement_id, member_id, author)
);
