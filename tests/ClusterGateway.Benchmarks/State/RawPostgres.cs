using ClusterGateway.Benchmarks.Load;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Benchmarks.State;

/// <summary>PostgreSQL with fsync and synchronous_commit on; the peer calls the store's own function by pgbench.</summary>
internal sealed class RawPostgres(PostgresServer server) : IRawStore
{
    private const string Random = "\\set n random(1, 1000000000)\n";
    private const string Held = "\\set n random(1, 1000)\n";

    public string Provider => "postgresql";

    public string Connection => server.ConnectionString;

    public int? ServerId => server.Id;

    public Task PrepareAsync() => server.ExecuteAsync(
        $"""
        insert into clustergateway.entry (cluster, key, value, revision, expires_at)
        select 'raw', convert_to('locks/held-' || n, 'UTF8'), '{RawValues.Lock}', n, now() + interval '30 min'
        from generate_series(1, {RawValues.HeldLocks}) as n
        """);

    public Task<LoadResult> RunAsync(Operation operation, int clients, TimeSpan duration)
    {
        var (script, operations) = ScriptOf(operation);
        return PgBench.RunAsync(server, script, operations, clients, duration);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static (string Script, int Operations) ScriptOf(Operation operation) => operation switch
    {
        Operation.LockUnlock => (
            Random + Put("locks/raw-", RawValues.Lock, ttl: 1_800_000_000, condition: 1) + " \\gset\n" + Delete("locks/raw-", revision: ":revision") + ";", 2),
        Operation.Refresh => (Held + Put("locks/held-", RawValues.Lock, ttl: 1_800_000_000, condition: 2) + ";", 1),
        Operation.Get => (Held + Get("locks/held-"), 1),
        Operation.Resolve => (
            Held + Get("locks/held-") + Random + Put("link-grants/", RawValues.Grant, ttl: 600_000_000, condition: 1) + ";", 1),
        Operation.Favorite => (Random + Put("favorites/raw/", RawValues.Favorite, ttl: 0, condition: 1) + ";", 1),
        _ => throw new ArgumentOutOfRangeException(nameof(operation)),
    };

    private static string Put(string prefix, string value, long ttl, int condition) =>
        $"""
        select revision from clustergateway.commit('raw', array[1], array[convert_to('{prefix}' || :n, 'UTF8')], array['{value}'::bytea], array[{ttl}::bigint], array[{condition}], array[0::bigint], 0, 'raw', null, 5000)
        """;

    private static string Delete(string prefix, string revision) =>
        $"""
        select revision from clustergateway.commit('raw', array[2], array[convert_to('{prefix}' || :n, 'UTF8')], array[''::bytea], array[0::bigint], array[3], array[{revision}::bigint], 0, 'raw', null, 5000)
        """;

    private static string Get(string prefix) =>
        $"""
        select e.value, e.revision, (extract(epoch from e.expires_at - clock.at) * 1000000)::bigint from clustergateway.clock() as clock(at) left join clustergateway.entry e on e.cluster = 'raw' and e.key = convert_to('{prefix}' || :n, 'UTF8') and (e.expires_at is null or e.expires_at > clock.at);

        """;
}
