DELETE FROM knocks WHERE purpose = 'code';
ALTER TABLE knocks DROP CONSTRAINT knocks_purpose_check;
ALTER TABLE knocks ADD CONSTRAINT knocks_purpose_check CHECK (purpose IN ('sign-in', 'mail'));
DROP TABLE sign_in_challenges;
DROP TABLE recovery_codes;
DROP TABLE second_factors;
