DROP INDEX refresh_tokens_session;
ALTER TABLE sessions DROP COLUMN used_at;
ALTER TABLE sessions DROP COLUMN device;
DROP TABLE knocks;
