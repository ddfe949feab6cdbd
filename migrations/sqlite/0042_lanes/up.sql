-- What need not wait for each other: a mail server that is slow holds up no deadline, and teams being formed no mail.
ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT 'own' CHECK (lane IN ('own', 'forming', 'mail', 'outward'));
UPDATE jobs SET lane = 'mail' WHERE kind = 'mail';
UPDATE jobs SET lane = 'outward' WHERE kind IN ('deliver_webhook', 'read_calendar');
UPDATE jobs SET lane = 'forming'
WHERE kind IN ('form_teams', 'certify', 'note_reach', 'ask_standbys', 'repair_bids', 'seek_successor', 'revise_handovers');
-- What is done holds nothing any more: mails with their links were kept here.
UPDATE jobs SET payload = '{}' WHERE state = 'done';
UPDATE jobs SET finished_at = due_at WHERE state = 'dead';
DROP INDEX jobs_due;
CREATE INDEX jobs_due ON jobs (state, lane, due_at);
