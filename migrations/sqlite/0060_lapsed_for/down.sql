ALTER TABLE briefs DROP COLUMN lapsed_for;
