-- The report of a simulation that was handed in with a proposal of a policy, to the byte: its hash is the proposal's.
CREATE TABLE policy_reports (
    proposal_id TEXT PRIMARY KEY NOT NULL REFERENCES policy_proposals (id),
    document TEXT NOT NULL
);
CREATE TRIGGER policy_reports_are_kept_update BEFORE UPDATE ON policy_reports
BEGIN
    SELECT RAISE(ABORT, 'the rows of policy_reports are never changed or deleted');
END;
CREATE TRIGGER policy_reports_are_kept_delete BEFORE DELETE ON policy_reports
BEGIN
    SELECT RAISE(ABORT, 'the rows of policy_reports are never changed or deleted');
END;
