-- Freelancers: what they know, what they ask, where they are, when they are free, whom they worked with.
CREATE TABLE members (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    person_id TEXT COLLATE "C" NOT NULL UNIQUE REFERENCES people (id),
    -- The name a member goes by in pools: random, so that equal teams are not ordered by who joined first.
    alias TEXT COLLATE "C" NOT NULL UNIQUE,
    headline TEXT NOT NULL,
    about TEXT NOT NULL,
    rate_minor BIGINT NOT NULL CHECK (rate_minor >= 0),
    currency TEXT NOT NULL,
    place_id TEXT COLLATE "C" REFERENCES places (id),
    onsite BOOLEAN NOT NULL,
    in_pool BOOLEAN NOT NULL,
    takes_bids BOOLEAN NOT NULL,
    version INTEGER NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE member_skills (
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    skill_id TEXT COLLATE "C" NOT NULL REFERENCES skills (id),
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
    evidence INTEGER NOT NULL CHECK (evidence BETWEEN 0 AND 1000),
    PRIMARY KEY (member_id, skill_id)
);
CREATE INDEX member_skills_skill ON member_skills (skill_id);

CREATE TABLE member_languages (
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    language TEXT NOT NULL,
    PRIMARY KEY (member_id, language)
);

CREATE TABLE weekly_patterns (
    member_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES members (id),
    monday INTEGER NOT NULL CHECK (monday BETWEEN 0 AND 24),
    tuesday INTEGER NOT NULL CHECK (tuesday BETWEEN 0 AND 24),
    wednesday INTEGER NOT NULL CHECK (wednesday BETWEEN 0 AND 24),
    thursday INTEGER NOT NULL CHECK (thursday BETWEEN 0 AND 24),
    friday INTEGER NOT NULL CHECK (friday BETWEEN 0 AND 24),
    saturday INTEGER NOT NULL CHECK (saturday BETWEEN 0 AND 24),
    sunday INTEGER NOT NULL CHECK (sunday BETWEEN 0 AND 24),
    version INTEGER NOT NULL
);

CREATE TABLE availability_exceptions (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    from_day INTEGER NOT NULL,
    to_day INTEGER NOT NULL,
    hours_a_day INTEGER NOT NULL CHECK (hours_a_day BETWEEN 0 AND 24),
    note TEXT NOT NULL,
    CHECK (from_day <= to_day)
);
CREATE INDEX availability_exceptions_member ON availability_exceptions (member_id, from_day);

CREATE TABLE bookings (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    engagement_id TEXT COLLATE "C" NOT NULL,
    seat TEXT NOT NULL,
    first_monday INTEGER NOT NULL,
    weeks INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 104),
    hours INTEGER NOT NULL CHECK (hours BETWEEN 1 AND 80),
    state TEXT NOT NULL CHECK (state IN ('firm', 'released')),
    created_at BIGINT NOT NULL
);
CREATE INDEX bookings_member ON bookings (member_id, state, first_monday);
-- A seat that was given back can be booked again.
CREATE UNIQUE INDEX bookings_firm ON bookings (engagement_id, seat, member_id) WHERE state = 'firm';

CREATE TABLE ties (
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    other_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    strength INTEGER NOT NULL CHECK (strength BETWEEN 1 AND 1000),
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (member_id, other_id),
    CHECK (member_id < other_id)
);
CREATE INDEX ties_other ON ties (other_id);

-- Said in private by member_id: never in one team with other_id.
CREATE TABLE blocks (
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    other_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (member_id, other_id),
    CHECK (member_id <> other_id)
);
