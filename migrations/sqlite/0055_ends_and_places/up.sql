-- Bank details to which nothing was ever paid have an end: when others took their place is noted, once. Those to which
-- something was paid stay, since payouts refer to them.
DROP TRIGGER bank_details_are_kept_update;
DROP TRIGGER bank_details_are_kept_delete;
ALTER TABLE bank_details ADD COLUMN replaced_at BIGINT;
UPDATE bank_details SET replaced_at = (
    SELECT MIN(later.set_at) FROM bank_details AS later
    WHERE later.account = bank_details.account AND later.id > bank_details.id
);
CREATE INDEX bank_details_replaced ON bank_details (replaced_at) WHERE replaced_at IS NOT NULL;
-- Whether something was paid to some.
CREATE INDEX payouts_details ON payouts (details_id);
CREATE TRIGGER bank_details_are_kept_update BEFORE UPDATE OF id, account, holder, iban, bic, set_by, set_at ON bank_details
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_details are never changed');
END;
CREATE TRIGGER bank_details_are_replaced_once BEFORE UPDATE OF replaced_at ON bank_details
WHEN OLD.replaced_at IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_details are replaced once');
END;

-- From where somebody signed in: whoever guesses elsewhere does not keep them waiting here. Both are hashes, of their address
-- and of it with the place.
CREATE TABLE known_places (
    place_hash TEXT PRIMARY KEY NOT NULL,
    address_hash TEXT NOT NULL,
    last_at BIGINT NOT NULL
);
CREATE INDEX known_places_address ON known_places (address_hash);
CREATE INDEX known_places_last ON known_places (last_at);
