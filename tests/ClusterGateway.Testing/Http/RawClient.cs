using System.Net.Sockets;
using System.Text;

namespace ClusterGateway.Testing.Http;

/// <summary>Sends a request as it is written and reads the answer until the connection closes.</summary>
public static class RawClient
{
    public static async Task<string> SendAsync(Uri server, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    public static Task<string> GetAsync(Uri server, string target) =>
        SendAsync(server, $"GET {target} HTTP/1.1\r\nHost: example.test\r\nConnection: close\r\n\r\n");
}
