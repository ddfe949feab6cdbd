-- What clients ask for. A revision is never changed; posting fixes which one counts.
CREATE TABLE briefs (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL REFERENCES clients (id),
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'posted', 'decided', 'awarded', 'withdrawn', 'lapsed')),
    revision INTEGER NOT NULL,
    bidding TEXT CHECK (bidding IN ('formed', 'open', 'both')),
    deadline_at BIGINT,
    created_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    posted_at BIGINT,
    CHECK (state = 'draft' OR state = 'withdrawn' OR (deadline_at IS NOT NULL AND bidding IS NOT NULL))
);
CREATE INDEX briefs_client ON briefs (client_id, id);

CREATE TABLE brief_revisions (
    brief_id TEXT COLLATE "C" NOT NULL REFERENCES briefs (id),
    revision INTEGER NOT NULL,
    document TEXT NOT NULL,
    saved_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    saved_at BIGINT NOT NULL,
    PRIMARY KEY (brief_id, revision)
);
