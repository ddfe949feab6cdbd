-- What both sides say once an engagement is completed: sealed until both have spoken, or until the round closes.
CREATE TABLE review_rounds (
    engagement_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES engagements (id),
    state TEXT NOT NULL CHECK (state IN ('open', 'revealed', 'expired')),
    opened_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL,
    revealed_at BIGINT,
    expires_at BIGINT,
    CHECK ((state = 'open') = (revealed_at IS NULL)),
    CHECK ((revealed_at IS NULL) = (expires_at IS NULL))
);
INSERT INTO review_rounds (engagement_id, state, opened_at, closes_at, revealed_at, expires_at)
SELECT engagement_id, 'revealed', MIN(created_at), MAX(created_at), MAX(created_at), MAX(created_at) + 94694400000000
FROM reviews GROUP BY engagement_id;

ALTER TABLE reviews RENAME TO reviews_before;
CREATE TABLE reviews (
    engagement_id TEXT COLLATE "C" NOT NULL REFERENCES review_rounds (engagement_id),
    about TEXT NOT NULL CHECK (about IN ('team', 'seat', 'client')),
    -- The member whose seat it is about, or who says it of the client; empty for the team.
    member TEXT COLLATE "C" NOT NULL,
    score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
    words TEXT NOT NULL,
    written_at BIGINT NOT NULL,
    PRIMARY KEY (engagement_id, about, member),
    CHECK ((about = 'team') = (member = ''))
);
INSERT INTO reviews (engagement_id, about, member, score, words, written_at)
SELECT engagement_id, CASE author WHEN 'client' THEN 'seat' ELSE 'client' END, member_id, score, words, created_at
FROM reviews_before;
DROP TABLE reviews_before;
CREATE INDEX reviews_member ON reviews (member, about);

-- Members who let clients see how often they were given which score.
CREATE TABLE review_sharing (
    member_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES members (id),
    since BIGINT NOT NULL
);

-- Evidence of skills that a member does not name at present: it waits until they name them again.
CREATE TABLE kept_evidence (
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    skill_id TEXT COLLATE "C" NOT NULL REFERENCES skills (id),
    evidence INTEGER NOT NULL CHECK (evidence BETWEEN 1 AND 1000),
    PRIMARY KEY (member_id, skill_id)
);
