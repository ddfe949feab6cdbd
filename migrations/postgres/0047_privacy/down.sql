UPDATE idempotency_keys SET key = SUBSTR(key, 9) WHERE key LIKE 'command:%';
DROP INDEX idempotency_keys_created;
DROP INDEX refresh_tokens_of_session;
DROP INDEX refresh_tokens_expires;
DROP INDEX sessions_used;
DROP TABLE consents;
ALTER TABLE people DROP COLUMN closed_at;
