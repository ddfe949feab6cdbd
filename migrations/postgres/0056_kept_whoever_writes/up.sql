-- What the recounts of the nights found stays as it was found.
CREATE TRIGGER book_checks_are_kept BEFORE UPDATE OR DELETE ON book_checks FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checks_are_kept BEFORE UPDATE OR DELETE ON audit_checks FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- To empty a table is to delete its rows, and no trigger for rows hears of it.
CREATE TRIGGER entries_are_not_emptied BEFORE TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER postings_are_not_emptied BEFORE TRUNCATE ON postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER split_lines_are_not_emptied BEFORE TRUNCATE ON split_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER periods_are_not_emptied BEFORE TRUNCATE ON periods FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statements_are_not_emptied BEFORE TRUNCATE ON statements FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statement_totals_are_not_emptied BEFORE TRUNCATE ON statement_totals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER statement_lines_are_not_emptied BEFORE TRUNCATE ON statement_lines FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER book_checks_are_not_emptied BEFORE TRUNCATE ON book_checks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_entries_are_not_emptied BEFORE TRUNCATE ON audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_checks_are_not_emptied BEFORE TRUNCATE ON audit_checks FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER chain_links_are_not_emptied BEFORE TRUNCATE ON chain_links FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER anchors_are_not_emptied BEFORE TRUNCATE ON anchors FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
