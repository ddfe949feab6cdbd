-- An entry is written in one piece, and nothing is read to know that it is. Every statement that inserts postings brings
-- all lines of their entries, from 0 on, which sum to zero in each currency; so a line can never be added later, since
-- line 0 is there already. Which entries have their postings and wait for their own row, and which got it, the transaction
-- remembers by itself (in settings that end with it). Reading it from the tables, by a trigger or a reference, is what two
-- serializable transactions that post at the same time would lose to each other by: new ids lie side by side, so both
-- would read the page that both write to.
DROP TRIGGER entries_balance ON entries;
DROP FUNCTION entry_balances();
DROP TRIGGER postings_join_open_entries ON postings;
DROP FUNCTION entry_is_open();
ALTER TABLE postings DROP CONSTRAINT postings_entry_id_fkey;
ALTER TABLE split_lines DROP CONSTRAINT split_lines_entry_id_fkey;

CREATE FUNCTION postings_are_whole() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wrong TEXT;
BEGIN
    SELECT entry_id INTO wrong FROM added GROUP BY entry_id
    HAVING COUNT(*) < 2 OR MIN(line) <> 0 OR MAX(line) <> COUNT(*) - 1 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the postings of entry % did not come whole', wrong;
    END IF;
    SELECT entry_id INTO wrong FROM added GROUP BY entry_id, currency HAVING SUM(amount_minor) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the postings of entry % do not sum to zero', wrong;
    END IF;
    PERFORM set_config('muster.entries_open', concat(
        current_setting('muster.entries_open', true),
        (SELECT string_agg(entry_id || ' ', '') FROM added WHERE line = 0)
    ), true);
    RETURN NULL;
END $$;
CREATE TRIGGER postings_are_whole AFTER INSERT ON postings
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION postings_are_whole();

CREATE FUNCTION entry_closes() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    open_ones TEXT := current_setting('muster.entries_open', true);
BEGIN
    IF position(NEW.id || ' ' IN open_ones) > 0 THEN
        PERFORM set_config('muster.entries_open', replace(open_ones, NEW.id || ' ', ''), true);
        PERFORM set_config('muster.entries_closed', concat(
            current_setting('muster.entries_closed', true), NEW.id, ' '
        ), true);
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'entry % has no postings in this transaction', NEW.id;
END $$;
CREATE TRIGGER entries_close BEFORE INSERT ON entries FOR EACH ROW EXECUTE FUNCTION entry_closes();

-- At commit: no posting without its entry.
CREATE FUNCTION entry_is_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF position(NEW.entry_id || ' ' IN current_setting('muster.entries_open', true)) > 0 THEN
        RAISE EXCEPTION 'the postings of entry % came without it', NEW.entry_id;
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER postings_have_an_entry AFTER INSERT ON postings
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.line = 0) EXECUTE FUNCTION entry_is_closed();

-- A split comes with its entry, not later.
CREATE FUNCTION split_comes_with_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    closed_ones TEXT := current_setting('muster.entries_closed', true);
    wrong TEXT;
BEGIN
    SELECT entry_id INTO wrong FROM added
    WHERE position(entry_id || ' ' IN coalesce(closed_ones, '')) = 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is not of this transaction, so its split stays as it is', wrong;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER split_lines_come_with_their_entry AFTER INSERT ON split_lines
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION split_comes_with_entry();
