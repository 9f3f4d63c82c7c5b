using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ClusterGateway.Testing.Net;

/// <summary>
/// A TCP proxy in front of something real, whose network can be broken on purpose: cut, refused, black-holed (accepts, forwards
/// nothing, and forwards it later when healed, as a network with losses does), delayed.
/// </summary>
public sealed class TcpFault : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, Connection> _connections = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _host;
    private readonly int _port;
    private TcpListener? _listener;
    private volatile TaskCompletionSource _passable = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _nextId;
    private long _delayTicks;

    private TcpFault(string host, int port, IPAddress at)
    {
        At = at;
        _host = host;
        _port = port;
        Port = FreePort.Next();
        _passable.SetResult();
        Listen();
    }

    /// <summary>Where clients connect.</summary>
    public IPAddress At { get; }

    public int Port { get; }

    public int OpenConnections => _connections.Count;

    /// <param name="at">Where it listens; null is 127.0.0.1.</param>
    public static TcpFault InFrontOf(string host, int port, IPAddress? at = null) => new(host, port, at ?? IPAddress.Loopback);

    /// <summary>Resets the connections that are open now; new ones pass.</summary>
    public void CutConnections()
    {
        foreach (var connection in _connections.Values)
        {
            connection.Reset();
        }
    }

    /// <summary>Cuts the connections and refuses new ones until <see cref="Heal"/>.</summary>
    public void Refuse()
    {
        Interlocked.Exchange(ref _listener, null)?.Stop();
        CutConnections();
    }

    /// <summary>Open and new connections stay, but no byte passes until <see cref="Heal"/>.</summary>
    public void BlackHole()
    {
        if (_passable.Task.IsCompleted)
        {
            _passable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Each chunk, in both directions, waits this long.</summary>
    public void Delay(TimeSpan delay) => Interlocked.Exchange(ref _delayTicks, delay.Ticks);

    public void Heal()
    {
        Delay(TimeSpan.Zero);
        _passable.TrySetResult();
        if (_listener is null)
        {
            Listen();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Refuse();
        _stop.Dispose();
    }

    private void Listen()
    {
        var listener = new TcpListener(At, Port);
        listener.Start();
        _listener = listener;
        _ = AcceptAsync(listener, _stop.Token);
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        while (true)
        {
            Socket client;
            try
            {
                client = await listener.AcceptSocketAsync(cancellationToken);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                return;
            }

            _ = ServeAsync(client, cancellationToken);
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken cancellationToken)
    {
        var id = Interlocked.Increment(ref _nextId);
        client.NoDelay = true;
        using var connection = new Connection(client);
        _connections[id] = connection;
        try
        {
            await _passable.Task.WaitAsync(cancellationToken);
            await connection.Server.ConnectAsync(_host, _port, cancellationToken);
            await Task.WhenAll(
                PumpAsync(connection.Client, connection.Server, cancellationToken),
                PumpAsync(connection.Server, connection.Client, cancellationToken));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            connection.Reset();
        }
        finally
        {
            _connections.TryRemove(id, out _);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await from.ReceiveAsync(buffer.AsMemory(), cancellationToken)) > 0)
        {
            await Task.Delay(new TimeSpan(Interlocked.Read(ref _delayTicks)), TimeProvider.System, cancellationToken);
            await _passable.Task.WaitAsync(cancellationToken);
            for (var sent = 0; sent < read;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), cancellationToken);
            }
        }

        to.Shutdown(SocketShutdown.Send);
    }

    private sealed class Connection(Socket client) : IDisposable
    {
        public Socket Client { get; } = client;

        public Socket Server { get; } = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

        /// <summary>Closes with RST, so that the peer learns at once.</summary>
        public void Reset()
        {
            try
            {
                Client.LingerState = new LingerOption(true, 0);
                Server.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The peer was faster.
            }

            Dispose();
        }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
