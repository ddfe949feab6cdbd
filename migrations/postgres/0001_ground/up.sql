-- What every slice stands on: work to be done later, the audit log, chains of hashes, answered requests.

-- The outbox and everything else that is done later. A row is written with the change that causes it.
CREATE TABLE jobs (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
    due_at BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    finished_at BIGINT
);
CREATE INDEX jobs_due ON jobs (state, due_at);

CREATE TABLE audit_entries (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    at BIGINT NOT NULL,
    person_id TEXT COLLATE "C",
    hat TEXT,
    act TEXT NOT NULL,
    subject TEXT COLLATE "C" NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX audit_entries_subject ON audit_entries (subject, id);

-- Entries written and not yet linked; their digest is taken when they are written.
CREATE TABLE chain_pending (
    chain TEXT COLLATE "C" NOT NULL,
    entry_id TEXT COLLATE "C" NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (chain, entry_id)
);

CREATE TABLE chain_links (
    chain TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    entry_id TEXT COLLATE "C" NOT NULL,
    digest TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (chain, position),
    UNIQUE (chain, entry_id)
);

-- The saved answer to a request that creates something or moves money, written with its effect.
CREATE TABLE idempotency_keys (
    person_id TEXT COLLATE "C" NOT NULL,
    key TEXT COLLATE "C" NOT NULL,
    request_hash TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, key)
);

-- What is written in the log and in a chain stays as it is.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the rows of % are never changed or deleted', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_entries_are_kept BEFORE UPDATE OR DELETE ON audit_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER chain_links_are_kept BEFORE UPDATE OR DELETE ON chain_links
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
