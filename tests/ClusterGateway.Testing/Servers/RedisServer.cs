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

    /// <summary>What the disk holds now; of the last second as much as was written.</summary>
    /// <returns>Where it was copied to.</returns>
    public string Copy()
    {
        var copy = Directory.CreateDirectory(Path.Combine(Home, Guid.NewGuid().ToString("N")));
        foreach (var file in Directory.EnumerateFiles(Log))
        {
            File.Copy(file, Path.Combine(copy.FullName, Path.GetFileName(file)));
        }

        return copy.FullName;
    }

    /// <summary>Kills it and starts it again without what was written since the copy, as after the crash of a machine.</summary>
    public async Task ForgetSinceAsync(string copy)
    {
        await StopAsync(StopMode.Kill);
        Directory.Delete(Log, recursive: true);
        Directory.Move(copy, Log);
        await StartAsync();
    }

    private string Log => Path.Combine(Home, "appendonlydir");

    private protected override ChildProcess Launch() => ChildProcess.Start(
        Programs.OnPath("redis-server"),
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Home, "--save", "", "--appendonly", "yes", "--appendfsync", "everysec",
            "--maxmemory-policy", "noeviction", .. _arguments,
        ],
        directory: Home);
}
