-- Ends before the end: a client ends an engagement, a seat ends with nobody after it, and disputed money stays with those
-- who had the seats when it was frozen.

-- A milestone that was never funded can be left out. SQLite keeps a check with its column, so the column is made anew.
ALTER TABLE milestones ADD COLUMN next_state TEXT NOT NULL DEFAULT 'planned'
    CHECK (next_state IN ('planned', 'funded', 'submitted', 'released', 'settled', 'left_out'));
UPDATE milestones SET next_state = state;
ALTER TABLE milestones DROP COLUMN state;
ALTER TABLE milestones RENAME COLUMN next_state TO state;

-- What a holder has of a milestone's disputed money, where the seat was handed over since that was frozen.
ALTER TABLE milestone_parts ADD COLUMN disputed_minor BIGINT CHECK (disputed_minor >= 0);
