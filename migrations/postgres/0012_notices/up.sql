-- What people are told: in the app at once, by mail as they choose.
ALTER TABLE people ADD COLUMN time_zone TEXT NOT NULL DEFAULT 'UTC';

CREATE TABLE notices (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    -- The hat under which it is seen, and no other.
    hat TEXT NOT NULL,
    kind TEXT NOT NULL,
    event TEXT NOT NULL,
    about TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    link TEXT NOT NULL,
    -- Whether it is shown in the app, and whether it waits for a digest.
    shown BOOLEAN NOT NULL,
    for_digest BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    read_at BIGINT
);
CREATE INDEX notices_person ON notices (person_id, hat, id);
CREATE INDEX notices_digest ON notices (person_id, id) WHERE for_digest;

-- What somebody chose for a kind of notice; where there is no row, it is shown and mailed at once.
CREATE TABLE notice_choices (
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,
    app BOOLEAN NOT NULL,
    mail TEXT NOT NULL CHECK (mail IN ('soon', 'digest', 'off')),
    PRIMARY KEY (person_id, kind)
);

-- When mail may come: quiet hours and the digest's hour, in minutes of the person's own day.
CREATE TABLE notice_rhythms (
    person_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES people (id),
    quiet_from INTEGER CHECK (quiet_from BETWEEN 0 AND 1439),
    quiet_to INTEGER CHECK (quiet_to BETWEEN 0 AND 1439),
    digest_every TEXT NOT NULL CHECK (digest_every IN ('day', 'week')),
    digest_at INTEGER NOT NULL CHECK (digest_at BETWEEN 0 AND 1439),
    version INTEGER NOT NULL
);
