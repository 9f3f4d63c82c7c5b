using System.Net.Sockets;
using System.Text;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Testing.Servers;

/// <summary>Redis as the documentation asks for it: append-only file written every second, nothing evicted.</summary>
public sealed class RedisServer : ServerProcess
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

    /// <summary>One command, its words separated by spaces, past everything that is under test; answers the first line of the reply.</summary>
    public async Task<string> ExecuteAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{command}\r\n"));
        using var reader = new StreamReader(stream);
        return await reader.ReadLineAsync() ?? throw new IOException("Redis closed the connection");
    }

    private protected override Signal StopSignal(StopMode mode) => mode == StopMode.Fast ? Signal.Terminate : Signal.Kill;

    private protected override ChildProcess Launch() => ChildProcess.Start(
        Programs.OnPath("redis-server"),
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", Home, "--save", "", "--appendonly", "yes", "--appendfsync", "everysec",
            "--maxmemory-policy", "noeviction", .. _arguments,
        ],
        directory: Home);

    private protected override async Task<bool> AnswersAsync() => await ExecuteAsync("PING") == "+PONG";
}
