CREATE TABLE knocks_without_codes (
    address_hash TEXT NOT NULL,
    purpose TEXT NOT NULL CHECK (purpose IN ('sign-in', 'mail')),
    times INTEGER NOT NULL CHECK (times > 0),
    last_at BIGINT NOT NULL,
    PRIMARY KEY (address_hash, purpose)
);
INSERT INTO knocks_without_codes (address_hash, purpose, times, last_at)
SELECT address_hash, purpose, times, last_at FROM knocks WHERE purpose <> 'code';
DROP TABLE knocks;
ALTER TABLE knocks_without_codes RENAME TO knocks;
CREATE INDEX knocks_last ON knocks (last_at);
DROP TABLE sign_in_challenges;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
