using System.Net.Sockets;
using System.Text;
using ClusterGateway.Testing.Processes;

namespace ClusterGateway.Testing.Servers;

/// <summary>What speaks the protocol of Redis: a server, or a sentinel.</summary>
public abstract class RedisProcess : ServerProcess
{
    private protected RedisProcess(string name)
        : base(name)
    {
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

    private protected override async Task<bool> AnswersAsync() =>
        await ExecuteAsync("PING") is var answer && (answer == "+PONG" || answer.StartsWith("-NOAUTH", StringComparison.Ordinal));
}
