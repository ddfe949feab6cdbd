-- A seat is held by one member after the other: a row is one member's time in a seat.
ALTER TABLE engagement_seats ADD COLUMN holder INTEGER NOT NULL DEFAULT 0 CHECK (holder >= 0);
-- The weeks of the whole seat, as it was awarded.
ALTER TABLE engagement_seats ADD COLUMN seat_weeks INTEGER NOT NULL DEFAULT 0;
UPDATE engagement_seats SET seat_weeks = weeks;
ALTER TABLE engagement_seats DROP CONSTRAINT engagement_seats_pkey;
ALTER TABLE engagement_seats ADD PRIMARY KEY (engagement_id, position, holder);

-- Where a milestone is not divided as the seats cost: what each holder gets of it.
CREATE TABLE milestone_parts (
    milestone_id TEXT COLLATE "C" NOT NULL REFERENCES milestones (id),
    position INTEGER NOT NULL,
    holder INTEGER NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (milestone_id, position, holder)
);

-- Seats that are handed over, by a steward.
CREATE TABLE handovers (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    engagement_id TEXT COLLATE "C" NOT NULL REFERENCES engagements (id),
    position INTEGER NOT NULL,
    outgoing_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    asked_by TEXT NOT NULL CHECK (asked_by IN ('client', 'member')),
    -- For the steward alone.
    reason TEXT NOT NULL CHECK (reason IN ('time', 'health', 'skills', 'working_together', 'conduct', 'other')),
    words TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'asked', 'taken', 'seeking', 'unfilled', 'done', 'cut', 'refused', 'withdrawn', 'lapsed'
    )),
    steward_id TEXT COLLATE "C" REFERENCES people (id),
    -- The first week that is not the outgoing member's any more, and the one in which the next member begins.
    from_monday INTEGER,
    begins_monday INTEGER,
    incoming_id TEXT COLLATE "C" REFERENCES members (id),
    created_at BIGINT NOT NULL,
    moved_at BIGINT NOT NULL,
    CHECK (state NOT IN ('taken', 'seeking', 'unfilled', 'done', 'cut', 'refused') OR steward_id IS NOT NULL),
    CHECK (state NOT IN ('seeking', 'unfilled', 'done', 'cut') OR (from_monday IS NOT NULL AND begins_monday IS NOT NULL)),
    CHECK ((state = 'done') = (incoming_id IS NOT NULL))
);
CREATE INDEX handovers_engagement ON handovers (engagement_id, id);
CREATE INDEX handovers_outgoing ON handovers (outgoing_id, id);
CREATE INDEX handovers_steward ON handovers (steward_id, id);
CREATE INDEX handovers_state ON handovers (state, id);
-- A seat is handed over once at a time.
CREATE UNIQUE INDEX handovers_live ON handovers (engagement_id, position)
    WHERE state IN ('asked', 'taken', 'seeking', 'unfilled');

-- Which invitations offer the seat of a handover.
CREATE TABLE handover_offers (
    invitation_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES invitations (id),
    handover_id TEXT COLLATE "C" NOT NULL REFERENCES handovers (id)
);
CREATE INDEX handover_offers_handover ON handover_offers (handover_id);

-- What the steward gives the outgoing member of a milestone, where that is not what the weeks say.
CREATE TABLE handover_shares (
    handover_id TEXT COLLATE "C" NOT NULL REFERENCES handovers (id),
    milestone_id TEXT COLLATE "C" NOT NULL REFERENCES milestones (id),
    outgoing_minor BIGINT NOT NULL CHECK (outgoing_minor >= 0),
    PRIMARY KEY (handover_id, milestone_id)
);
