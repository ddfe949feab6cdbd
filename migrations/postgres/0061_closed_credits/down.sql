DROP INDEX bank_file_lines_like;
DROP TRIGGER bank_credits_are_decided_once ON bank_credits;
CREATE TRIGGER bank_credits_are_claimed_once BEFORE UPDATE OF claimed_by ON bank_credits
FOR EACH ROW WHEN (OLD.claimed_by IS NOT NULL)
EXECUTE FUNCTION refuse_change();
DROP INDEX bank_credits_unclaimed;
CREATE INDEX bank_credits_unclaimed ON bank_credits (id) WHERE claimed_by IS NULL;
ALTER TABLE bank_credits DROP COLUMN note;
