DROP INDEX entries_kind;
