using System.Net;
using FilePortal.Configuration;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;
using IPNetwork = System.Net.IPNetwork;

namespace FilePortal.Edge;

/// <summary>Whose word about a client's address and scheme counts: the gateways'.</summary>
internal sealed class TrustedProxies(IOptions<PortalOptions> portal) : IConfigureOptions<ForwardedHeadersOptions>
{
    private static readonly string[] Loopback = ["127.0.0.0/8", "::1/128"];

    public static IPNetwork? Parse(string text) => IPNetwork.TryParse(text, out var network)
        ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8) : null;

    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // From the nearest backwards, as long as each is trusted: the first that is not is the client.
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in (portal.Value.TrustedProxies ?? [.. Loopback]).Select(Parse))
        {
            options.KnownIPNetworks.Add(network!.Value);
        }
    }
}
