-- Hours are held for a brief before they are booked for an engagement, and the weeks of firm bookings are counted twice:
-- by the bookings, and here, where the database refuses more than the member offers.
CREATE TABLE bookings_now (
    id TEXT PRIMARY KEY NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    -- What holds tentative hours: an invitation or a bid. Of several for one brief, only one can become firm.
    brief_id TEXT REFERENCES briefs (id),
    holder TEXT,
    engagement_id TEXT,
    seat TEXT NOT NULL,
    -- What the member is told that the hours are for.
    title TEXT NOT NULL,
    first_monday INTEGER NOT NULL,
    weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 104),
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 80),
    state TEXT NOT NULL CHECK (state IN ('tentative', 'firm', 'released')),
    created_at BIGINT NOT NULL,
    CHECK (state <> 'firm' OR engagement_id IS NOT NULL),
    CHECK (state <> 'tentative' OR (engagement_id IS NULL AND brief_id IS NOT NULL AND holder IS NOT NULL))
);
INSERT INTO bookings_now
SELECT id, member_id, NULL, NULL, engagement_id, seat, '', first_monday, weeks, hours, state, created_at FROM bookings;
DROP TABLE bookings;
ALTER TABLE bookings_now RENAME TO bookings;
CREATE INDEX bookings_member ON bookings (member_id, state, first_monday);
CREATE INDEX bookings_brief ON bookings (brief_id, state);
-- A seat that was given back can be booked again.
CREATE UNIQUE INDEX bookings_firm ON bookings (engagement_id, seat, member_id) WHERE state = 'firm';
CREATE UNIQUE INDEX bookings_tentative ON bookings (holder, seat, member_id) WHERE state = 'tentative';

CREATE TABLE booked_weeks (
    member_id TEXT NOT NULL REFERENCES members (id),
    monday INTEGER NOT NULL,
    -- The firm hours of the week, and the hours that the member offered when it was last booked.
    hours INTEGER NOT NULL,
    offered INTEGER NOT NULL,
    PRIMARY KEY (member_id, monday),
    CHECK (hours BETWEEN 0 AND offered)
);
