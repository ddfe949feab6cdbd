DROP INDEX sessions_ended;
ALTER TABLE audit_entries DROP COLUMN key_id;
DROP TABLE api_keys;
DROP TABLE client_invites;
