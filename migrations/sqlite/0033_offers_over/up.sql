-- An offer is over once the deadline has passed without a place for it, or once its hours are gone.
CREATE TABLE offers_now (
    id TEXT PRIMARY KEY NOT NULL,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    seat TEXT NOT NULL,
    rate_minor BIGINT NOT NULL CHECK (rate_minor > 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'withdrawn', 'over')),
    bid_id TEXT REFERENCES bids (id),
    created_at BIGINT NOT NULL
);
INSERT INTO offers_now SELECT id, brief_id, member_id, seat, rate_minor, state, bid_id, created_at FROM offers;
DROP TABLE offers;
ALTER TABLE offers_now RENAME TO offers;
CREATE UNIQUE INDEX offers_open ON offers (brief_id, member_id) WHERE state = 'open';
UPDATE offers SET state = 'over' WHERE state = 'open' AND bid_id IS NULL
    AND brief_id IN (SELECT id FROM briefs WHERE state NOT IN ('draft', 'posted'));
