DROP INDEX invitations_pending;
