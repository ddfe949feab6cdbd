ALTER TABLE engagements DROP COLUMN tax_bp;
DELETE FROM terms WHERE kind = 'tax';
CREATE TABLE terms_now (
    id TEXT PRIMARY KEY NOT NULL,
    space_id TEXT REFERENCES spaces (id),
    kind TEXT NOT NULL CHECK (kind IN ('commission', 'network', 'fund', 'finder')),
    basis_points INTEGER NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
    from_day INTEGER NOT NULL,
    announced_at BIGINT NOT NULL,
    CHECK ((kind = 'commission') = (space_id IS NOT NULL)),
    UNIQUE (space_id, kind, from_day)
);
INSERT INTO terms_now SELECT id, space_id, kind, basis_points, from_day, announced_at FROM terms;
DROP TABLE terms;
ALTER TABLE terms_now RENAME TO terms;
CREATE UNIQUE INDEX terms_of_the_network ON terms (kind, from_day) WHERE space_id IS NULL;
DROP TABLE question_replies;
DROP TABLE questions;
