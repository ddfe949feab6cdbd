#!/usr/bin/env bash
# Run once, by the image of PostgreSQL, while a new database is being made: the network has a database of its own, and in it
# a role that owns what is there and may do nothing else. The role that may do everything has no password from then on, so
# nobody reaches it by the network: docker compose -f deploy/compose.yml exec db psql --username=postgres
set -euo pipefail

psql --no-psqlrc --set=ON_ERROR_STOP=1 --username=postgres --dbname=postgres \
    --set=password="${POSTGRES_PASSWORD:?compose.yml should say it}" <<'SQL'
CREATE ROLE muster LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
CREATE DATABASE muster OWNER muster;
REVOKE ALL ON DATABASE muster, postgres, template1 FROM PUBLIC;
ALTER ROLE postgres PASSWORD NULL;
SQL
