DROP TABLE kept_evidence;
DROP TABLE review_sharing;
ALTER TABLE reviews RENAME TO reviews_now;
CREATE TABLE reviews (
    id TEXT PRIMARY KEY NOT NULL,
    engagement_id TEXT NOT NULL REFERENCES engagements (id),
    member_id TEXT NOT NULL REFERENCES members (id),
    author TEXT NOT NULL CHECK (author IN ('client', 'member')),
    score INTEGER NOT NULL CHECK (score BETWEEN 1 AND 5),
    words TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (engagement_id, member_id, author)
);
INSERT INTO reviews (id, engagement_id, member_id, author, score, words, created_at)
SELECT 'review_' || engagement_id || about || member, engagement_id, member,
    CASE about WHEN 'seat' THEN 'client' ELSE 'member' END, score, words, written_at
FROM reviews_now WHERE about <> 'team';
DROP TABLE reviews_now;
DROP TABLE review_rounds;
