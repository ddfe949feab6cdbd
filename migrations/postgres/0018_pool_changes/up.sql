-- What changed of that which a pool reads, written with the change, so that every server's index can follow.
CREATE TABLE pool_changes (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The transaction that wrote it: a lower id may be committed after a higher one, and whoever reads must not miss it.
    writer BIGINT NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    kind TEXT NOT NULL CHECK (kind IN ('member', 'pair', 'turns', 'everything')),
    member_id TEXT COLLATE "C",
    other_id TEXT COLLATE "C",
    written_at BIGINT NOT NULL,
    CHECK ((kind IN ('member', 'pair')) = (member_id IS NOT NULL)),
    CHECK ((kind = 'pair') = (other_id IS NOT NULL))
);
CREATE INDEX pool_changes_writer ON pool_changes (writer);
CREATE INDEX pool_changes_age ON pool_changes (written_at);
