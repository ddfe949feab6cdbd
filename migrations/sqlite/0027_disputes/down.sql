DROP TABLE dispute_stewards;
DROP TABLE dispute_decisions;
DROP TABLE dispute_consents;
DROP TABLE dispute_proposals;
DROP TABLE dispute_files;
DROP TABLE dispute_statements;
DROP TABLE dispute_members;
DROP TABLE disputes;
DROP TABLE blobs;
ALTER TABLE milestones DROP COLUMN disputed_minor;
ALTER TABLE milestones DROP COLUMN refunded_minor;
ALTER TABLE milestones DROP COLUMN released_minor;
ALTER TABLE milestones ADD COLUMN old_state TEXT NOT NULL DEFAULT 'planned'
    CHECK (old_state IN ('planned', 'funded', 'submitted', 'released'));
UPDATE milestones SET old_state = CASE state WHEN 'settled' THEN 'released' ELSE state END;
ALTER TABLE milestones DROP COLUMN state;
ALTER TABLE milestones RENAME COLUMN old_state TO state;
