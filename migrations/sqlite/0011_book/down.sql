DROP TABLE commission_totals;
DROP TABLE fee_totals;
DROP TABLE split_lines;
DROP TABLE balances;
DROP TABLE postings;
DROP TABLE entries;
DROP TABLE accounts;
