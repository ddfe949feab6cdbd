-- The bounds of a rate, in each currency that has some: the least that it takes of a release, and the most that it takes
-- of one member's work in a year. In minor units.
CREATE TABLE terms_bounds (
    terms_id TEXT NOT NULL REFERENCES terms (id),
    currency TEXT NOT NULL,
    least_minor BIGINT NOT NULL CHECK (least_minor >= 0),
    most_a_year_minor BIGINT CHECK (most_a_year_minor >= least_minor),
    PRIMARY KEY (terms_id, currency)
);

-- Who brought a client, from a day on: a member, a space, or nobody any more.
CREATE TABLE finders (
    id TEXT PRIMARY KEY NOT NULL,
    client_id TEXT NOT NULL REFERENCES clients (id),
    member_id TEXT REFERENCES members (id),
    space_id TEXT REFERENCES spaces (id),
    from_day INTEGER NOT NULL,
    said_at BIGINT NOT NULL,
    CHECK (member_id IS NULL OR space_id IS NULL),
    UNIQUE (client_id, from_day)
);
