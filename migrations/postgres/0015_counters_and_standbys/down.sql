DROP TABLE standbys;
DROP TABLE counters;
DROP INDEX invitations_brief;
ALTER TABLE briefs DROP COLUMN standby;
ALTER TABLE invitations DROP COLUMN reminders;
