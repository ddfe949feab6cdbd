-- How members and spaces get what they are owed: where to, in which batch, and what the bank said of it.

-- Where somebody wants to be paid: an account of the book (payable:member:<id>, payable:space:<id>) and an account at a
-- bank. Each change is a row; the last one counts, and what was paid by an earlier one stays as it was.
CREATE TABLE bank_details (
    id TEXT PRIMARY KEY NOT NULL,
    account TEXT NOT NULL CHECK (account LIKE 'payable:%'),
    holder TEXT NOT NULL,
    iban TEXT NOT NULL,
    bic TEXT,
    set_by TEXT NOT NULL REFERENCES people (id),
    set_at BIGINT NOT NULL
);
CREATE INDEX bank_details_account ON bank_details (account, id);

-- What goes to the bank in one file. All that the file is made of stands here and in its payouts; its two digests say
-- whether it is still made to the same byte.
CREATE TABLE payout_batches (
    id TEXT PRIMARY KEY NOT NULL,
    -- What names it to the bank.
    message TEXT NOT NULL UNIQUE,
    currency TEXT NOT NULL,
    on_day INTEGER NOT NULL,
    smallest_minor BIGINT NOT NULL CHECK (smallest_minor > 0),
    debtor TEXT NOT NULL,
    debtor_iban TEXT NOT NULL,
    debtor_bic TEXT,
    payouts INTEGER NOT NULL CHECK (payouts > 0),
    total_minor BIGINT NOT NULL CHECK (total_minor > 0),
    left_out INTEGER NOT NULL CHECK (left_out >= 0),
    sha256_v03 TEXT NOT NULL,
    sha256_v09 TEXT NOT NULL,
    made_by TEXT NOT NULL REFERENCES people (id),
    made_at BIGINT NOT NULL
);

-- Who was owed money and got none in a batch, and why.
CREATE TABLE payouts_left_out (
    batch_id TEXT NOT NULL REFERENCES payout_batches (id),
    account TEXT NOT NULL REFERENCES accounts (name),
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    because TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (batch_id, account)
);

-- contradiction is what the bank told of it that cannot be; decided repeats it once an admin has decided on it.
CREATE TABLE payouts (
    id TEXT PRIMARY KEY NOT NULL,
    batch_id TEXT NOT NULL REFERENCES payout_batches (id),
    account TEXT NOT NULL REFERENCES accounts (name),
    details_id TEXT NOT NULL REFERENCES bank_details (id),
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    -- The month in whose statement it stands.
    month INTEGER NOT NULL,
    end_to_end TEXT NOT NULL UNIQUE,
    block TEXT NOT NULL,
    remittance TEXT NOT NULL,
    entry_id TEXT NOT NULL UNIQUE REFERENCES entries (id),
    state TEXT NOT NULL CHECK (state IN ('sent', 'settled', 'rejected', 'returned')),
    contradiction TEXT,
    decided TEXT,
    sent_at BIGINT NOT NULL
);
CREATE INDEX payouts_account ON payouts (account, id);
CREATE INDEX payouts_batch ON payouts (batch_id, id);
-- Nobody has two under way.
CREATE UNIQUE INDEX payouts_under_way ON payouts (account, currency) WHERE state = 'sent';
CREATE INDEX payouts_doubtful ON payouts (account) WHERE contradiction IS NOT NULL;

-- What came in from the bank, as it was sent, and what it did. The same file is kept once.
CREATE TABLE bank_files (
    id TEXT PRIMARY KEY NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    content BLOB NOT NULL,
    size INTEGER NOT NULL CHECK (size > 0),
    lines INTEGER NOT NULL,
    settled INTEGER NOT NULL,
    rejected INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    noted INTEGER NOT NULL,
    mismatched INTEGER NOT NULL,
    credits INTEGER NOT NULL,
    unmatched INTEGER NOT NULL,
    -- A JSON array of sentences: what cannot be, and was told first by this file.
    contradictions TEXT NOT NULL,
    received_by TEXT NOT NULL REFERENCES people (id),
    received_at BIGINT NOT NULL
);

-- The smallest parts of a file that say something, and what each did. heard is the part itself, as JSON.
CREATE TABLE bank_file_lines (
    bank_file_id TEXT NOT NULL REFERENCES bank_files (id),
    position INTEGER NOT NULL,
    batch_id TEXT REFERENCES payout_batches (id),
    payout_id TEXT REFERENCES payouts (id),
    fate TEXT NOT NULL CHECK (fate IN ('settled', 'rejected', 'returned', 'noted', 'mismatched', 'credit', 'unmatched')),
    about TEXT NOT NULL,
    words TEXT NOT NULL,
    amount_minor BIGINT,
    currency TEXT,
    day INTEGER,
    heard TEXT NOT NULL,
    PRIMARY KEY (bank_file_id, position),
    CHECK ((amount_minor IS NULL) = (currency IS NULL))
);
CREATE INDEX bank_file_lines_batch ON bank_file_lines (batch_id, bank_file_id, position) WHERE batch_id IS NOT NULL;

-- Money that came in from others, each booking once however many files tell it.
CREATE TABLE bank_credits (
    id TEXT PRIMARY KEY NOT NULL,
    -- What makes the booking the same in every file.
    bank_reference TEXT NOT NULL UNIQUE,
    bank_file_id TEXT NOT NULL REFERENCES bank_files (id) DEFERRABLE INITIALLY DEFERRED,
    amount_minor BIGINT NOT NULL CHECK (amount_minor > 0),
    currency TEXT NOT NULL,
    booked_on INTEGER NOT NULL,
    reference_text TEXT NOT NULL,
    debtor TEXT,
    -- What took it, such as the id of a funding; nothing as long as nobody has.
    claimed_by TEXT,
    heard_at BIGINT NOT NULL
);
CREATE INDEX bank_credits_unclaimed ON bank_credits (id) WHERE claimed_by IS NULL;

