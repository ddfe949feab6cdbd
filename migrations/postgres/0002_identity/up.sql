-- Who somebody is, which hats they may wear, and where they are signed in.
CREATE TABLE people (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    email TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT NOT NULL,
    verified_at BIGINT,
    created_at BIGINT NOT NULL
);

CREATE TABLE hats (
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    hat TEXT NOT NULL CHECK (hat IN ('client', 'member', 'operator', 'steward', 'admin')),
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, hat)
);
-- Nobody holds operator and steward at once.
CREATE UNIQUE INDEX hats_operator_or_steward ON hats (person_id) WHERE hat IN ('operator', 'steward');

CREATE TABLE mail_tokens (
    hash TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('verify', 'reset')),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE sessions (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    hat TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_because TEXT
);
CREATE INDEX sessions_person ON sessions (person_id, id);

CREATE TABLE refresh_tokens (
    hash TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    session_id TEXT COLLATE "C" NOT NULL REFERENCES sessions (id),
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE clients (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    country TEXT NOT NULL,
    currency TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE client_people (
    client_id TEXT COLLATE "C" NOT NULL REFERENCES clients (id),
    person_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('requester', 'approver', 'finance')),
    PRIMARY KEY (client_id, person_id)
);
