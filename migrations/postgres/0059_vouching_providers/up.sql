-- Whether an organisation has its provider vouch for addresses: one of which it says nothing either way counts as verified,
-- within the domains that an admin confirmed.
ALTER TABLE sign_in_providers ADD COLUMN vouches_for_addresses BOOLEAN NOT NULL DEFAULT FALSE;
