using ClusterGateway.Benchmarks.Load;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;

namespace ClusterGateway.Benchmarks.State;

/// <summary>Redis with appendfsync everysec; the peer calls the store's own scripts by redis-benchmark.</summary>
internal sealed class RawRedis(RedisServer server) : IRawStore
{
    private const string Root = "cg:{raw}:";

    private string _commit = "";
    private string _get = "";

    public string Provider => "redis";

    public string Connection => server.ConnectionString;

    public int? ServerId => server.Id;

    public async Task PrepareAsync()
    {
        _commit = await LoadAsync("commit");
        _get = await LoadAsync("get");
    }

    public async Task<LoadResult> RunAsync(Operation operation, int clients, TimeSpan duration)
    {
        var half = duration / 2;
        return operation switch
        {
            Operation.LockUnlock => OneAfterTheOther(
                await RunAsync(Put("locks/", RawValues.Lock, "1800000000", absent: true), clients, half), await RunAsync(Delete("locks/"), clients, half), 2),
            Operation.Refresh => await RunAsync(Put("locks/", RawValues.Lock, "1800000000", absent: false), clients, duration),
            Operation.Get => await RunAsync(Get("locks/"), clients, duration),
            Operation.Resolve => OneAfterTheOther(
                await RunAsync(Get("locks/"), clients, half), await RunAsync(Put("link-grants/", RawValues.Grant, "600000000", absent: true), clients, half), 1),
            Operation.Favorite => await RunAsync(Put("favorites/raw/", RawValues.Favorite, "0", absent: true), clients, duration),
            _ => throw new ArgumentOutOfRangeException(nameof(operation)),
        };
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    /// <param name="counted">As how many operations the two count.</param>
    private static LoadResult OneAfterTheOther(LoadResult first, LoadResult second, int counted) => new(
        counted / ((1 / first.Rate) + (1 / second.Rate)), (first.P50 + second.P50) / counted, (first.P99 + second.P99) / counted);

    private Task<LoadResult> RunAsync(IEnumerable<string> command, int clients, TimeSpan duration) =>
        RedisBenchmark.RunAsync(server.Port, command, clients, duration);

    private string[] Put(string prefix, string value, string ttl, bool absent) =>
        [.. Commit(prefix), "1", prefix + "__rand_int__", value, ttl, absent ? "1" : "0", "0"];

    private string[] Delete(string prefix) => [.. Commit(prefix), "2", prefix + "__rand_int__", "", "0", "0", "0"];

    private string[] Get(string prefix) => ["evalsha", _get, "1", $"{Root}entry:{prefix}__rand_int__"];

    private string[] Commit(string prefix) =>
        ["evalsha", _commit, "4", Root + "index", Root + "expiry", Root + "revision", $"{Root}entry:{prefix}__rand_int__", "0", "raw", "", "0"];

    private async Task<string> LoadAsync(string script)
    {
        var file = Path.Combine(RepositoryRoot.Path, "node-agent/ClusterGateway.Storage/Redis/Scripts", script + ".lua");
        return (await Shell.RunAsync("redis-cli", "-p", $"{server.Port}", "script", "load", await File.ReadAllTextAsync(file))).Trim();
    }
}
