ALTER TABLE sign_in_providers DROP COLUMN vouches_for_addresses;
