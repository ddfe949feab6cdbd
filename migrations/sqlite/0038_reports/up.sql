-- What operators are told of closed months. A month of a space is cut into parts once, and every report is a sum of whole
-- parts: what stands for fewer than three members is a whole side of a statement, and has no label.
CREATE TABLE report_months (
    month INTEGER PRIMARY KEY NOT NULL REFERENCES periods (month),
    atoms INTEGER NOT NULL CHECK (atoms >= 0),
    made_at BIGINT NOT NULL
);

CREATE TABLE report_atoms (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    month INTEGER NOT NULL REFERENCES report_months (month) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    currency TEXT NOT NULL,
    side TEXT NOT NULL CHECK (side IN ('came', 'went')),
    category TEXT,
    source TEXT CHECK (source IN ('space', 'network')),
    -- A place's id, or `remote`.
    work_place TEXT,
    members INTEGER NOT NULL CHECK (members >= 0),
    amount_minor BIGINT NOT NULL,
    PRIMARY KEY (space_id, month, position),
    CHECK (members >= 3 OR (category IS NULL AND source IS NULL AND work_place IS NULL))
);

-- The times in which a member shows their own lines to their space; the last one is open.
CREATE TABLE line_shares (
    id TEXT PRIMARY KEY NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    from_at BIGINT NOT NULL,
    space_id TEXT NOT NULL REFERENCES spaces (id),
    until_at BIGINT,
    CHECK (until_at >= from_at)
);
CREATE UNIQUE INDEX line_shares_one_open ON line_shares (member_id) WHERE until_at IS NULL;
CREATE INDEX line_shares_space ON line_shares (space_id);

-- Within which spaces' reach a seat was when it was awarded: somebody of theirs was eligible. Never shown; it says of nobody
-- who that was.
CREATE TABLE seat_reaches (
    engagement_id TEXT NOT NULL REFERENCES engagements (id),
    seat TEXT NOT NULL,
    space_id TEXT NOT NULL REFERENCES spaces (id),
    commission_bp INTEGER NOT NULL,
    PRIMARY KEY (engagement_id, seat, space_id)
);

-- What a space missed in a month because nobody can steer, where three members of elsewhere held three seats at least.
CREATE TABLE conflict_months (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    month INTEGER NOT NULL,
    currency TEXT NOT NULL,
    missed_minor BIGINT NOT NULL CHECK (missed_minor >= 0),
    seats INTEGER NOT NULL CHECK (seats >= 3),
    holders INTEGER NOT NULL CHECK (holders >= 3),
    PRIMARY KEY (space_id, month, currency)
);

CREATE INDEX certificates_created ON certificates (created_at);

CREATE TRIGGER report_months_are_kept_update BEFORE UPDATE ON report_months
BEGIN
    SELECT RAISE(ABORT, 'the rows of report_months are never changed or deleted');
END;
CREATE TRIGGER report_months_are_kept_delete BEFORE DELETE ON report_months
BEGIN
    SELECT RAISE(ABORT, 'the rows of report_months are never changed or deleted');
END;
CREATE TRIGGER report_atoms_are_kept_update BEFORE UPDATE ON report_atoms
BEGIN
    SELECT RAISE(ABORT, 'the rows of report_atoms are never changed or deleted');
END;
CREATE TRIGGER report_atoms_are_kept_delete BEFORE DELETE ON report_atoms
BEGIN
    SELECT RAISE(ABORT, 'the rows of report_atoms are never changed or deleted');
END;
CREATE TRIGGER conflict_months_are_kept_update BEFORE UPDATE ON conflict_months
BEGIN
    SELECT RAISE(ABORT, 'the rows of conflict_months are never changed or deleted');
END;
CREATE TRIGGER conflict_months_are_kept_delete BEFORE DELETE ON conflict_months
BEGIN
    SELECT RAISE(ABORT, 'the rows of conflict_months are never changed or deleted');
END;
CREATE TRIGGER report_atoms_join_open_months BEFORE INSERT ON report_atoms
WHEN EXISTS (SELECT 1 FROM report_months WHERE month >= NEW.month)
BEGIN
    SELECT RAISE(ABORT, 'the reports of the month are made');
END;
-- A time in which lines were shown ends once; nothing else of it changes.
CREATE TRIGGER line_shares_only_end BEFORE UPDATE ON line_shares
WHEN OLD.until_at IS NOT NULL OR NEW.until_at IS NULL OR NEW.id <> OLD.id OR NEW.member_id <> OLD.member_id
  OR NEW.from_at <> OLD.from_at OR NEW.space_id <> OLD.space_id
BEGIN
    SELECT RAISE(ABORT, 'a time in which lines were shown ends once');
END;
CREATE TRIGGER line_shares_are_kept_delete BEFORE DELETE ON line_shares
BEGIN
    SELECT RAISE(ABORT, 'the rows of line_shares are never deleted');
END;