-- What became of a payout: each state is reached once, by a file of the bank or by an admin's decision.
CREATE TABLE payout_moves (
    payout_id TEXT NOT NULL REFERENCES payouts (id),
    state TEXT NOT NULL CHECK (state IN ('settled', 'rejected', 'returned')),
    entry_id TEXT NOT NULL UNIQUE REFERENCES entries (id),
    day INTEGER NOT NULL,
    -- Why it was rejected or came back, in words.
    reason TEXT,
    bank_file_id TEXT REFERENCES bank_files (id) DEFERRABLE INITIALLY DEFERRED,
    decided_by TEXT REFERENCES people (id),
    moved_at BIGINT NOT NULL,
    PRIMARY KEY (payout_id, state),
    CHECK ((bank_file_id IS NULL) <> (decided_by IS NULL)),
    CHECK ((state = 'settled') = (reason IS NULL))
);

-- Bank details that cannot be used any more, and the payout that showed it.
CREATE TABLE bank_detail_faults (
    details_id TEXT PRIMARY KEY NOT NULL REFERENCES bank_details (id),
    payout_id TEXT NOT NULL REFERENCES payouts (id),
    reason TEXT NOT NULL,
    found_at BIGINT NOT NULL
);

CREATE TRIGGER bank_details_are_kept_update BEFORE UPDATE ON bank_details
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_details are never changed or deleted');
END;
CREATE TRIGGER bank_details_are_kept_delete BEFORE DELETE ON bank_details
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_details are never changed or deleted');
END;
CREATE TRIGGER payout_batches_are_kept_update BEFORE UPDATE ON payout_batches
BEGIN
    SELECT RAISE(ABORT, 'the rows of payout_batches are never changed or deleted');
END;
CREATE TRIGGER payout_batches_are_kept_delete BEFORE DELETE ON payout_batches
BEGIN
    SELECT RAISE(ABORT, 'the rows of payout_batches are never changed or deleted');
END;
CREATE TRIGGER payouts_left_out_are_kept_update BEFORE UPDATE ON payouts_left_out
BEGIN
    SELECT RAISE(ABORT, 'the rows of payouts_left_out are never changed or deleted');
END;
CREATE TRIGGER payouts_left_out_are_kept_delete BEFORE DELETE ON payouts_left_out
BEGIN
    SELECT RAISE(ABORT, 'the rows of payouts_left_out are never changed or deleted');
END;
CREATE TRIGGER bank_files_are_kept_update BEFORE UPDATE ON bank_files
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_files are never changed or deleted');
END;
CREATE TRIGGER bank_files_are_kept_delete BEFORE DELETE ON bank_files
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_files are never changed or deleted');
END;
CREATE TRIGGER bank_file_lines_are_kept_update BEFORE UPDATE ON bank_file_lines
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_file_lines are never changed or deleted');
END;
CREATE TRIGGER bank_file_lines_are_kept_delete BEFORE DELETE ON bank_file_lines
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_file_lines are never changed or deleted');
END;
CREATE TRIGGER payout_moves_are_kept_update BEFORE UPDATE ON payout_moves
BEGIN
    SELECT RAISE(ABORT, 'the rows of payout_moves are never changed or deleted');
END;
CREATE TRIGGER payout_moves_are_kept_delete BEFORE DELETE ON payout_moves
BEGIN
    SELECT RAISE(ABORT, 'the rows of payout_moves are never changed or deleted');
END;
CREATE TRIGGER bank_detail_faults_are_kept_update BEFORE UPDATE ON bank_detail_faults
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_detail_faults are never changed or deleted');
END;
CREATE TRIGGER bank_detail_faults_are_kept_delete BEFORE DELETE ON bank_detail_faults
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_detail_faults are never changed or deleted');
END;

-- Of a payout only its state moves, and only forward.
CREATE TRIGGER payouts_are_kept_update BEFORE UPDATE OF batch_id, account, details_id, amount_minor, currency, month, end_to_end, block, remittance, entry_id, sent_at ON payouts
BEGIN
    SELECT RAISE(ABORT, 'of a payout only its state changes');
END;
CREATE TRIGGER payouts_are_kept_delete BEFORE DELETE ON payouts
BEGIN
    SELECT RAISE(ABORT, 'the rows of payouts are never changed or deleted');
END;
CREATE TRIGGER payouts_move_forward BEFORE UPDATE OF state ON payouts
WHEN NOT ((OLD.state = 'sent' AND NEW.state IN ('settled', 'rejected', 'returned')) OR (OLD.state = 'settled' AND NEW.state = 'returned'))
BEGIN
    SELECT RAISE(ABORT, 'a payout does not move so');
END;
-- Of a credit only who claimed it is noted, once.
CREATE TRIGGER bank_credits_are_kept_update BEFORE UPDATE OF bank_reference, bank_file_id, amount_minor, currency, booked_on, reference_text, debtor, heard_at ON bank_credits
BEGIN
    SELECT RAISE(ABORT, 'of a credit only who claimed it changes');
END;
CREATE TRIGGER bank_credits_are_kept_delete BEFORE DELETE ON bank_credits
BEGIN
    SELECT RAISE(ABORT, 'the rows of bank_credits are never changed or deleted');
END;
CREATE TRIGGER bank_credits_are_claimed_once BEFORE UPDATE OF claimed_by ON bank_credits
WHEN OLD.claimed_by IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the credit was claimed already');
END;
