DROP TABLE brief_revisions;
DROP TABLE briefs;
