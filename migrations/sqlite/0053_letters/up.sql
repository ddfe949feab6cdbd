-- A notice holds what happened, and is told to each reader in their language. What was told before stays in its words.
ALTER TABLE notices ADD COLUMN letter TEXT NOT NULL DEFAULT '{}';
UPDATE notices SET letter = json_object(
    'name', 'as-written',
    'facts', json_object('subject', json_object('text', subject), 'text', json_object('text', text))
);
ALTER TABLE notices DROP COLUMN subject;
ALTER TABLE notices DROP COLUMN text;
