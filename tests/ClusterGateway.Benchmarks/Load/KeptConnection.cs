using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClusterGateway.Benchmarks.Load;

/// <summary>A kept-alive HTTP/1.1 connection for one GET after another. It blocks its thread and allocates nothing, so as to cost and to delay little.</summary>
internal sealed class KeptConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 30_000 };
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly byte[] _request;

    /// <param name="cookie">The value of <c>Cookie</c>; <c>-</c> for none.</param>
    public KeptConnection(Uri url, string cookie)
    {
        _request = Encoding.ASCII.GetBytes(
            $"GET {url.AbsolutePath} HTTP/1.1\r\nHost: files.example.org\r\nUser-Agent: bench\r\nAccept: */*\r\n{(cookie == "-" ? "" : $"Cookie: {cookie}\r\n")}\r\n");
        _socket.Connect(IPAddress.Loopback, url.Port);
    }

    /// <summary>Waits so long, up to the next whole millisecond; fails where the other side says something unasked, or closes.</summary>
    public void Idle(TimeSpan time)
    {
        if (_socket.Poll((int)Math.Ceiling(time.TotalMilliseconds) * 1000, SelectMode.SelectRead))
        {
            throw new IOException("The proxy closed a connection that was kept alive, or sent what nobody asked for.");
        }
    }

    /// <summary>Sends the request and reads the answer to its end.</summary>
    /// <returns>Its status.</returns>
    public int Get()
    {
        _socket.Send(_request);
        var read = 0;
        int end;
        while ((end = _buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8)) < 0)
        {
            read += Receive(_buffer.AsSpan(read));
        }

        var status = Number(_buffer.AsSpan("HTTP/1.1 ".Length, 3));
        var left = end + 4 + ContentLength(_buffer.AsSpan(0, end)) - read;
        while (left > 0)
        {
            left -= Receive(_buffer.AsSpan(0, Math.Min(left, _buffer.Length)));
        }

        return left == 0 ? status : throw new IOException("An answer is longer than its Content-Length.");
    }

    public void Dispose() => _socket.Dispose();

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        foreach (var line in head.Split("\r\n"u8))
        {
            if (head[line] is var field && field.IndexOf((byte)':') is var colon and > 0 && Ascii.EqualsIgnoreCase(field[..colon], "content-length"u8))
            {
                return Number(field[(colon + 1)..].Trim((byte)' '));
            }
        }

        throw new IOException("An answer has no Content-Length.");
    }

    private static int Number(ReadOnlySpan<byte> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private int Receive(Span<byte> free) => _socket.Receive(free) is var bytes and > 0 ? bytes : throw new IOException("The proxy closed a connection in an answer.");
}
