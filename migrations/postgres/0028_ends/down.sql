ALTER TABLE milestone_parts DROP COLUMN disputed_minor;
UPDATE milestones SET state = 'settled' WHERE state = 'left_out';
ALTER TABLE milestones DROP CONSTRAINT milestones_state_check;
ALTER TABLE milestones ADD CONSTRAINT milestones_state_check
    CHECK (state IN ('planned', 'funded', 'submitted', 'released', 'settled'));
