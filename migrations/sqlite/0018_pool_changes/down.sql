DROP TABLE pool_changes;
