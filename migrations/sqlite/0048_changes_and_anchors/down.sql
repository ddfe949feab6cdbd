DROP TABLE anchors;
DROP TABLE audit_checks;
ALTER TABLE audit_entries DROP COLUMN after;
ALTER TABLE audit_entries DROP COLUMN before;
