DROP TABLE handover_shares;
DROP TABLE handover_offers;
DROP TABLE handovers;
DROP TABLE milestone_parts;
CREATE TABLE engagement_seats_before (
    engagement_id TEXT NOT NULL REFERENCES engagements (id),
    position INTEGER NOT NULL,
    seat TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    rate_minor BIGINT NOT NULL,
    hours INTEGER NOT NULL,
    first_monday INTEGER NOT NULL,
    weeks INTEGER NOT NULL,
    amount_minor BIGINT NOT NULL,
    work_place_id TEXT REFERENCES places (id),
    space_id TEXT REFERENCES spaces (id),
    terms TEXT NOT NULL,
    -- The skills that the seat needed, a JSON list: they are what its work is evidence of.
    skills TEXT NOT NULL,
    PRIMARY KEY (engagement_id, position)
);
INSERT INTO engagement_seats_before (engagement_id, position, seat, member_id, rate_minor, hours, first_monday, weeks, amount_minor, work_place_id,
    space_id, terms, skills)
SELECT engagement_id, position, seat, member_id, rate_minor, hours, first_monday, weeks, amount_minor, work_place_id,
    space_id, terms, skills FROM engagement_seats WHERE holder = 0;
DROP TABLE engagement_seats;
ALTER TABLE engagement_seats_before RENAME TO engagement_seats;
CREATE INDEX engagement_seats_member ON engagement_seats (member_id);
