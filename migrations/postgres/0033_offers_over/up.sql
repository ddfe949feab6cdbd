-- An offer is over once the deadline has passed without a place for it, or once its hours are gone.
ALTER TABLE offers DROP CONSTRAINT offers_state_check;
ALTER TABLE offers ADD CONSTRAINT offers_state_check CHECK (state IN ('open', 'withdrawn', 'over'));
UPDATE offers SET state = 'over' WHERE state = 'open' AND bid_id IS NULL
    AND brief_id IN (SELECT id FROM briefs WHERE state NOT IN ('draft', 'posted'));
