-- Admins look for the entries of one kind, the newest first; some kinds are rare in a long book.
CREATE INDEX entries_kind ON entries (kind, id);
