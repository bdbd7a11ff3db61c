#!/bin/sh
# Measures the doctor's record page over HTTP with wrk, against an installation that holds the
# demo and a synthetic population:
#
#   carnet demo …             once, so that Dr Schiltz exists; then stop it
#   carnet synth …            adds the population
#   carnet demo …             serves it
#   CARNET=target/release/carnet load/run.sh [SECONDS [CONNECTIONS]]
#
# CARNET_DATA_DIR or DATABASE_URL say which installation, ADDRESS where it listens.
set -eu
cd "$(dirname "$0")/.."
carnet=${CARNET:-target/release/carnet}
address=${ADDRESS:-http://127.0.0.1:8080}
seconds=${1:-30}
connections=${2:-16}

CARNET_TOKEN=$("$carnet" token --as schiltz --minutes 120)
export CARNET_TOKEN
ids=$(mktemp)
trap 'rm -f "$ids"' EXIT

after=null
while :; do
  query='{"query":"query($after: String) { practice { records(first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } }","variables":{"after":'$after'}}'
  page=$(curl --silent --fail "$address/graphql" \
    --header "Authorization: Bearer $CARNET_TOKEN" --header 'Content-Type: application/json' \
    --data "$query")
  printf '%s' "$page" | grep -oE '"id":"[^"]+"' | cut -d'"' -f4 >> "$ids"
  case $page in *'"hasNextPage":true'*) ;; *) break ;; esac
  after=$(printf '%s' "$page" | grep -oE '"endCursor":"[^"]+"' | cut -d: -f2-)
done
echo "$(wc -l < "$ids") records of the practice"

# Once through all of them first: readings are logged, caches are filled.
wrk -t1 -c4 -d5s -s load/record.lua "$address/graphql" -- "$ids" > /dev/null
wrk -t2 -c"$connections" -d"${seconds}s" --latency -s load/record.lua "$address/graphql" -- "$ids"
