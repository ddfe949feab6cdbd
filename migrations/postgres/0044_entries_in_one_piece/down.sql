DROP TRIGGER split_lines_come_with_their_entry ON split_lines;
DROP FUNCTION split_comes_with_entry();
DROP TRIGGER postings_have_an_entry ON postings;
DROP FUNCTION entry_is_closed();
DROP TRIGGER entries_close ON entries;
DROP FUNCTION entry_closes();
DROP TRIGGER postings_are_whole ON postings;
DROP FUNCTION postings_are_whole();
ALTER TABLE split_lines ADD FOREIGN KEY (entry_id) REFERENCES entries (id);
ALTER TABLE postings ADD FOREIGN KEY (entry_id) REFERENCES entries (id) DEFERRABLE INITIALLY DEFERRED;

CREATE FUNCTION entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT COUNT(*) FROM postings WHERE entry_id = NEW.id) < 2
       OR EXISTS (SELECT 1 FROM postings WHERE entry_id = NEW.id GROUP BY currency HAVING SUM(amount_minor) <> 0) THEN
        RAISE EXCEPTION 'the postings of entry % do not sum to zero', NEW.id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER entries_balance BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entry_balances();

CREATE FUNCTION entry_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM entries WHERE id = NEW.entry_id) THEN
        RAISE EXCEPTION 'entry % is closed', NEW.entry_id;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER postings_join_open_entries BEFORE INSERT ON postings FOR EACH ROW EXECUTE FUNCTION entry_is_open();
