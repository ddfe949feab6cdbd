DROP TABLE invoices_waiting;
DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP TABLE invoice_years;
DROP TABLE billing_details;
DROP FUNCTION invoice_years_count_up();
