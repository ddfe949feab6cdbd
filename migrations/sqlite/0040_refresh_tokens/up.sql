-- What a refresh token was traded for, so that one whose answer was lost on the way may be traded again.
ALTER TABLE refresh_tokens ADD COLUMN traded_from TEXT REFERENCES refresh_tokens (hash);
CREATE INDEX refresh_tokens_traded_from ON refresh_tokens (traded_from) WHERE traded_from IS NOT NULL;
