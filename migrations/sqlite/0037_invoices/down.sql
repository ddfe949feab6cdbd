DROP TABLE invoices_waiting;
DROP TABLE invoice_lines;
DROP TABLE invoices;
DROP TABLE invoice_years;
DROP TABLE billing_details;
