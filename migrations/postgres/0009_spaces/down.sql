DROP TABLE terms;
DROP TABLE affiliations;
DROP TABLE space_operators;
DROP TABLE spaces;
