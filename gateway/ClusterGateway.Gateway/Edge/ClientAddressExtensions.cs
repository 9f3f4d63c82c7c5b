using System.Net;
using ClusterGateway.Gateway.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace ClusterGateway.Gateway.Edge;

internal static class ClientAddressExtensions
{
    /// <summary>Who the client is: the connection, or what trusted proxies say, walked from the nearest as long as they are trusted.</summary>
    public static IApplicationBuilder UseClientAddress(this IApplicationBuilder app, GatewayOptions options)
    {
        // With two empty lists ASP.NET Core would trust everybody.
        if (options.TrustedProxies.Count > 0)
        {
            var trusted = app.ApplicationServices.GetRequiredService<TrustedNetworks>();
            app.Use((context, next) =>
            {
                TrustedPeer.Note(context, trusted);
                return next(context);
            });
            app.UseForwardedHeaders(OptionsFor(options.TrustedProxies));
        }

        return app.UseMiddleware<InboundHeadersMiddleware>();
    }

    /// <summary>An address is a network of one; null for what is neither.</summary>
    public static System.Net.IPNetwork? ParseNetwork(string text)
    {
        if (IPAddress.TryParse(text, out var address))
        {
            return new System.Net.IPNetwork(address, address.GetAddressBytes().Length * 8);
        }

        return System.Net.IPNetwork.TryParse(text, out var network) ? network : null;
    }

    private static ForwardedHeadersOptions OptionsFor(IReadOnlyList<string> trusted)
    {
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in trusted)
        {
            options.KnownIPNetworks.Add(ParseNetwork(network)!.Value);
        }

        return options;
    }
}
