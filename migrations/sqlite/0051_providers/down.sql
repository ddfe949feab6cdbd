DROP INDEX sessions_provider;
ALTER TABLE sessions DROP COLUMN provider_id;
DROP TABLE provider_sign_ins;
DROP TABLE provider_links;
DROP TABLE provider_domains;
DROP TABLE sign_in_providers;
