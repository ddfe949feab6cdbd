-- Who is on a client's papers, each version kept: an invoice that was issued never changes.
CREATE TABLE billing_details (
    client_id TEXT COLLATE "C" NOT NULL REFERENCES clients (id),
    -- From 1 on.
    version INTEGER NOT NULL CHECK (version > 0),
    -- What was given, as JSON.
    details TEXT NOT NULL,
    given_by TEXT COLLATE "C" NOT NULL REFERENCES people (id),
    given_at BIGINT NOT NULL,
    PRIMARY KEY (client_id, version)
);

-- The last number of each year: whoever issues something takes the next one in the same transaction.
CREATE TABLE invoice_years (
    year INTEGER PRIMARY KEY NOT NULL,
    last_number BIGINT NOT NULL CHECK (last_number > 0)
);

-- Invoices and credit notes, written once and never changed. The first document of a milestone is its invoice; what goes
-- back later is a credit note, and where a part of an invoice that was credited whole stays due, another invoice.
CREATE TABLE invoices (
    id TEXT COLLATE "C" PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    year INTEGER NOT NULL,
    -- From 1 on in each year, without a gap.
    number BIGINT NOT NULL CHECK (number > 0),
    client_id TEXT COLLATE "C" NOT NULL,
    engagement_id TEXT COLLATE "C" NOT NULL REFERENCES engagements (id),
    milestone_id TEXT COLLATE "C" NOT NULL REFERENCES milestones (id),
    -- Which of the milestone's documents: 1 for the first, so that there is one first.
    position INTEGER NOT NULL CHECK (position > 0),
    -- The invoice of which a credit note gives something back.
    corrects TEXT COLLATE "C" REFERENCES invoices (id),
    billing_version INTEGER NOT NULL,
    title TEXT NOT NULL,
    contract TEXT NOT NULL,
    currency TEXT NOT NULL,
    net_minor BIGINT NOT NULL CHECK (net_minor > 0),
    tax_minor BIGINT NOT NULL CHECK (tax_minor >= 0),
    gross_minor BIGINT NOT NULL,
    -- Where the net amount went, summed over the team, as JSON; absent where that would tell of single seats.
    shares TEXT,
    -- All that it says, as JSON; and the same in both syntaxes of EN 16931.
    draft TEXT NOT NULL,
    ubl TEXT NOT NULL,
    cii TEXT NOT NULL,
    -- The SHA-256 of `cii`.
    digest TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    UNIQUE (year, number),
    UNIQUE (milestone_id, position),
    FOREIGN KEY (client_id, billing_version) REFERENCES billing_details (client_id, version),
    CHECK (gross_minor = net_minor + tax_minor),
    CHECK ((kind = 'credit_note') = (corrects IS NOT NULL)),
    CHECK (position > 1 OR kind = 'invoice')
);
CREATE INDEX invoices_client ON invoices (client_id, id);

-- Whose work each line of a document is about.
CREATE TABLE invoice_lines (
    invoice_id TEXT COLLATE "C" NOT NULL REFERENCES invoices (id),
    line TEXT NOT NULL,
    seat TEXT NOT NULL,
    member_id TEXT COLLATE "C" NOT NULL REFERENCES members (id),
    net_minor BIGINT NOT NULL CHECK (net_minor > 0),
    PRIMARY KEY (invoice_id, line)
);

-- Milestones whose invoice waits: until the client has said who is to stand on it, or until the settings say who sells.
CREATE TABLE invoices_waiting (
    milestone_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES milestones (id),
    client_id TEXT COLLATE "C" NOT NULL REFERENCES clients (id),
    since BIGINT NOT NULL,
    -- When the client was asked.
    asked_at BIGINT
);
CREATE INDEX invoices_waiting_client ON invoices_waiting (client_id);

CREATE TRIGGER billing_details_are_kept BEFORE UPDATE OR DELETE ON billing_details FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoices_are_kept BEFORE UPDATE OR DELETE ON invoices FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER invoice_lines_are_kept BEFORE UPDATE OR DELETE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Numbers only go up, by one.
CREATE FUNCTION invoice_years_count_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.year <> OLD.year OR NEW.last_number <> OLD.last_number + 1 THEN
        RAISE EXCEPTION 'the numbers of a year have no gap';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER invoice_years_count_up BEFORE UPDATE ON invoice_years
FOR EACH ROW EXECUTE FUNCTION invoice_years_count_up();
CREATE TRIGGER invoice_years_are_kept BEFORE DELETE ON invoice_years FOR EACH ROW EXECUTE FUNCTION refuse_change();
