-- An admin can close money that nobody has claimed and that goes no other way, with a note of what was done. Like a claim, a
-- note is written once, and beside no claim but that of an entry by which it was to be sent back and which the bank refused.
ALTER TABLE bank_credits ADD COLUMN note TEXT
    CHECK (note IS NULL OR claimed_by IS NULL OR substr(claimed_by, 1, 6) = 'entry_');
DROP INDEX bank_credits_unclaimed;
CREATE INDEX bank_credits_unclaimed ON bank_credits (id) WHERE claimed_by IS NULL AND note IS NULL;
DROP TRIGGER bank_credits_are_claimed_once;
CREATE TRIGGER bank_credits_are_decided_once BEFORE UPDATE OF claimed_by, note ON bank_credits
WHEN OLD.note IS NOT NULL OR OLD.claimed_by IS NOT NULL AND NEW.claimed_by IS NOT OLD.claimed_by
BEGIN
    SELECT RAISE(ABORT, 'the credit was claimed or closed already');
END;

-- Who paid some money is looked for among all that was told of bookings of that amount on that day.
CREATE INDEX bank_file_lines_like ON bank_file_lines (day, amount_minor) WHERE batch_id IS NULL;
