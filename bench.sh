#!/usr/bin/env bash
# Measures whole systems beside their peers in one run, prints tables with ratios and writes them under docs/benchmarks/.
#
#   ./bench.sh [SCENARIO] [OPTION…]     SCENARIO: state (default), gateway, faults, failover, websockets; ./bench.sh SCENARIO --help lists its options
set -euo pipefail
cd "$(dirname "$0")"

# The peers and the load generator, by Debian package and program.
declare -A programs=()
case "${1:-state}" in
  state) programs=(
    [postgresql]='/usr/lib/postgresql/*/bin/pgbench'
    [redis-server]='/usr/bin/redis-server'
    [redis-tools]='/usr/bin/redis-benchmark'
    [wrk]='/usr/bin/wrk') ;;
  gateway) programs=([nginx-light]='/usr/sbin/nginx' [haproxy]='/usr/sbin/haproxy' [wrk]='/usr/bin/wrk' [nghttp2-client]='/usr/bin/h2load') ;;
  failover) programs=([postgresql]='/usr/lib/postgresql/*/bin/initdb' [redis-server]='/usr/bin/redis-server') ;;
  faults | websockets) programs=([nginx-light]='/usr/sbin/nginx' [haproxy]='/usr/sbin/haproxy') ;;
esac
. tests/packages.sh
install_missing "bench.sh needs" || exit 1

# A proxy has two open files for each WebSocket; root may raise the limit, unless it lacks the capability. Otherwise fewer are measured.
if [ "${1:-}" = websockets ] && [ "$(ulimit -Hn)" != unlimited ] && [ "$(ulimit -Hn)" -lt 65536 ]; then
  ulimit -Hn 65536 2>/dev/null || true
fi

dotnet build tests/ClusterGateway.Benchmarks -c Release -v quiet -nologo >&2
exec dotnet exec tests/ClusterGateway.Benchmarks/bin/Release/net10.0/benchmarks.dll "${@:-state}"
