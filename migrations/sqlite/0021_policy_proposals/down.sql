DROP TABLE policy_proposals;
DROP INDEX policies_in_force;
ALTER TABLE policies DROP COLUMN in_force_at;
