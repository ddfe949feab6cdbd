-- What invitees may say beside yes and no, what they are reminded of, and who stands by for whom.
ALTER TABLE invitations ADD COLUMN reminders INTEGER NOT NULL DEFAULT 0 CHECK (reminders BETWEEN 0 AND 2);
CREATE INDEX invitations_brief ON invitations (brief_id, id);
-- How many members stand by for each seat.
ALTER TABLE briefs ADD COLUMN standby INTEGER NOT NULL DEFAULT 0 CHECK (standby BETWEEN 0 AND 2);

CREATE TABLE counters (
    id TEXT PRIMARY KEY NOT NULL,
    -- An invitation is countered once.
    invitation_id TEXT NOT NULL UNIQUE REFERENCES invitations (id),
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    -- Another rate, in minor units an hour, or fewer hours a week.
    rate_minor BIGINT CHECK (rate_minor > 0),
    hours INTEGER CHECK (hours BETWEEN 1 AND 79),
    -- Whether the hours may be held although they are held for another brief.
    overlapping BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'held', 'refused', 'lapsed', 'closed')),
    -- The invitation that took its place, where it held.
    renewed_id TEXT REFERENCES invitations (id),
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    decided_at BIGINT,
    CHECK ((rate_minor IS NULL) <> (hours IS NULL)),
    CHECK ((state = 'held') = (renewed_id IS NOT NULL))
);
CREATE INDEX counters_brief ON counters (brief_id, id);

CREATE TABLE standbys (
    id TEXT PRIMARY KEY NOT NULL,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    run_id TEXT NOT NULL REFERENCES runs (id),
    seat TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    state TEXT NOT NULL CHECK (state IN ('asked', 'ready', 'declined', 'lapsed', 'offered', 'closed')),
    rate_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    hours INTEGER NOT NULL,
    first_monday INTEGER NOT NULL,
    weeks INTEGER NOT NULL,
    keeps_minor BIGINT NOT NULL,
    -- Why this member: the points of the run, as JSON.
    reason TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    answered_at BIGINT
);
CREATE INDEX standbys_member ON standbys (member_id, id);
-- A member is asked to stand by for a seat once.
CREATE UNIQUE INDEX standbys_seat ON standbys (brief_id, seat, member_id);
