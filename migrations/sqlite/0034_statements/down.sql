DROP TABLE book_checks;
DROP TABLE statement_lines;
DROP TABLE statement_totals;
DROP TABLE statements;
DROP TABLE periods;
