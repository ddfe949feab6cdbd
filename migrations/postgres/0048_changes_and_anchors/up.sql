-- What stood before a privileged act, and what stood after it: JSON, which the digest of the entry covers.
ALTER TABLE audit_entries ADD COLUMN before TEXT;
ALTER TABLE audit_entries ADD COLUMN after TEXT;

-- What the look through the audit log of every night found.
CREATE TABLE audit_checks (
    day INTEGER PRIMARY KEY NOT NULL,
    entries BIGINT NOT NULL,
    -- The last link that was looked at; the next look begins there.
    position BIGINT NOT NULL,
    hash TEXT NOT NULL,
    faults INTEGER NOT NULL,
    -- The first of them, if any.
    fault TEXT,
    checked_at BIGINT NOT NULL
);

-- Where the chains ended each night, signed by the network and published: rows that are gone from the end of a chain are
-- missed by whoever kept one.
CREATE TABLE anchors (
    day INTEGER PRIMARY KEY NOT NULL,
    document TEXT NOT NULL
);
CREATE TRIGGER anchors_are_kept BEFORE UPDATE OR DELETE ON anchors
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
