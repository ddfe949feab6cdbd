-- Keys on people's devices, with which they sign in instead of a password. What is kept of one is public.
CREATE TABLE passkeys (
    id TEXT PRIMARY KEY NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    -- What its device calls it, in base64url.
    credential TEXT NOT NULL UNIQUE,
    -- How its device is reached: a set of bits.
    transports INTEGER NOT NULL CHECK (transports BETWEEN 0 AND 255),
    public_key BLOB NOT NULL,
    -- What changes with each use, its counter among it.
    state BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkeys_person ON passkeys (person_id, id);

-- What a browser was asked, under the hash of its challenge, until it answers: whichever server hears the answer.
CREATE TABLE passkey_challenges (
    hash TEXT PRIMARY KEY NOT NULL,
    errand TEXT NOT NULL CHECK (errand IN ('add', 'prove', 'sign-in')),
    -- Nobody where somebody signs in: who it is, the answer says.
    person_id TEXT REFERENCES people (id),
    state BLOB NOT NULL,
    expires_at BIGINT NOT NULL,
    CHECK ((person_id IS NULL) = (errand = 'sign-in'))
);
CREATE INDEX passkey_challenges_person ON passkey_challenges (person_id);
CREATE INDEX passkey_challenges_expire ON passkey_challenges (expires_at);
