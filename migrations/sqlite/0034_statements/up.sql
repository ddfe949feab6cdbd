-- Months that are closed, the statements of whoever is owed money, and which posting stands in which. All of it is
-- written once; what is posted later stands in a later statement.
CREATE TABLE periods (
    month INTEGER PRIMARY KEY NOT NULL,
    statements INTEGER NOT NULL CHECK (statements >= 0),
    -- The Merkle root over the hashes of its statements, in the order of their numbers.
    root TEXT NOT NULL,
    closed_at BIGINT NOT NULL
);

CREATE TABLE statements (
    id TEXT PRIMARY KEY NOT NULL,
    -- From 1 on, without a gap.
    number BIGINT NOT NULL UNIQUE CHECK (number > 0),
    month INTEGER NOT NULL REFERENCES periods (month) DEFERRABLE INITIALLY DEFERRED,
    account TEXT NOT NULL REFERENCES accounts (name),
    lines INTEGER NOT NULL CHECK (lines >= 0),
    -- The Merkle root over its lines.
    root TEXT NOT NULL,
    -- The hash of everything that it says, and of the statement before.
    hash TEXT NOT NULL,
    UNIQUE (account, month)
);

CREATE TABLE statement_totals (
    statement_id TEXT NOT NULL REFERENCES statements (id),
    currency TEXT NOT NULL,
    opening_minor BIGINT NOT NULL,
    in_minor BIGINT NOT NULL CHECK (in_minor >= 0),
    out_minor BIGINT NOT NULL CHECK (out_minor >= 0),
    closing_minor BIGINT NOT NULL,
    PRIMARY KEY (statement_id, currency),
    CHECK (opening_minor + in_minor - out_minor = closing_minor)
) WITHOUT ROWID;

CREATE TABLE statement_lines (
    entry_id TEXT NOT NULL,
    line INTEGER NOT NULL,
    statement_id TEXT NOT NULL REFERENCES statements (id),
    position INTEGER NOT NULL,
    -- What keeps the hash of the line from being guessed.
    salt TEXT NOT NULL,
    PRIMARY KEY (entry_id, line),
    UNIQUE (statement_id, position),
    FOREIGN KEY (entry_id, line) REFERENCES postings (entry_id, line)
) WITHOUT ROWID;

CREATE TRIGGER periods_are_kept_update BEFORE UPDATE ON periods
BEGIN
    SELECT RAISE(ABORT, 'the rows of periods are never changed or deleted');
END;
CREATE TRIGGER periods_are_kept_delete BEFORE DELETE ON periods
BEGIN
    SELECT RAISE(ABORT, 'the rows of periods are never changed or deleted');
END;
CREATE TRIGGER statements_are_kept_update BEFORE UPDATE ON statements
BEGIN
    SELECT RAISE(ABORT, 'the rows of statements are never changed or deleted');
END;
CREATE TRIGGER statements_are_kept_delete BEFORE DELETE ON statements
BEGIN
    SELECT RAISE(ABORT, 'the rows of statements are never changed or deleted');
END;
CREATE TRIGGER statement_totals_are_kept_update BEFORE UPDATE ON statement_totals
BEGIN
    SELECT RAISE(ABORT, 'the rows of statement_totals are never changed or deleted');
END;
CREATE TRIGGER statement_totals_are_kept_delete BEFORE DELETE ON statement_totals
BEGIN
    SELECT RAISE(ABORT, 'the rows of statement_totals are never changed or deleted');
END;
CREATE TRIGGER statement_lines_are_kept_update BEFORE UPDATE ON statement_lines
BEGIN
    SELECT RAISE(ABORT, 'the rows of statement_lines are never changed or deleted');
END;
CREATE TRIGGER statement_lines_are_kept_delete BEFORE DELETE ON statement_lines
BEGIN
    SELECT RAISE(ABORT, 'the rows of statement_lines are never changed or deleted');
END;

-- A month is closed once its row is there: no statement and no line joins it later.
CREATE TRIGGER statements_join_open_periods BEFORE INSERT ON statements
WHEN EXISTS (SELECT 1 FROM periods WHERE month >= NEW.month)
BEGIN
    SELECT RAISE(ABORT, 'the period is closed');
END;
CREATE TRIGGER statement_lines_join_open_periods BEFORE INSERT ON statement_lines
WHEN EXISTS (SELECT 1 FROM statements s JOIN periods p ON p.month = s.month WHERE s.id = NEW.statement_id)
BEGIN
    SELECT RAISE(ABORT, 'the period is closed');
END;
CREATE TRIGGER statement_totals_join_open_periods BEFORE INSERT ON statement_totals
WHEN EXISTS (SELECT 1 FROM statements s JOIN periods p ON p.month = s.month WHERE s.id = NEW.statement_id)
BEGIN
    SELECT RAISE(ABORT, 'the period is closed');
END;

-- What the recount of every night found.
CREATE TABLE book_checks (
    day INTEGER PRIMARY KEY NOT NULL,
    entries BIGINT NOT NULL,
    postings BIGINT NOT NULL,
    faults INTEGER NOT NULL,
    -- The first of them, if any.
    fault TEXT,
    checked_at BIGINT NOT NULL
);
