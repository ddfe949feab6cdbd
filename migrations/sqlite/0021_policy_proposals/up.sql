-- Policies are proposed by one steward and adopted by another, from a date on.
ALTER TABLE policies ADD COLUMN in_force_at BIGINT NOT NULL DEFAULT 0;
-- No two versions begin at the same moment, so there is always one answer to which is in force.
CREATE UNIQUE INDEX policies_in_force ON policies (in_force_at);

CREATE TABLE policy_proposals (
    id TEXT PRIMARY KEY NOT NULL,
    document TEXT NOT NULL,
    why TEXT NOT NULL,
    report_hash TEXT,
    state TEXT NOT NULL CHECK (state IN ('proposed', 'adopted', 'withdrawn')),
    proposed_by TEXT NOT NULL REFERENCES people (id),
    proposed_at BIGINT NOT NULL,
    decided_by TEXT REFERENCES people (id),
    decided_at BIGINT,
    version INTEGER UNIQUE REFERENCES policies (version),
    CHECK ((state = 'proposed') = (decided_at IS NULL)),
    CHECK ((state = 'proposed') = (decided_by IS NULL)),
    CHECK ((state = 'adopted') = (version IS NOT NULL)),
    CHECK (state <> 'adopted' OR decided_by <> proposed_by)
);
