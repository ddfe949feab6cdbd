-- What was told since then is known by its letter's name alone.
ALTER TABLE notices ADD COLUMN subject TEXT NOT NULL DEFAULT '';
ALTER TABLE notices ADD COLUMN text TEXT NOT NULL DEFAULT '';
UPDATE notices SET
    subject = coalesce(json_extract(letter, '$.facts.subject.text'), json_extract(letter, '$.name')),
    text = coalesce(json_extract(letter, '$.facts.text.text'), '');
ALTER TABLE notices DROP COLUMN letter;
