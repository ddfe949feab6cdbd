-- Spaces, who runs them, who belongs to them when, and on which terms.
CREATE TABLE spaces (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    place_id TEXT NOT NULL REFERENCES places (id),
    created_at BIGINT NOT NULL
);

CREATE TABLE space_operators (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    person_id TEXT NOT NULL REFERENCES people (id),
    PRIMARY KEY (space_id, person_id)
);
CREATE INDEX space_operators_person ON space_operators (person_id);

CREATE TABLE affiliations (
    id TEXT PRIMARY KEY NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    space_id TEXT NOT NULL REFERENCES spaces (id),
    from_day INTEGER NOT NULL,
    to_day INTEGER,
    CHECK (to_day IS NULL OR from_day <= to_day),
    UNIQUE (member_id, from_day)
);
CREATE INDEX affiliations_space ON affiliations (space_id, from_day);

-- A rate from a day on, until the next one of its kind. space_id is empty for the network's own terms.
CREATE TABLE terms (
    id TEXT PRIMARY KEY NOT NULL,
    space_id TEXT REFERENCES spaces (id),
    kind TEXT NOT NULL CHECK (kind IN ('commission', 'network', 'fund', 'finder')),
    basis_points INTEGER NOT NULL CHECK (basis_points BETWEEN 0 AND 10000),
    from_day INTEGER NOT NULL,
    announced_at BIGINT NOT NULL,
    CHECK ((kind = 'commission') = (space_id IS NOT NULL)),
    UNIQUE (space_id, kind, from_day)
);
-- The network's own terms have no space, and unique indexes tell empty values apart.
CREATE UNIQUE INDEX terms_of_the_network ON terms (kind, from_day) WHERE space_id IS NULL;
