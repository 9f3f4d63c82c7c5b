using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// A request as it was before its first attempt, so that nothing of a failed one (status, reason, headers, destinations, YARP's error)
/// reaches the next, or the client.
/// </summary>
internal readonly struct RequestBaseline(HttpContext context, IReverseProxyFeature proxy)
{
    private readonly KeyValuePair<string, StringValues>[] _headers = context.Response.Headers.Count == 0 ? [] : [.. context.Response.Headers];

    public IReadOnlyList<DestinationState> Destinations { get; } = proxy.AvailableDestinations;

    public void Restore(IReadOnlyList<DestinationState> destinations)
    {
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.StatusCode = StatusCodes.Status200OK;
        context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = null;
        context.Response.Headers.Clear();
        foreach (var (name, value) in _headers)
        {
            context.Response.Headers[name] = value;
        }

        proxy.AvailableDestinations = destinations;
        proxy.ProxiedDestination = null;
    }
}
