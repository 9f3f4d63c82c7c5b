#!/usr/bin/env bash
# Runs every test against the real thing: installs the servers the tests start (when missing and allowed), builds, runs all projects one
# after another, and ends with one line: N passed, N failed, N skipped.
#
#   ./test.sh [--filter EXPR]      EXPR as of `dotnet test --filter`, for example FullyQualifiedName~Affinity
set -euo pipefail
cd "$(dirname "$0")"

filter=()
while [ $# -gt 0 ]; do
  case "$1" in
    --filter) [ $# -ge 2 ] || { echo "--filter needs an expression, for example: --filter FullyQualifiedName~Affinity" >&2; exit 2; }
              filter=(--filter "$2"); shift 2 ;;
    --filter=*) filter=(--filter "${1#--filter=}"); shift ;;
    -h|--help) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 0 ;;
    *) echo "unknown option '$1'; known is --filter EXPR" >&2; exit 2 ;;
  esac
done

# What the tests run themselves, by Debian package and the program that shows it is there.
declare -A programs=(
  [postgresql]='/usr/lib/postgresql/*/bin/initdb'
  [redis-server]='/usr/bin/redis-server'
  [pgbouncer]='/usr/sbin/pgbouncer'
  [haproxy]='/usr/sbin/haproxy'
  [nginx-light]='/usr/sbin/nginx'
  [keepalived]='/usr/sbin/keepalived'
  [chromium]='/usr/bin/chromium'
  [curl]='/usr/bin/curl'
  [jq]='/usr/bin/jq'
  [bindfs]='/usr/bin/bindfs'
  [fuse3]='/usr/bin/fusermount3'
  [libfaketime]='/usr/lib/*/faketime/libfaketimeMT.so.1'
  [nftables]='/usr/sbin/nft'
  [iproute2]='/usr/sbin/ip'
  [prometheus]='/usr/bin/prometheus'
)
. tests/packages.sh
install_missing "the tests need" || true

echo "building"
dotnet build ClusterGateway.sln -c Release -v quiet -nologo

log=$(mktemp)
trap 'rm -f "$log"' EXIT
broken=0
for project in tests/*.Tests/*.csproj; do
  echo "== $(basename "$project" .csproj)"
  # A host that crashes prints no summary; its exit code alone must not be lost.
  dotnet test "$project" -c Release --no-build --nologo --logger 'console;verbosity=minimal' "${filter[@]}" 2>&1 | tee "$log.one" || broken=1
  cat "$log.one" >>"$log"
  if ! grep -qE '(Passed|Failed|Skipped)! +- ' "$log.one" && ! grep -q 'No test matches' "$log.one"; then
    echo "$(basename "$project" .csproj) ended without a summary" >&2
    broken=1
  fi
done
rm -f "$log.one"

sum() { grep -oE "(Passed|Failed|Skipped)! +- .*" "$log" | grep -oE "$1: +[0-9]+" | awk '{s+=$2} END {print s+0}' || true; }
passed=$(sum Passed) failed=$(sum Failed) skipped=$(sum Skipped)
if [ "$broken" = 1 ] && [ "$failed" = 0 ]; then failed=1; fi
if [ ${#filter[@]} = 0 ] && [ "$passed" = 0 ]; then failed=$((failed + 1)); fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
