using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Edge;

/// <summary>Puts the layers around every endpoint, in the order of their registration.</summary>
internal sealed class EndpointLayers(IEnumerable<IEndpointLayer> layers) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint =>
    {
        foreach (var layer in layers)
        {
            layer.Apply(endpoint);
        }
    });
}
