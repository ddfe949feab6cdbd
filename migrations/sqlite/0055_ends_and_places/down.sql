DROP TABLE known_places;
DROP TRIGGER bank_details_are_replaced_once;
DROP TRIGGER bank_details_are_kept_update;
DROP INDEX payouts_details;
DROP INDEX bank_details_replaced;
ALTER TABLE bank_details DROP COLUMN replaced_at;
CREATE TRIGGER bank_details_are_kept_update BEFORE UPDATE ON bank_details
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_details are never changed or deleted');
END;
CREATE TRIGGER bank_details_are_kept_delete BEFORE DELETE ON bank_details
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_details are never changed or deleted');
END;
