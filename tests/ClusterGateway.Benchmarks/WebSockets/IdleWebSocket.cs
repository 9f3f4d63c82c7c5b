using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClusterGateway.Benchmarks.WebSockets;

/// <summary>A WebSocket (RFC 6455) that costs its own process next to nothing: a socket, and no buffer while nothing is said.</summary>
internal sealed class IdleWebSocket : IDisposable
{
    // Two bytes of header, masked by zeros: "ping".
    private static readonly byte[] Ping = [0x81, 0x84, 0, 0, 0, 0, .. "ping"u8];
    private static readonly byte[] Pong = [0x81, 0x04, .. "ping"u8];

    private readonly Socket _socket;

    private IdleWebSocket(Socket socket) => _socket = socket;

    /// <param name="source">One of loopback's addresses.</param>
    public static async Task<IdleWebSocket> OpenAsync(Uri url, IPAddress source, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(source, 0));
            await socket.ConnectAsync(IPAddress.Loopback, url.Port, cancellationToken);
            await socket.SendAsync(
                Encoding.ASCII.GetBytes(
                    $"GET /echo HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"),
                cancellationToken);
            var answer = await ReadHeadersAsync(socket, cancellationToken);
            return answer.StartsWith("HTTP/1.1 101 ", StringComparison.Ordinal)
                ? new IdleWebSocket(socket)
                : throw new InvalidOperationException($"no WebSocket: {answer}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Whether what is said comes back.</summary>
    public async Task<bool> LivesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _socket.SendAsync(Ping, cancellationToken);
            var answer = new byte[Pong.Length];
            for (var read = 0; read < answer.Length;)
            {
                var got = await _socket.ReceiveAsync(answer.AsMemory(read), cancellationToken);
                if (got == 0)
                {
                    return false;
                }

                read += got;
            }

            return answer.AsSpan().SequenceEqual(Pong);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>To the empty line and not beyond: what follows belongs to the WebSocket, and nobody speaks before the client.</summary>
    private static async Task<string> ReadHeadersAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            var got = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
            if (got == 0)
            {
                throw new IOException("the connection ended before the answer");
            }

            length += got;
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
