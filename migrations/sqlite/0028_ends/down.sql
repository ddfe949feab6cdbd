ALTER TABLE milestone_parts DROP COLUMN disputed_minor;
ALTER TABLE milestones ADD COLUMN old_state TEXT NOT NULL DEFAULT 'planned'
    CHECK (old_state IN ('planned', 'funded', 'submitted', 'released', 'settled'));
UPDATE milestones SET old_state = CASE state WHEN 'left_out' THEN 'settled' ELSE state END;
ALTER TABLE milestones DROP COLUMN state;
ALTER TABLE milestones RENAME COLUMN old_state TO state;
