-- What happened between two members: introductions, advice, support, paid work. It counts once both have confirmed it.
CREATE TABLE connections (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('introduction', 'advice', 'support', 'paid_work')),
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    other_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    member_agrees BOOLEAN NOT NULL,
    other_agrees BOOLEAN NOT NULL,
    -- The space whose host logged it; nothing where the first of the two members did.
    space_id TEXT COLLATE "C" REFERENCES spaces (id),
    happened_on INTEGER NOT NULL,
    note TEXT NOT NULL,
    -- Where each of the two was at home when it was logged.
    member_place_id TEXT COLLATE "C" REFERENCES places (id),
    other_place_id TEXT COLLATE "C" REFERENCES places (id),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed', 'declined', 'expired', 'taken_back')),
    -- By how much it made the tie between the two stronger.
    strength INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 1000),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    CHECK (member_id <> other_id),
    CHECK (state <> 'confirmed' OR (member_agrees AND other_agrees)),
    CHECK (state = 'confirmed' OR strength = 0)
);
CREATE INDEX connections_member ON connections (member_id, created_at);
CREATE INDEX connections_other ON connections (other_id, created_at);
CREATE INDEX connections_space ON connections (space_id);
