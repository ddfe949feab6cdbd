-- What the pseudonyms of a run are drawn with; gone once its pool is forgotten.
ALTER TABLE runs ADD COLUMN salt TEXT;

-- Who was eligible in which run, so that each can be told why they were chosen or not.
CREATE TABLE run_members (
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    run_id TEXT COLLATE "C" NOT NULL REFERENCES runs (id),
    -- What they go by in its pool.
    name TEXT NOT NULL,
    chosen BOOLEAN NOT NULL,
    -- From when on those may know of it who were not chosen: the brief's deadline.
    open_from BIGINT NOT NULL,
    PRIMARY KEY (member_id, run_id)
);
CREATE INDEX run_members_run ON run_members (run_id);

-- That permuting spaces changed nothing for a run, signed.
CREATE TABLE certificates (
    run_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES runs (id),
    document TEXT NOT NULL,
    equal BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
