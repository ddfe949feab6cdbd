DROP TABLE turn_balances;
DROP TABLE turn_postings;
DROP TABLE turn_entries;
DROP TABLE runs;
DROP TABLE pools;
DROP TABLE policies;
