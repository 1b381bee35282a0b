#!/bin/bash
# What the official image's entrypoint does, as far as tests and the compose file use it: POSTGRES_USER,
# POSTGRES_PASSWORD, POSTGRES_DB, PGDATA, and *.sql and *.sh in /docker-entrypoint-initdb.d.
set -Eeuo pipefail

[ "${1:0:1}" = '-' ] && set -- postgres "$@"

if [ "$1" = postgres ] && [ "$(id -u)" = 0 ]; then
  mkdir -p "$PGDATA" /var/run/postgresql
  chown -R postgres:postgres "$PGDATA" /var/run/postgresql
  chmod 700 "$PGDATA"
  exec setpriv --reuid=postgres --regid=postgres --init-groups -- "$0" "$@"
fi

if [ "$1" = postgres ] && [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?is not set: the server would let everybody in}"
  : "${POSTGRES_USER:=postgres}" "${POSTGRES_DB:=$POSTGRES_USER}"
  initdb -D "$PGDATA" --username="$POSTGRES_USER" --pwfile=<(printf '%s\n' "$POSTGRES_PASSWORD") \
    --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync
  echo 'host all all all scram-sha-256' >> "$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >> "$PGDATA/postgresql.conf"

  # A first server, on its socket alone, to create the database. Its log goes to the container's log, because the
  # line "database system is ready to accept connections" is waited for twice by those who know the official image.
  # The port is fixed here, so that a `-p` among the arguments does not hide the server from psql.
  pg_ctl -D "$PGDATA" -w -o "${*:2} -c listen_addresses='' -c port=5432" start
  query=(psql -v ON_ERROR_STOP=1 --no-psqlrc -U "$POSTGRES_USER")
  [ "$POSTGRES_DB" = postgres ] || "${query[@]}" -d postgres -c "CREATE DATABASE \"$POSTGRES_DB\""
  for script in /docker-entrypoint-initdb.d/*; do
    case "$script" in
      *.sh) . "$script" ;;
      *.sql) "${query[@]}" -d "$POSTGRES_DB" -f "$script" ;;
    esac
  done
  pg_ctl -D "$PGDATA" -m fast -w stop
fi

exec "$@"
