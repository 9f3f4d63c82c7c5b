using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace ClusterGateway.Testing.Net;

/// <summary>
/// Ports for servers that cannot bind port 0. Taken below the range that outgoing connections use, so that none of them
/// takes the port before the server binds it; never given twice by one process.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Last = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, Last);
            if (CanBind(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }
    }

    internal static bool CanBind(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
