using ClusterGateway.Gateway.Edge;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Https;

/// <summary>TLS on the port of <see cref="HttpsOptions.Url"/>; each handshake asks for the certificate of its moment.</summary>
internal sealed class HttpsEndpoint(IOptions<HttpsOptions> options, TlsHandshakes handshakes) : IEndpointLayer
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(10);

    public void Apply(ListenOptions endpoint)
    {
        if (options.Value.Enabled && endpoint.IPEndPoint?.Port == PortOf(options.Value))
        {
            endpoint.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = handshakes.OptionsOf, HandshakeTimeout = HandshakeTimeout });
        }
    }

    public static int PortOf(HttpsOptions options) => BindingAddress.Parse(options.Url).Port;
}
