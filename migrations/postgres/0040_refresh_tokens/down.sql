DROP INDEX refresh_tokens_traded_from;
ALTER TABLE refresh_tokens DROP COLUMN traded_from;
