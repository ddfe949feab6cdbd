DROP TABLE idempotency_keys;
DROP TABLE chain_links;
DROP TABLE chain_pending;
DROP TABLE audit_entries;
DROP TABLE jobs;
