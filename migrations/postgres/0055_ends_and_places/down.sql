DROP TABLE known_places;
DROP TRIGGER bank_details_are_replaced_once ON bank_details;
DROP TRIGGER bank_details_are_kept ON bank_details;
DROP INDEX payouts_details;
DROP INDEX bank_details_replaced;
ALTER TABLE bank_details DROP COLUMN replaced_at;
CREATE TRIGGER bank_details_are_kept BEFORE UPDATE OR DELETE ON bank_details
FOR EACH ROW EXECUTE FUNCTION refuse_change();
