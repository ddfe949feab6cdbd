-- Invitations to seats, and the bids they complete.
CREATE TABLE invitations (
    id TEXT PRIMARY KEY NOT NULL,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    run_id TEXT NOT NULL REFERENCES runs (id),
    seat TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    state TEXT NOT NULL CHECK (state IN ('pending', 'accepted', 'declined', 'lapsed', 'closed')),
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
CREATE INDEX invitations_member ON invitations (member_id, id);
-- A seat is offered to a member once at a time, however many teams they are in.
CREATE UNIQUE INDEX invitations_live ON invitations (brief_id, seat, member_id) WHERE state IN ('pending', 'accepted');

CREATE TABLE bids (
    id TEXT PRIMARY KEY NOT NULL,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    run_id TEXT NOT NULL REFERENCES runs (id),
    state TEXT NOT NULL CHECK (state IN ('staffing', 'complete', 'failed', 'awarded', 'lost', 'withdrawn')),
    price_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    score BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    completed_at BIGINT
);
CREATE INDEX bids_brief ON bids (brief_id, id);
CREATE UNIQUE INDEX bids_one_award ON bids (brief_id) WHERE state = 'awarded';

CREATE TABLE bid_seats (
    bid_id TEXT NOT NULL REFERENCES bids (id),
    position INTEGER NOT NULL,
    seat TEXT NOT NULL,
    invitation_id TEXT NOT NULL REFERENCES invitations (id),
    PRIMARY KEY (bid_id, position)
);
CREATE INDEX bid_seats_invitation ON bid_seats (invitation_id);
