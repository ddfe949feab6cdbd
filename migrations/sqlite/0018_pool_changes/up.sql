-- What changed of that which a pool reads, written with the change, so that every server's index can follow.
CREATE TABLE pool_changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    -- Tells transactions apart on PostgreSQL. Here they write one after another, and the id says enough.
    writer BIGINT NOT NULL DEFAULT 0,
    kind TEXT NOT NULL CHECK (kind IN ('member', 'pair', 'turns', 'everything')),
    member_id TEXT,
    other_id TEXT,
    written_at BIGINT NOT NULL,
    CHECK ((kind IN ('member', 'pair')) = (member_id IS NOT NULL)),
    CHECK ((kind = 'pair') = (other_id IS NOT NULL))
);
CREATE INDEX pool_changes_writer ON pool_changes (writer);
CREATE INDEX pool_changes_age ON pool_changes (written_at);
