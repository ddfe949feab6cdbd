-- The taxonomy: skills, every name they go by, and how they relate.
CREATE TABLE skills (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    category TEXT NOT NULL,
    source TEXT NOT NULL,
    uri TEXT UNIQUE
);

-- Names and aliases, folded for look-up; rank 0 is the preferred name.
CREATE TABLE skill_names (
    folded TEXT NOT NULL,
    skill_id TEXT NOT NULL REFERENCES skills (id),
    name TEXT NOT NULL,
    rank INTEGER NOT NULL,
    PRIMARY KEY (folded, skill_id)
);
CREATE INDEX skill_names_skill ON skill_names (skill_id);

-- broader: other_id is the broader one, strength 0. related: skill_id < other_id, strength 1 to 999 per mille.
CREATE TABLE skill_relations (
    skill_id TEXT NOT NULL REFERENCES skills (id),
    other_id TEXT NOT NULL REFERENCES skills (id),
    kind TEXT NOT NULL CHECK (kind IN ('broader', 'related')),
    strength INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 999),
    PRIMARY KEY (skill_id, other_id, kind),
    CHECK (kind = 'broader' OR skill_id < other_id)
);
CREATE INDEX skill_relations_other ON skill_relations (other_id);
