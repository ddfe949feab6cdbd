-- The second factor of whoever wants one: a secret that their app knows as well, sealed.
CREATE TABLE second_factors (
    person_id TEXT PRIMARY KEY NOT NULL REFERENCES people (id),
    sealed_secret TEXT NOT NULL,
    begun_at BIGINT NOT NULL,
    -- It counts from then on.
    confirmed_at BIGINT,
    -- The last span of thirty seconds whose code was taken: no code is taken twice.
    last_step BIGINT NOT NULL DEFAULT 0
);

-- What is good once in place of a code, as hashes. One that was used is gone.
CREATE TABLE recovery_codes (
    hash TEXT PRIMARY KEY NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id)
);
CREATE INDEX recovery_codes_person ON recovery_codes (person_id);

-- Whose password was right, and whose code is awaited, under the hat that they asked for.
CREATE TABLE sign_in_challenges (
    hash TEXT PRIMARY KEY NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    hat TEXT,
    tries INTEGER NOT NULL DEFAULT 0,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_challenges_person ON sign_in_challenges (person_id);
CREATE INDEX sign_in_challenges_expire ON sign_in_challenges (expires_at);

-- Codes that were wrong are counted as well.
CREATE TABLE knocks_with_codes (
    address_hash TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('sign-in', 'code', 'mail')),
    times INTEGER NOT NULL CHECK (times > 0),
    last_at BIGINT NOT NULL,
    PRIMARY KEY (address_hash, purpose)
);
INSERT INTO knocks_with_codes (address_hash, purpose, times, last_at)
SELECT address_hash, purpose, times, last_at FROM knocks;
DROP TABLE knocks;
ALTER TABLE knocks_with_codes RENAME TO knocks;
CREATE INDEX knocks_last ON knocks (last_at);
