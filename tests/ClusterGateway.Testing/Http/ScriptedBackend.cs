using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ClusterGateway.Testing.Http;

/// <summary>A backend that speaks bytes: a test says what it does with each connection, and sees all heads that came.</summary>
public sealed class ScriptedBackend : IAsyncDisposable
{
    /// <summary>What a gateway is to ask when it probes: answered, and no affair of the test's.</summary>
    public const string ProbePath = "/probe-of-the-gateway";

    public const string Empty = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _loop;

    public ScriptedBackend()
    {
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The head of every request that came, but probes: request line and headers, as sent.</summary>
    public ConcurrentQueue<string> Heads { get; } = new();

    /// <summary>What it does after the head of a request was read; <see cref="Empty"/> by default.</summary>
    public Func<string, RawConnection, Task> Answer { get; set; } = (_, stream) => stream.WriteAsync(Empty);

    /// <summary>Answers every request with these bytes and then closes the connection.</summary>
    public void AnswerWith(string bytes) => Answer = async (_, stream) =>
    {
        await stream.WriteAsync(bytes);
        stream.Dispose();
    };

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Dispose();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopping.Token)));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        await using var cut = _stopping.Token.Register(client.Dispose);
        client.NoDelay = true;
        using var stream = new RawConnection(client.GetStream());
        while (await stream.ReadHeadAsync() is { Length: > 0 } head)
        {
            if (head.StartsWith($"GET {ProbePath} ", StringComparison.Ordinal))
            {
                await stream.WriteAsync(Empty);
                continue;
            }

            Heads.Enqueue(head);
            await Answer(head, stream);
        }
    }
}
