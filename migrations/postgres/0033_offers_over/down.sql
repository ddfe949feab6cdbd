UPDATE offers SET state = 'withdrawn' WHERE state = 'over';
ALTER TABLE offers DROP CONSTRAINT offers_state_check;
ALTER TABLE offers ADD CONSTRAINT offers_state_check CHECK (state IN ('open', 'withdrawn'));
