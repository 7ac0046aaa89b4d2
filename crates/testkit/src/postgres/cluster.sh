# Runs one throw-away PostgreSQL cluster for as long as standard input stays open, then removes every trace of it.
# Arguments: directory of PostgreSQL's programs, TCP port, directory for temporary files.
# Says `ready` on a line of its own, or why it could not start.
set -eu
exec 2>&1
bin=$1 port=$2
# Only the end of standard input ends us: it comes when our parent closes it, and also when our parent is killed.
trap '' HUP INT TERM PIPE
dir=$(mktemp -d "$3/hearken-pg.XXXXXX")
server=

stop() {
  # SIGQUIT is PostgreSQL's immediate shutdown.
  [ -z "$server" ] || { kill -QUIT "$server" && wait "$server"; } >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap stop EXIT

failed() {
  tail -n 20 "$dir/log"
  exit 1
}

"$bin/initdb" -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C --no-sync >"$dir/log" 2>&1 </dev/null || failed

# Nothing here has to survive a power cut. Autovacuum would hold template databases open at the wrong moment.
cat >>"$dir/data/postgresql.conf" <<SETTINGS
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = '$dir'
max_connections = 200
shared_buffers = 32MB
fsync = off
full_page_writes = off
autovacuum = off
wal_level = minimal
max_wal_senders = 0
SETTINGS

"$bin/postgres" -D "$dir/data" >>"$dir/log" 2>&1 </dev/null &
server=$!
until "$bin/pg_isready" -q -h "$dir" -p "$port"; do
  kill -0 "$server" 2>/dev/null || failed
  sleep 0.05
done
echo ready
cat >/dev/null
