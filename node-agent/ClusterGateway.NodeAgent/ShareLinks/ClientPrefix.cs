using System.Net;
using System.Net.Sockets;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Whose attempts are counted together: an IPv4 address, an IPv6 /64 (what one customer gets), all whose address is not known.</summary>
internal static class ClientPrefix
{
    private const string Unknown = "-";
    private const int NetworkBytes = 8;

    public static string Of(string? client)
    {
        if (!IPAddress.TryParse(client, out var address))
        {
            return Unknown;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.ToString();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(NetworkBytes).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
