using System.Net;
using ClusterGateway.Gateway.Configuration;

namespace ClusterGateway.Gateway.Edge;

/// <summary><c>ClusterGateway:TrustedProxies</c>, to ask.</summary>
internal sealed class TrustedNetworks(GatewayOptions options)
{
    private readonly System.Net.IPNetwork[] _networks = [.. options.TrustedProxies.Select(text => ClientAddressExtensions.ParseNetwork(text)).OfType<System.Net.IPNetwork>()];

    public bool Contains(IPAddress? address)
    {
        if (_networks.Length == 0 || address is null)
        {
            return false;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(_networks, network => network.Contains(plain));
    }
}
