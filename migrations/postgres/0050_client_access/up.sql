-- Who was asked by mail to act for a client organisation. A link is good once, until it expires or is taken back.
CREATE TABLE client_invites (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL REFERENCES clients (id),
    email TEXT COLLATE "C" NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('requester', 'approver', 'finance')),
    token_hash TEXT COLLATE "C" NOT NULL UNIQUE,
    invited_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX client_invites_client ON client_invites (client_id, created_at);
-- Of several links to one address, the newest one is good.
CREATE UNIQUE INDEX client_invites_open ON client_invites (client_id, email) WHERE ended_at IS NULL;

-- What a client's programs show instead of a person's token. Of the key itself, only its hash is kept.
CREATE TABLE api_keys (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    client_id TEXT COLLATE "C" NOT NULL REFERENCES clients (id),
    person_id TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    scopes TEXT NOT NULL,
    begins TEXT NOT NULL,
    hash TEXT COLLATE "C" NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    last_used_on INTEGER,
    revoked_at BIGINT
);
CREATE INDEX api_keys_client ON api_keys (client_id, id);

-- Which key an act was done by, where it was not done by hand.
ALTER TABLE audit_entries ADD COLUMN key_id TEXT COLLATE "C";

-- Every server asks again and again which sessions ended of late.
CREATE INDEX sessions_ended ON sessions (ended_at) WHERE ended_at IS NOT NULL;
