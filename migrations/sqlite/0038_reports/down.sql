DROP INDEX certificates_created;
DROP TABLE conflict_months;
DROP TABLE seat_reaches;
DROP TABLE line_shares;
DROP TABLE report_atoms;
DROP TABLE report_months;
