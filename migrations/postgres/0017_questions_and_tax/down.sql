ALTER TABLE engagements DROP COLUMN tax_bp;
DELETE FROM terms WHERE kind = 'tax';
ALTER TABLE terms DROP CONSTRAINT terms_kind_check;
ALTER TABLE terms ADD CONSTRAINT terms_kind_check CHECK (kind IN ('commission', 'network', 'fund', 'finder'));
DROP TABLE question_replies;
DROP TABLE questions;
