-- The report of a simulation that was handed in with a proposal of a policy, to the byte: its hash is the proposal's.
CREATE TABLE policy_reports (
    proposal_id TEXT COLLATE "C" PRIMARY KEY NOT NULL REFERENCES policy_proposals (id),
    document TEXT NOT NULL
);
CREATE TRIGGER policy_reports_are_kept BEFORE UPDATE OR DELETE ON policy_reports
FOR EACH ROW EXECUTE FUNCTION refuse_change();
