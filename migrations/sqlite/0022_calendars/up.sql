-- Members' own calendars: of what stands in them only hours a day are kept. And the calendar of their bookings, handed
-- out. When somebody works is said by the clock of the time zone that people keep.
CREATE TABLE member_clocks (
    member_id TEXT PRIMARY KEY NOT NULL REFERENCES members (id),
    from_hour INTEGER NOT NULL CHECK (from_hour BETWEEN 0 AND 23),
    to_hour INTEGER NOT NULL CHECK (to_hour BETWEEN 1 AND 24),
    version INTEGER NOT NULL,
    CHECK (from_hour < to_hour)
);

CREATE TABLE calendars (
    id TEXT PRIMARY KEY NOT NULL,
    member_id TEXT NOT NULL REFERENCES members (id),
    -- One that was taken back keeps neither name nor address.
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('feed', 'file')),
    url TEXT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'failing', 'removed')),
    -- Counts what is due: a job of an earlier turn has nothing left to do.
    turn INTEGER NOT NULL,
    etag TEXT,
    modified TEXT,
    -- By which clock it was read, so that another clock has it read anew.
    clock TEXT,
    events INTEGER NOT NULL CHECK (events >= 0),
    note TEXT,
    problem TEXT,
    failures INTEGER NOT NULL CHECK (failures >= 0),
    asked_at BIGINT,
    read_at BIGINT,
    created_at BIGINT NOT NULL,
    CHECK (state = 'removed' OR (kind = 'feed') = (url IS NOT NULL)),
    CHECK (state <> 'removed' OR (url IS NULL AND name = ''))
);
CREATE INDEX calendars_member ON calendars (member_id, created_at);

CREATE TABLE calendar_days (
    calendar_id TEXT NOT NULL REFERENCES calendars (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    day INTEGER NOT NULL,
    busy_hours INTEGER NOT NULL CHECK (busy_hours BETWEEN 0 AND 24),
    -- Nothing where the calendar does not say when somebody is available.
    open_hours INTEGER CHECK (open_hours BETWEEN 0 AND 24),
    PRIMARY KEY (calendar_id, day)
);
CREATE INDEX calendar_days_member ON calendar_days (member_id, day);

CREATE TABLE calendar_links (
    member_id TEXT PRIMARY KEY NOT NULL REFERENCES members (id),
    token_hash TEXT NOT NULL UNIQUE,
    tentative BOOLEAN NOT NULL,
    made_at BIGINT NOT NULL
);

-- How often a booking was changed, whoever changed it: calendars tell by it which of two versions is the later.
ALTER TABLE bookings ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
CREATE TRIGGER bookings_changed AFTER UPDATE OF first_monday, weeks, hours, state ON bookings
BEGIN
    UPDATE bookings SET changes = changes + 1 WHERE id = NEW.id;
END;
