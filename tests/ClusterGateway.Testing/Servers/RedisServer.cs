using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Testing.Servers;

/// <summary>Redis as the documentation asks for it: append-only file written every second, nothing evicted.</summary>
public sealed class RedisServer : RedisProcess
{
    private readonly IReadOnlyList<string> _arguments;

    private RedisServer(IReadOnlyList<string> arguments)
        : base("redis") => _arguments = arguments;

    public override string ConnectionString => $"127.0.0.1:{Port}";

    /// <param name="arguments">Further arguments, such as <c>--maxmemory 64mb</c>, one word each.</param>
    public static async Task<RedisServer> CreateAsync(params IReadOnlyList<string> arguments)
    {
        var server = new RedisServer(arguments);
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>A copy of this server that follows it.</summary>
    public Task<RedisServer> CreateReplicaAsync() => CreateAsync("--replicaof", "127.0.0.1", $"{Port}");

    private protected override ChildProcess Launch() => ChildProcess.Start(
        Programs.OnPath("redis-server"),
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Home, "--save", "", "--appendonly", "yes", "--appendfsync", "everysec",
            "--maxmemory-policy", "noeviction", .. _arguments,
        ],
        directory: Home);
}
