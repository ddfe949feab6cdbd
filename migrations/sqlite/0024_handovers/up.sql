-- A seat is held by one member after the other: a row is one member's time in a seat.
CREATE TABLE engagement_seats_now (
    engagement_id TEXT NOT NULL REFERENCES engagements (id),
    position INTEGER NOT NULL,
    holder INTEGER NOT NULL DEFAULT 0 CHECK (holder >= 0),
    seat TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    rate_minor BIGINT NOT NULL,
    hours INTEGER NOT NULL,
    first_monday INTEGER NOT NULL,
    weeks INTEGER NOT NULL,
    -- The weeks of the whole seat, as it was awarded.
    seat_weeks INTEGER NOT NULL DEFAULT 0,
    amount_minor BIGINT NOT NULL,
    work_place_id TEXT REFERENCES places (id),
    space_id TEXT REFERENCES spaces (id),
    -- The rules that divide its money, as JSON.
    terms TEXT NOT NULL,
    -- The skills that the seat needed, a JSON list: they are what its work is evidence of.
    skills TEXT NOT NULL,
    PRIMARY KEY (engagement_id, position, holder)
);
INSERT INTO engagement_seats_now (engagement_id, position, seat, member_id, rate_minor, hours, first_monday, weeks, amount_minor, work_place_id,
    space_id, terms, skills, seat_weeks)
SELECT engagement_id, position, seat, member_id, rate_minor, hours, first_monday, weeks, amount_minor, work_place_id,
    space_id, terms, skills, weeks FROM engagement_seats;
DROP TABLE engagement_seats;
ALTER TABLE engagement_seats_now RENAME TO engagement_seats;
CREATE INDEX engagement_seats_member ON engagement_seats (member_id);

-- Where a milestone is not divided as the seats cost: what each holder gets of it.
CREATE TABLE milestone_parts (
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    position INTEGER NOT NULL,
    holder INTEGER NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor >= 0),
    PRIMARY KEY (milestone_id, position, holder)
);

-- Seats that are handed over, by a steward.
CREATE TABLE handovers (
    id TEXT PRIMARY KEY NOT NULL,
    engagement_id TEXT NOT NULL REFERENCES engagements (id),
    position INTEGER NOT NULL,
    outgoing_id TEXT NOT NULL REFERENCES members (id),
    asked_by TEXT NOT NULL CHECK (asked_by IN ('client', 'member')),
    -- For the steward alone.
    reason TEXT NOT NULL CHECK (reason IN ('time', 'health', 'skills', 'working_together', 'conduct', 'other')),
    words TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN (
        'asked', 'taken', 'seeking', 'unfilled', 'done', 'cut', 'refused', 'withdrawn', 'lapsed'
    )),
    steward_id TEXT REFERENCES people (id),
    -- The first week that is not the outgoing member's any more, and the one in which the next member begins.
    from_monday INTEGER,
    begins_monday INTEGER,
    incoming_id TEXT REFERENCES members (id),
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
    invitation_id TEXT PRIMARY KEY NOT NULL REFERENCES invitations (id),
    handover_id TEXT NOT NULL REFERENCES handovers (id)
);
CREATE INDEX handover_offers_handover ON handover_offers (handover_id);

-- What the steward gives the outgoing member of a milestone, where that is not what the weeks say.
CREATE TABLE handover_shares (
    handover_id TEXT NOT NULL REFERENCES handovers (id),
    milestone_id TEXT NOT NULL REFERENCES milestones (id),
    outgoing_minor BIGINT NOT NULL CHECK (outgoing_minor >= 0),
    PRIMARY KEY (handover_id, milestone_id)
);
