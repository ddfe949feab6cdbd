-- An admin can close money that nobody has claimed and that goes no other way, with a note of what was done. Like a claim, a
-- note is written once, and never beside a claim.
ALTER TABLE bank_credits ADD COLUMN note TEXT CHECK (note IS NULL OR claimed_by IS NULL);
DROP INDEX bank_credits_unclaimed;
CREATE INDEX bank_credits_unclaimed ON bank_credits (id) WHERE claimed_by IS NULL AND note IS NULL;
DROP TRIGGER bank_credits_are_claimed_once;
CREATE TRIGGER bank_credits_are_decided_once BEFORE UPDATE OF claimed_by, note ON bank_credits
WHEN OLD.claimed_by IS NOT NULL OR OLD.note IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the credit was claimed or closed already');
END;
