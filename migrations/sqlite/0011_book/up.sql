-- The book: double entry, append-only. Postings come first and their entry closes them: the moment the entry's row
-- appears, the database checks that its postings sum to zero in each currency, and from then on refuses to add, change
-- or delete any. A posting without its entry cannot be committed (the reference is checked at commit).
CREATE TABLE accounts (
    name TEXT PRIMARY KEY NOT NULL,
    opened_at BIGINT NOT NULL
);

-- `reverses` names the entry that this one takes back whole; `concerns` the one of which it takes a part back, or whose
-- payout it settles or returns.
CREATE TABLE entries (
    id TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN (
        'funding', 'release', 'refund', 'chargeback', 'payout', 'settlement', 'return', 'exchange', 'reversal'
    )),
    subject TEXT NOT NULL,
    memo TEXT NOT NULL,
    key TEXT NOT NULL UNIQUE,
    reverses TEXT UNIQUE REFERENCES entries (id),
    concerns TEXT REFERENCES entries (id),
    posted_at BIGINT NOT NULL,
    CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
    CHECK (kind NOT IN ('chargeback', 'settlement', 'return') OR concerns IS NOT NULL)
);
CREATE INDEX entries_subject ON entries (subject);
CREATE INDEX entries_concerns ON entries (concerns) WHERE concerns IS NOT NULL;

CREATE TABLE postings (
    entry_id TEXT NOT NULL REFERENCES entries (id) DEFERRABLE INITIALLY DEFERRED,
    line INTEGER NOT NULL,
    account TEXT NOT NULL REFERENCES accounts (name),
    amount_minor BIGINT NOT NULL CHECK (amount_minor <> 0),
    currency TEXT NOT NULL,
    PRIMARY KEY (entry_id, line)
) WITHOUT ROWID;
CREATE INDEX postings_account ON postings (account, entry_id);

-- Kept with each posting. An account that everybody posts to is kept in stripes, so that two who post at the same time do
-- not wait for one row; its balance is their sum, and each is bounded so that the sum has room.
CREATE TABLE balances (
    account TEXT NOT NULL REFERENCES accounts (name),
    currency TEXT NOT NULL,
    stripe INTEGER NOT NULL,
    amount_minor BIGINT NOT NULL CHECK (amount_minor BETWEEN -576460752303423487 AND 576460752303423487),
    PRIMARY KEY (account, currency, stripe),
    -- What is held for an engagement, and what is on its way out, is never less than nothing (credits are below zero).
    CHECK (amount_minor <= 0 OR (account NOT LIKE 'escrow:%' AND account <> 'transit'))
) WITHOUT ROWID;

-- What a release gave to whom, and why: one line for each part of each seat. What takes a part of it back has lines below
-- zero, and `of_line` says of which line of the release.
CREATE TABLE split_lines (
    entry_id TEXT NOT NULL REFERENCES entries (id),
    line INTEGER NOT NULL,
    payee TEXT NOT NULL CHECK (payee IN ('member', 'space', 'network', 'fund', 'finder', 'tax')),
    account TEXT NOT NULL REFERENCES accounts (name),
    engagement_id TEXT NOT NULL REFERENCES engagements (id),
    seat TEXT NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    space_id TEXT REFERENCES spaces (id),
    -- Of whose part the rate was taken, which fee it counts to, the rule that says so, and which bound it met.
    of_payee TEXT,
    fee TEXT NOT NULL,
    terms_id TEXT REFERENCES terms (id),
    bound TEXT CHECK (bound IN ('least', 'most')),
    basis_points INTEGER NOT NULL,
    base_minor BIGINT NOT NULL,
    amount_minor BIGINT NOT NULL,
    currency TEXT NOT NULL,
    month INTEGER NOT NULL,
    -- The year to which it counts: that of the release, also for what takes a part of it back.
    year INTEGER NOT NULL,
    category TEXT NOT NULL,
    of_line INTEGER,
    work_place_id TEXT REFERENCES places (id),
    -- Who brought the client: the space that this line is about, or the network.
    source TEXT NOT NULL CHECK (source IN ('space', 'network')),
    PRIMARY KEY (entry_id, line)
) WITHOUT ROWID;
CREATE INDEX split_lines_space ON split_lines (space_id, payee, month);
CREATE INDEX split_lines_member ON split_lines (member_id, payee, month);

-- What a fee took of one member's work in a year, kept with each posting: no fee takes more than its most.
CREATE TABLE fee_totals (
    member_id TEXT NOT NULL REFERENCES members (id),
    fee TEXT NOT NULL CHECK (fee IN ('space', 'network', 'fund')),
    -- Empty where it is no space's.
    space_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    PRIMARY KEY (member_id, fee, space_id, year, currency)
) WITHOUT ROWID;

-- What the work of one member gave a space in a month, kept with each posting, so that a report does not sum up a history.
CREATE TABLE commission_totals (
    space_id TEXT NOT NULL REFERENCES spaces (id),
    month INTEGER NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    category TEXT NOT NULL,
    -- Empty where the work had no place.
    work_place TEXT NOT NULL,
    source TEXT NOT NULL CHECK (source IN ('space', 'network')),
    currency TEXT NOT NULL,
    amount_minor BIGINT NOT NULL,
    PRIMARY KEY (space_id, month, member_id, category, work_place, source, currency)
) WITHOUT ROWID;

CREATE TRIGGER entries_balance BEFORE INSERT ON entries
WHEN (SELECT COUNT(*) FROM postings WHERE entry_id = NEW.id) < 2
  OR EXISTS (SELECT 1 FROM postings WHERE entry_id = NEW.id GROUP BY currency HAVING SUM(amount_minor) <> 0)
BEGIN
    SELECT RAISE(ABORT, 'the postings of the entry do not sum to zero');
END;

CREATE TRIGGER postings_join_open_entries BEFORE INSERT ON postings
WHEN EXISTS (SELECT 1 FROM entries WHERE id = NEW.entry_id)
BEGIN
    SELECT RAISE(ABORT, 'the entry is closed');
END;

CREATE TRIGGER entries_are_kept_update BEFORE UPDATE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the rows of entries are never changed or deleted');
END;
CREATE TRIGGER entries_are_kept_delete BEFORE DELETE ON entries
BEGIN
    SELECT RAISE(ABORT, 'the rows of entries are never changed or deleted');
END;
CREATE TRIGGER postings_are_kept_update BEFORE UPDATE ON postings
BEGIN
    SELECT RAISE(ABORT, 'the rows of postings are never changed or deleted');
END;
CREATE TRIGGER postings_are_kept_delete BEFORE DELETE ON postings
BEGIN
    SELECT RAISE(ABORT, 'the rows of postings are never changed or deleted');
END;
CREATE TRIGGER split_lines_are_kept_update BEFORE UPDATE ON split_lines
BEGIN
    SELECT RAISE(ABORT, 'the rows of split_lines are never changed or deleted');
END;
CREATE TRIGGER split_lines_are_kept_delete BEFORE DELETE ON split_lines
BEGIN
    SELECT RAISE(ABORT, 'the rows of split_lines are never changed or deleted');
END;
