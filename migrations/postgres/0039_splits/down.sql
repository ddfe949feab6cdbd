DROP TABLE finders;
DROP TABLE terms_bounds;
