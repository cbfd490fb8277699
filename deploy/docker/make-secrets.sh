#!/bin/sh
# Writes .env with fresh random secrets, once; docker compose reads it. Nothing here has a default.
set -eu
cd "$(dirname "$0")/../.."
if [ -e .env ]; then
    echo ".env exists already; nothing was changed" >&2
    exit 1
fi
umask 077
secret() { LC_ALL=C tr -dc 'A-Za-z0-9' </dev/urandom | head -c 40; }
{
    # in here, because older programs do not know a name in docker-compose.yml
    echo "COMPOSE_PROJECT_NAME=plumbline"
    for name in POSTGRES DB_PASSWORD_INGEST DB_PASSWORD_SCORING DB_PASSWORD_DASHBOARD DB_PASSWORD_KEYCLOAK \
        KEYCLOAK_ADMIN SESSION SEAL CLIENT_PLUMBLINE_DASHBOARD CLIENT_PLUMBLINE_CI CLIENT_PLUMBLINE_FEEDS CLIENT_PLUMBLINE_BACKFILL CLIENT_PLUMBLINE_SCANNER \
        PASSWORD_EXECUTIVE PASSWORD_UNIT_LEAD PASSWORD_ENGINEER PASSWORD_ANALYST PASSWORD_AUDITOR PASSWORD_ADMIN; do
        printf 'PLUMBLINE_%s=%s\n' "$name" "$(secret)"
    done
} >.env
echo "wrote .env (mode 0600); start with: docker compose up --build"
