DROP TABLE notice_rhythms;
DROP TABLE notice_choices;
DROP TABLE notices;
ALTER TABLE people DROP COLUMN time_zone;
