-- How many invitations are open, and how many lapse soon, is asked again and again by whoever watches the network.
CREATE INDEX invitations_pending ON invitations (expires_at) WHERE state = 'pending';
