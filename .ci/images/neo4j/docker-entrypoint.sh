#!/bin/bash
# What the official image's entrypoint does, as far as tests and the compose file use it: NEO4J_AUTH=neo4j/password,
# and every other NEO4J_* variable taken for a setting of the server, which refuses to start with one it does not know.
set -euo pipefail

[ "$1" = neo4j ] || exec "$@"

home=/var/lib/neo4j
classes="$home/lib/*"

if [ "$(id -u)" = 0 ]; then
  mkdir -p /data /logs "$home"/{conf,import,plugins,run}
  chown -R neo4j:neo4j /data /logs "$home"/{conf,import,plugins,run}
  exec setpriv --reuid=neo4j --regid=neo4j --init-groups -- "$0" "$@"
fi

{
  echo 'server.directories.data=/data'
  echo 'server.directories.logs=/logs'
  echo 'server.default_listen_address=0.0.0.0'
  echo 'dbms.usage_report.enabled=false'
  [ -n "${NEO4J_server_memory_pagecache_size:-}" ] || echo 'server.memory.pagecache.size=64m'
  [ "${NEO4J_AUTH:-}" != none ] || echo 'dbms.security.auth_enabled=false'
  # NEO4J_server_memory_pagecache_size is server.memory.pagecache.size; two underscores stand for one.
  env | sed -nE 's/^NEO4J_([^=]+)=(.*)$/\1 \2/p' | while read -r name value; do
    [ "$name" = AUTH ] || echo "$(sed 's/__/\n/g; s/_/./g; s/\n/_/g' <<< "$name")=$value"
  done
} > "$home/conf/neo4j.conf"
export NEO4J_HOME=$home NEO4J_CONF=$home/conf

case "${NEO4J_AUTH:-}" in
  '' | none) ;;
  neo4j/?*)
    [ -d /data/databases/system ] \
      || java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" \
        org.neo4j.cli.AdminTool dbms set-initial-password "${NEO4J_AUTH#neo4j/}"
    ;;
  *)
    echo 'NEO4J_AUTH must be none or neo4j/<password>' >&2
    exit 1
    ;;
esac

# The options are those of the server's own start script that its classes need.
exec java -Xmx384m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
  --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.io=ALL-UNNAMED \
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
  -Dio.netty.tryReflectionSetAccessible=true -Dlog4j2.disable.jmx=true \
  -cp "$classes" org.neo4j.server.CommunityEntryPoint \
  --home-dir="$home" --config-dir="$home/conf" --console-mode
