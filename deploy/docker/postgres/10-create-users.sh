#!/bin/sh
# Runs once, when the volume is empty: a user and a schema for each service, a database for Keycloak.
set -eu
for service in ingest scoring dashboard; do
    name=$(printf %s "$service" | tr '[:lower:]' '[:upper:]')
    psql -v ON_ERROR_STOP=1 -v user="$service" --username "$POSTGRES_USER" --dbname plumbline <<SQL
\\getenv password PLUMBLINE_DB_PASSWORD_$name
create role :"user" login password :'password';
create schema :"user" authorization :"user";
alter role :"user" set search_path = :"user";
SQL
done
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname plumbline <<'SQL'
\getenv password PLUMBLINE_DB_PASSWORD_KEYCLOAK
create role keycloak login password :'password';
create database keycloak owner keycloak;
revoke all on database plumbline from public;
grant connect on database plumbline to ingest, scoring, dashboard;
-- scoring verifies itself by replaying its log into tables that end with the transaction
grant temporary on database plumbline to scoring;
SQL
