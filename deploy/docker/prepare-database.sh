#!/bin/bash
# Makes the database ROOMS, the login rooms_sync and the table, where they are missing. For the job "table" of
# compose.yaml, which runs it in the image of SQL Server.
set -euo pipefail

secrets=${SECRETS:-/run/secrets}
deploy=${DEPLOY:-/deploy}
# Both by environment: command lines can be read by every process of the container.
SQLCMDPASSWORD=$(cat "$secrets/sa-password")
ROOMS_SYNC_PASSWORD=$(sed "s/'/''/g" "$secrets/rooms-sync-password")
export SQLCMDPASSWORD ROOMS_SYNC_PASSWORD

# -b ends at the first error, -I is what SQL Server's own clients set, -C takes the container's own certificate.
run() { "${SQLCMD:-/opt/mssql-tools18/bin/sqlcmd}" -S "$DATABASE_HOST" -U sa -C -b -I "$@"; }

run -d master -i "$deploy/docker/create-database.sql"
run -d ROOMS -i "$deploy/sql/create-sync-notification.sql"
run -d ROOMS -i "$deploy/docker/grant.sql"
echo 'database ROOMS, login rooms_sync and table dbo.SyncNotification are there'
