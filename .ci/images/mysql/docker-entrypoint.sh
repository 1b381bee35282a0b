#!/bin/bash
# What the official image's entrypoint does, as far as tests and the compose file use it: MYSQL_ROOT_PASSWORD,
# MYSQL_DATABASE, MYSQL_USER, MYSQL_PASSWORD.
set -euo pipefail

[ "${1:0:1}" = '-' ] && set -- mysqld "$@"

if [ "$1" = mysqld ]; then
  data=/var/lib/mysql
  run=/var/run/mysqld
  mkdir -p "$data" "$run" /var/lib/mysql-files /etc/mysql/conf.d
  chown -R mysql:mysql "$data" "$run" /var/lib/mysql-files
  chmod 750 "$data"
  # The package's own configuration names files that its maintainer scripts would have made.
  printf '[mysqld]\n[client]\nsocket=%s/mysqld.sock\n!includedir /etc/mysql/conf.d/\n' "$run" > /etc/mysql/my.cnf

  if [ ! -d "$data/mysql" ]; then
    : "${MYSQL_ROOT_PASSWORD:?is not set: the server would let everybody in}"
    mysqld --user=mysql --datadir="$data" --initialize-insecure
    {
      echo "CREATE USER 'root'@'%' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';"
      echo "GRANT ALL ON *.* TO 'root'@'%' WITH GRANT OPTION;"
      echo "ALTER USER 'root'@'localhost' IDENTIFIED BY '$MYSQL_ROOT_PASSWORD';"
      if [ -n "${MYSQL_DATABASE:-}" ]; then
        echo "CREATE DATABASE IF NOT EXISTS \`$MYSQL_DATABASE\`;"
      fi
      if [ -n "${MYSQL_USER:-}" ] && [ "$MYSQL_USER" != root ]; then
        echo "CREATE USER '$MYSQL_USER'@'%' IDENTIFIED BY '${MYSQL_PASSWORD:?is not set}';"
        if [ -n "${MYSQL_DATABASE:-}" ]; then
          # An underscore in a database name is a wildcard for GRANT.
          echo "GRANT ALL ON \`${MYSQL_DATABASE//_/\\_}\`.* TO '$MYSQL_USER'@'%';"
        fi
      fi
    } > "$run/init.sql"
    chown mysql "$run/init.sql"
    set -- "$@" --init-file="$run/init.sql"
  fi
  set -- "$@" --user=mysql --datadir="$data" --socket="$run/mysqld.sock" --mysqlx=OFF
fi

exec "$@"
