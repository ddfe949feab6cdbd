DROP TABLE commission_totals;
DROP TABLE split_lines;
DROP TABLE balances;
DROP TABLE postings;
DROP TABLE entries;
DROP TABLE accounts;
DROP FUNCTION entry_balances;
DROP FUNCTION entry_is_open;
