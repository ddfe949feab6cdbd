-- Somebody who has left: their row stays under a pseudonym, because the book, the turns and the audit log name it.
ALTER TABLE people ADD COLUMN closed_at BIGINT;

-- What somebody agreed to, in which version, and until when.
CREATE TABLE consents (
    person_id TEXT NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL CHECK (kind IN ('conditions', 'formation')),
    version TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (person_id, kind, given_at),
    CHECK (withdrawn_at IS NULL OR withdrawn_at >= given_at)
);

-- What is deleted by its age is found by its age.
CREATE INDEX sessions_used ON sessions (used_at);
CREATE INDEX refresh_tokens_expires ON refresh_tokens (expires_at);
CREATE INDEX refresh_tokens_of_session ON refresh_tokens (session_id);
CREATE INDEX idempotency_keys_created ON idempotency_keys (created_at);

-- Keys of commands are told from those of people, whose answers are deleted after a while.
UPDATE idempotency_keys SET key = 'command:' || key WHERE key LIKE 'posting %';
