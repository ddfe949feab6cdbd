-- A client organisation's own sign-in: who vouches for its people (OpenID Connect).
CREATE TABLE sign_in_providers (
    id TEXT PRIMARY KEY NOT NULL,
    client_id TEXT NOT NULL UNIQUE REFERENCES clients (id),
    issuer TEXT NOT NULL,
    -- As what Muster is registered there, and the secret that shows it, sealed.
    registered_as TEXT NOT NULL,
    sealed_secret TEXT NOT NULL,
    switched_on BOOLEAN NOT NULL,
    -- Whether somebody who is not known yet becomes one of the organisation's people.
    makes_people BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL
);

-- The e-mail domains that an organisation says are its own. One counts once an admin has confirmed it, for one
-- organisation alone.
CREATE TABLE provider_domains (
    provider_id TEXT NOT NULL REFERENCES sign_in_providers (id),
    domain TEXT NOT NULL,
    confirmed_at BIGINT,
    PRIMARY KEY (provider_id, domain)
);
CREATE UNIQUE INDEX provider_domains_confirmed ON provider_domains (domain) WHERE confirmed_at IS NOT NULL;

-- Whom a provider knows by which name of its own. Nobody has two of them at one issuer.
CREATE TABLE provider_links (
    provider_id TEXT NOT NULL REFERENCES sign_in_providers (id),
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person_id TEXT NOT NULL REFERENCES people (id),
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (provider_id, issuer, subject),
    UNIQUE (provider_id, issuer, person_id)
);
CREATE INDEX provider_links_person ON provider_links (person_id);

-- Sign-ins that were begun and await the provider's answer. One that was answered is gone.
CREATE TABLE provider_sign_ins (
    state_hash TEXT PRIMARY KEY NOT NULL,
    -- What the browser that began it keeps.
    keep_hash TEXT NOT NULL,
    provider_id TEXT NOT NULL REFERENCES sign_in_providers (id),
    -- The nonce and the verifier of the code, sealed.
    sealed TEXT NOT NULL,
    -- The version of the network's conditions that whoever began it accepts.
    accepts TEXT,
    expires_at BIGINT NOT NULL
);
CREATE INDEX provider_sign_ins_provider ON provider_sign_ins (provider_id);
CREATE INDEX provider_sign_ins_expire ON provider_sign_ins (expires_at);

-- The provider that vouched for whoever is signed in, where it was not a password. It may be gone since.
ALTER TABLE sessions ADD COLUMN provider_id TEXT;
CREATE INDEX sessions_provider ON sessions (provider_id) WHERE provider_id IS NOT NULL;
