-- What was told since then is known by its letter's name alone.
ALTER TABLE notices ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN text TEXT NOT NULL DEFAULT '';
UPDATE notices SET
    subject = coalesce(letter::json #>> '{facts,subject,text}', letter::json ->> 'name'),
    text = coalesce(letter::json #>> '{facts,text,text}', '');
ALTER TABLE notices ALTER COLUMN subject DROP DEFAULT;
ALTER TABLE notices ALTER COLUMN text DROP DEFAULT;
ALTER TABLE notices DROP COLUMN letter;
