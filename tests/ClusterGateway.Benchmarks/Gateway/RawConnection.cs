using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>One kept-alive connection of <see cref="RawForwarder"/> to its origin: bytes in, bytes out, in two fixed buffers.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _out = new byte[16 * 1024];
    private readonly byte[] _in = new byte[80 * 1024];

    public static async Task<RawConnection> OpenAsync(Uri origin)
    {
        var connection = new RawConnection();
        await connection._socket.ConnectAsync(IPAddress.Loopback, origin.Port);
        return connection;
    }

    public ValueTask<int> SendAsync(HttpRequest request)
    {
        var length = 0;
        Write(request.Method);
        Write(" ");
        Write(request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget);
        Write(" HTTP/1.1\r\n");
        foreach (var (name, values) in request.Headers)
        {
            Write(name);
            Write(": ");
            Write(values.ToString());
            Write("\r\n");
        }

        Write("\r\n");
        return _socket.SendAsync(_out.AsMemory(0, length));

        void Write(string text) => length += Encoding.Latin1.GetBytes(text, _out.AsSpan(length));
    }

    public async ValueTask AnswerAsync(HttpResponse response)
    {
        var (read, end) = (0, -1);
        while (end < 0)
        {
            read += await ReceiveAsync(read);
            end = _in.AsSpan(0, read).IndexOf("\r\n\r\n"u8);
        }

        var whole = end + 4 + Head(_in.AsSpan(0, end), response);
        while (read < whole)
        {
            read += await ReceiveAsync(read);
        }

        await response.BodyWriter.WriteAsync(_in.AsMemory(end + 4, whole - end - 4));
    }

    public void Dispose() => _socket.Dispose();

    /// <returns>The length of the body.</returns>
    private static int Head(ReadOnlySpan<byte> head, HttpResponse response)
    {
        response.StatusCode = int.Parse(head.Slice("HTTP/1.1 ".Length, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var fields = head[(head.IndexOf((byte)'\n') + 1)..];
        foreach (var line in fields.Split("\r\n"u8))
        {
            var field = fields[line];
            var colon = field.IndexOf((byte)':');
            var name = Encoding.Latin1.GetString(field[..colon]);
            if (!name.Equals("Connection", StringComparison.OrdinalIgnoreCase))
            {
                response.Headers[name] = Encoding.Latin1.GetString(field[(colon + 2)..]);
            }
        }

        return (int)(response.ContentLength ?? throw new IOException("An answer has no Content-Length."));
    }

    private async ValueTask<int> ReceiveAsync(int at) =>
        await _socket.ReceiveAsync(_in.AsMemory(at)) is var bytes and > 0 ? bytes : throw new IOException("The origin closed a connection in an answer.");
}
