using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ClusterGateway.Gateway.Edge;

/// <summary>Something between the socket and HTTP. Kestrel takes one function for all endpoints: whoever has a layer registers it, outermost first.</summary>
internal interface IEndpointLayer
{
    void Apply(ListenOptions endpoint);
}
