DROP TABLE booked_weeks;
CREATE TABLE bookings_before (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    engagement_id TEXT COLLATE "C" NOT NULL,
    seat TEXT NOT NULL,
    first_monday INTEGER NOT NULL,
    weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 104),
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 80),
    state TEXT NOT NULL CHECK (state IN ('firm', 'released')),
    created_at BIGINT NOT NULL
);
INSERT INTO bookings_before
SELECT id, member_id, engagement_id, seat, first_monday, weeks, hours, state, created_at
FROM bookings WHERE engagement_id IS NOT NULL;
DROP TABLE bookings;
ALTER TABLE bookings_before RENAME TO bookings;
CREATE INDEX bookings_member ON bookings (member_id, state, first_monday);
CREATE UNIQUE INDEX bookings_firm ON bookings (engagement_id, seat, member_id) WHERE state = 'firm';
