DROP TABLE book_checks;
DROP TABLE statement_lines;
DROP TABLE statement_totals;
DROP TABLE statements;
DROP TABLE periods;
DROP FUNCTION statement_is_open();
DROP FUNCTION period_is_open();
