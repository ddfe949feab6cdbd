DROP INDEX certificates_created;
DROP TABLE conflict_months;
DROP TABLE seat_reaches;
DROP TABLE line_shares;
DROP TABLE report_atoms;
DROP TABLE report_months;
DROP FUNCTION line_share_only_ends();
DROP FUNCTION report_month_is_open();
