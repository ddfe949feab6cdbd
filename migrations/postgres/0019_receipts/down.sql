DROP TABLE certificates;
DROP TABLE run_members;
ALTER TABLE runs DROP COLUMN salt;
