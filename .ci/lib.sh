# shellcheck shell=bash
# Shared by the scripts of this directory; sourced, never run.
# What could not be had, waiting for something, and processes by their ids.

# What a machine cannot have is written down for the summary as well, so that nothing is left out silently.
could_not() {
  echo "NOTE: $*"
  [ -z "${CI_NOTES:-}" ] || echo "$*" >> "$CI_NOTES"
}

fail() {
  echo "FAILED: $*" >&2
  return 1
}

# wait_until SECONDS COMMAND...: asks twice a second until the command succeeds.
wait_until() {
  local deadline=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$deadline" ] || return 1
    sleep 0.5
  done
}

is_alive() { kill -0 "$1" 2> /dev/null; }
is_gone() { ! is_alive "$1"; }

# stop_process PID SECONDS: SIGTERM, and SIGKILL where that was not enough (which is a failure).
stop_process() {
  is_alive "$1" || return 0
  kill -TERM "$1"
  wait_until "$2" is_gone "$1" && return 0
  kill -KILL "$1"
  fail "process $1 did not end within $2 s of SIGTERM"
}

# A port of the loopback address on which nobody answers. Somebody may still take it before we do; the command that
# finds it taken says so.
free_port() {
  local port
  for _ in $(seq 1 50); do
    port=$((20000 + RANDOM % 10000))
    (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || { echo "$port"; return 0; }
  done
  fail 'no free port found'
}
