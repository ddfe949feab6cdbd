-- A notice holds what happened, and is told to each reader in their language. What was told before stays in its words.
ALTER TABLE notices ADD COLUMN letter TEXT;
UPDATE notices SET letter = json_build_object(
    'name', 'as-written',
    'facts', json_build_object('subject', json_build_object('text', subject), 'text', json_build_object('text', text))
)::text;
ALTER TABLE notices ALTER COLUMN letter SET NOT NULL;
ALTER TABLE notices DROP COLUMN subject;
ALTER TABLE notices DROP COLUMN text;
