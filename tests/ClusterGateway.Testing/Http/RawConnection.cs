using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ClusterGateway.Testing.Http;

/// <summary>One end of a connection, in bytes: what is written goes out as it is, what is read is Latin-1 of what came.</summary>
public sealed class RawConnection(Stream stream) : IDisposable
{
    private readonly byte[] _one = new byte[1];

    public Stream Stream { get; } = stream;

    public static async Task<RawConnection> ConnectAsync(Uri server, IPAddress? from = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (from is not null)
        {
            socket.Bind(new IPEndPoint(from, 0));
        }

        await socket.ConnectAsync(server.Host, server.Port);
        return new RawConnection(new NetworkStream(socket, ownsSocket: true));
    }

    public async Task WriteAsync(string text) => await Stream.WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>To the end of the head of a message, the empty line included; what there is when the connection ends before.</summary>
    public Task<string> ReadHeadAsync() => ReadUntilAsync("\r\n\r\n");

    public async Task<string> ReadUntilAsync(string end)
    {
        var text = new StringBuilder();
        while ((text.Length < end.Length || text.ToString(text.Length - end.Length, end.Length) != end) && await Stream.ReadAsync(_one) > 0)
        {
            text.Append((char)_one[0]);
        }

        return text.ToString();
    }

    public async Task<string> ReadAsync(int count)
    {
        var bytes = new byte[count];
        return Encoding.Latin1.GetString(bytes, 0, await Stream.ReadAtLeastAsync(bytes, count, throwOnEndOfStream: false));
    }

    /// <summary>Until the other end closes or cuts the connection.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            int read;
            while ((read = await Stream.ReadAsync(buffer)) > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (IOException)
        {
            // Cut.
        }

        return text.ToString();
    }

    public void Dispose() => Stream.Dispose();
}
