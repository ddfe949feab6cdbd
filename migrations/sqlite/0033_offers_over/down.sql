CREATE TABLE offers_before (
    id TEXT PRIMARY KEY NOT NULL,
    brief_id TEXT NOT NULL REFERENCES briefs (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    seat TEXT NOT NULL,
    rate_minor BIGINT NOT NULL CHECK (rate_minor > 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'withdrawn')),
    bid_id TEXT REFERENCES bids (id),
    created_at BIGINT NOT NULL
);
UPDATE offers SET state = 'withdrawn' WHERE state = 'over';
INSERT INTO offers_before SELECT id, brief_id, member_id, seat, rate_minor, state, bid_id, created_at FROM offers;
DROP TABLE offers;
ALTER TABLE offers_before RENAME TO offers;
CREATE UNIQUE INDEX offers_open ON offers (brief_id, member_id) WHERE state = 'open';
