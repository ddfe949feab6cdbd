-- Ends before the end: a client ends an engagement, a seat ends with nobody after it, and disputed money stays with those
-- who had the seats when it was frozen.

-- A milestone that was never funded can be left out.
ALTER TABLE milestones DROP CONSTRAINT milestones_state_check;
ALTER TABLE milestones ADD CONSTRAINT milestones_state_check
    CHECK (state IN ('planned', 'funded', 'submitted', 'released', 'settled', 'left_out'));

-- What a holder has of a milestone's disputed money, where the seat was handed over since that was frozen.
ALTER TABLE milestone_parts ADD COLUMN disputed_minor BIGINT CHECK (disputed_minor >= 0);
