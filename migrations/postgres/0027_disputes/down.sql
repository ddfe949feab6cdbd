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
UPDATE milestones SET state = 'released' WHERE state = 'settled';
ALTER TABLE milestones DROP CONSTRAINT milestones_state_check;
ALTER TABLE milestones ADD CONSTRAINT milestones_state_check
    CHECK (state IN ('planned', 'funded', 'submitted', 'released'));
