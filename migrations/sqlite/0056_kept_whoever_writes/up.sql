-- What is written once stays as it is whoever writes. REPLACE deletes the row that is in its way, and SQLite asks the
-- triggers about that only where recursive_triggers is on, which every connection has to say for itself. Muster's do; the
-- triggers here hold for all others too. Lines that join a closed entry, postings and totals of statements among them, are
-- refused already, and so is what would replace them.

-- An entry under a key that is taken is passed over, as whoever posts it asks; any other that is in the way of one is refused.
CREATE TRIGGER entries_are_not_replaced BEFORE INSERT ON entries
WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id OR key = NEW.key OR reverses = NEW.reverses)
BEGIN
    SELECT CASE
        WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.id)
            THEN RAISE(ABORT, 'the rows of entries are never changed or deleted')
        WHEN EXISTS (SELECT 1 FROM entries WHERE key = NEW.key)
            THEN RAISE(IGNORE)
        ELSE RAISE(ABORT, 'the rows of entries are never changed or deleted')
    END;
END;

-- A split comes with its entry, not later: once the chain knows of the entry, nothing joins it.
CREATE TRIGGER split_lines_join_open_entries BEFORE INSERT ON split_lines
WHEN EXISTS (SELECT 1 FROM chain_pending WHERE chain = 'book' AND entry_id = NEW.entry_id)
  OR EXISTS (SELECT 1 FROM chain_links WHERE chain = 'book' AND entry_id = NEW.entry_id)
BEGIN
    SELECT RAISE(ABORT, 'the entry is closed');
END;

CREATE TRIGGER periods_are_not_replaced BEFORE INSERT ON periods
WHEN EXISTS (SELECT 1 FROM periods WHERE month = NEW.month)
BEGIN
    SELECT RAISE(ABORT, 'the rows of periods are never changed or deleted');
END;
CREATE TRIGGER statements_are_not_replaced BEFORE INSERT ON statements
WHEN EXISTS (SELECT 1 FROM statements WHERE id = NEW.id OR number = NEW.number OR (account = NEW.account AND month = NEW.month))
BEGIN
    SELECT RAISE(ABORT, 'the rows of statements are never changed or deleted');
END;
CREATE TRIGGER statement_lines_are_not_replaced BEFORE INSERT ON statement_lines
WHEN EXISTS (SELECT 1 FROM statement_lines WHERE (entry_id = NEW.entry_id AND line = NEW.line)
    OR (statement_id = NEW.statement_id AND position = NEW.position))
BEGIN
    SELECT RAISE(ABORT, 'the rows of statement_lines are never changed or deleted');
END;
CREATE TRIGGER audit_entries_are_not_replaced BEFORE INSERT ON audit_entries
WHEN EXISTS (SELECT 1 FROM audit_entries WHERE id = NEW.id)
BEGIN
    SELECT RAISE(ABORT, 'the rows of audit_entries are never changed or deleted');
END;
CREATE TRIGGER chain_links_are_not_replaced BEFORE INSERT ON chain_links
WHEN EXISTS (SELECT 1 FROM chain_links WHERE chain = NEW.chain AND (position = NEW.position OR entry_id = NEW.entry_id))
BEGIN
    SELECT RAISE(ABORT, 'the rows of chain_links are never changed or deleted');
END;

-- What the recounts of the nights found stays as it was found.
CREATE TRIGGER book_checks_are_kept_update BEFORE UPDATE ON book_checks
BEGIN
    SELECT RAISE(ABORT, 'the rows of book_checks are never changed or deleted');
END;
CREATE TRIGGER book_checks_are_kept_delete BEFORE DELETE ON book_checks
BEGIN
    SELECT RAISE(ABORT, 'the rows of book_checks are never changed or deleted');
END;
CREATE TRIGGER audit_checks_are_kept_update BEFORE UPDATE ON audit_checks
BEGIN
    SELECT RAISE(ABORT, 'the rows of audit_checks are never changed or deleted');
END;
CREATE TRIGGER audit_checks_are_kept_delete BEFORE DELETE ON audit_checks
BEGIN
    SELECT RAISE(ABORT, 'the rows of audit_checks are never changed or deleted');
END;
