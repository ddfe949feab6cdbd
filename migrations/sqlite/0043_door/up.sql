-- How often an address was tried, whether somebody has it or not: sign-ins that failed, and mails that were asked for.
CREATE TABLE knocks (
    address_hash TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('sign-in', 'mail')),
    times INTEGER NOT NULL CHECK (times > 0),
    last_at BIGINT NOT NULL,
    PRIMARY KEY (address_hash, purpose)
);
CREATE INDEX knocks_last ON knocks (last_at);

-- What a session is on, as its browser says, and when it was used last.
ALTER TABLE sessions ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN used_at BIGINT NOT NULL DEFAULT 0;
UPDATE sessions SET used_at = created_at;
-- The token with which a session can be gone on with.
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id) WHERE used_at IS NULL;
