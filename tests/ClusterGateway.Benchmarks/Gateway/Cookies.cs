using System.Net;
using System.Net.Sockets;

namespace ClusterGateway.Benchmarks.Gateway;

/// <summary>The affinity cookies of clients from many addresses, for a load generator that returns them as browsers do.</summary>
internal static class Cookies
{
    private const int Clients = 64;

    /// <returns>A file with one <c>Cookie</c> header a line, or <c>-</c> where the proxy sets none.</returns>
    public static async Task<string> CollectAsync(Uri proxy)
    {
        var lines = new List<string>();
        for (var i = 1; i <= Clients; i++)
        {
            using var client = ClientFrom(new IPAddress([127, 0, 0, (byte)(i + 1)]));
            using var response = await client.GetAsync(proxy);
            lines.Add(response.Headers.TryGetValues("Set-Cookie", out var set) ? string.Join("; ", set.Select(cookie => cookie.Split(';')[0])) : "-");
        }

        var file = Path.GetTempFileName();
        await File.WriteAllLinesAsync(file, lines);
        return file;
    }

    private static HttpClient ClientFrom(IPAddress address) => new(new SocketsHttpHandler
    {
        UseCookies = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, context.DnsEndPoint.Port), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });
}
