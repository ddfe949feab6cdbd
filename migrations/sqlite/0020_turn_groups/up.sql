-- Turns, kept by groups: whoever was eligible for a seat is kept once, as a set of account numbers, and an offer is one
-- row that points to it. Nothing is released yet, so the old rows are not taken over.
DROP TABLE turn_balances;
DROP TABLE turn_postings;
DROP TABLE turn_entries;

-- What each account holds of the offers that are settled and counted. Number 0 is the network's own. The two sums beside
-- the balance only ever grow: what a member was entitled to, and what they received.
CREATE TABLE turn_balances (
    number INTEGER PRIMARY KEY NOT NULL,
    account TEXT NOT NULL UNIQUE,
    milli_offers BIGINT NOT NULL,
    entitled_milli BIGINT NOT NULL CHECK (entitled_milli >= 0),
    received_milli BIGINT NOT NULL CHECK (received_milli >= 0)
);
INSERT INTO turn_balances (number, account, milli_offers, entitled_milli, received_milli) VALUES (0, 'network', 0, 0, 0);

-- A group is named by the hash of its members' ids; `members` is the set of their account numbers (Roaring's format).
CREATE TABLE turn_groups (
    hash TEXT PRIMARY KEY NOT NULL,
    members BLOB NOT NULL,
    heads INTEGER NOT NULL CHECK (heads >= 0),
    UNIQUE (hash, heads)
);

-- What changed the kept balances: settled offers that were counted, and the decay of a month. The moment such a row
-- appears, the database checks that all balances sum to zero. `shrunk` holds who lost or gained how much in a decay.
CREATE TABLE turn_closings (
    position BIGINT PRIMARY KEY NOT NULL,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('count', 'decay')),
    month INTEGER UNIQUE,
    keep_permille INTEGER CHECK (keep_permille BETWEEN 0 AND 1000),
    policy_version INTEGER,
    offers INTEGER NOT NULL CHECK (offers >= 0),
    shrunk BLOB,
    posted_at BIGINT NOT NULL,
    CHECK ((kind = 'decay') = (month IS NOT NULL)),
    CHECK ((kind = 'decay') = (keep_permille IS NOT NULL)),
    CHECK ((kind = 'decay') = (policy_version IS NOT NULL)),
    CHECK ((kind = 'decay') = (shrunk IS NOT NULL))
);

CREATE TABLE turn_offers (
    id TEXT PRIMARY KEY NOT NULL,
    invitation_id TEXT NOT NULL,
    brief_id TEXT NOT NULL,
    run_id TEXT NOT NULL,
    seat TEXT NOT NULL,
    member_id TEXT NOT NULL,
    group_hash TEXT NOT NULL,
    heads INTEGER NOT NULL,
    weight_milli BIGINT NOT NULL CHECK (weight_milli >= 0),
    share_milli BIGINT NOT NULL CHECK (share_milli >= 0),
    network_milli BIGINT NOT NULL CHECK (network_milli >= 0),
    state TEXT NOT NULL CHECK (state IN ('open', 'settled', 'reversed')),
    posted_at BIGINT NOT NULL,
    ended_at BIGINT,
    counted_in BIGINT REFERENCES turn_closings (position),
    FOREIGN KEY (group_hash, heads) REFERENCES turn_groups (hash, heads),
    CHECK (share_milli * heads + network_milli = weight_milli),
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK (counted_in IS NULL OR state = 'settled')
);
CREATE UNIQUE INDEX turn_offers_invitation ON turn_offers (invitation_id) WHERE state <> 'reversed';
CREATE INDEX turn_offers_seat ON turn_offers (brief_id, seat, id);
CREATE INDEX turn_offers_uncounted ON turn_offers (state, ended_at) WHERE counted_in IS NULL AND state <> 'reversed';
CREATE INDEX turn_offers_counted ON turn_offers (counted_in);

CREATE TRIGGER turn_closings_balance BEFORE INSERT ON turn_closings
WHEN (SELECT SUM(milli_offers) FROM turn_balances) <> 0
BEGIN
    SELECT RAISE(ABORT, 'the balances of turns do not sum to zero');
END;
CREATE TRIGGER turn_closings_are_kept_update BEFORE UPDATE ON turn_closings
BEGIN
    SELECT RAISE(ABORT, 'the rows of turn_closings are never changed or deleted');
END;
CREATE TRIGGER turn_closings_are_kept_delete BEFORE DELETE ON turn_closings
BEGIN
    SELECT RAISE(ABORT, 'the rows of turn_closings are never changed or deleted');
END;
CREATE TRIGGER turn_groups_are_kept_update BEFORE UPDATE ON turn_groups
BEGIN
    SELECT RAISE(ABORT, 'the rows of turn_groups are never changed or deleted');
END;
CREATE TRIGGER turn_groups_are_kept_delete BEFORE DELETE ON turn_groups
BEGIN
    SELECT RAISE(ABORT, 'the rows of turn_groups are never changed or deleted');
END;

-- An offer ends once and is counted once; nothing else of it changes.
CREATE TRIGGER turn_offers_move_on BEFORE UPDATE ON turn_offers
WHEN (NEW.id, NEW.invitation_id, NEW.brief_id, NEW.run_id, NEW.seat, NEW.member_id, NEW.group_hash, NEW.heads,
      NEW.weight_milli, NEW.share_milli, NEW.network_milli, NEW.posted_at)
     IS NOT
     (OLD.id, OLD.invitation_id, OLD.brief_id, OLD.run_id, OLD.seat, OLD.member_id, OLD.group_hash, OLD.heads,
      OLD.weight_milli, OLD.share_milli, OLD.network_milli, OLD.posted_at)
  OR (OLD.state <> 'open' AND (NEW.state, NEW.ended_at) IS NOT (OLD.state, OLD.ended_at))
  OR OLD.counted_in IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'an offer of a turn ends once and is counted once; nothing else of it changes');
END;
CREATE TRIGGER turn_offers_are_kept_delete BEFORE DELETE ON turn_offers
BEGIN
    SELECT RAISE(ABORT, 'the rows of turn_offers are never changed or deleted');
END;
