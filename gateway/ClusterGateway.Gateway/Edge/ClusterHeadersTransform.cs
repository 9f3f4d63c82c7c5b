using System.Globalization;
using ClusterGateway.Contracts;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Edge;

/// <summary>Tells the application which node it is, in which role, and on which term the gateway acts.</summary>
internal sealed class ClusterHeadersTransform(IClusterView view) : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.HttpContext.GetReverseProxyFeature().ProxiedDestination is { } destination && ClusterAddress.IsNode(destination.Model.Config))
        {
            var snapshot = view.Current;
            var granted = context.HttpContext.Features.Get<PrimaryState>() ?? snapshot.Primary;
            var headers = context.ProxyRequest.Headers;
            headers.TryAddWithoutValidation(ClusterHeaders.Node, destination.DestinationId);
            headers.TryAddWithoutValidation(ClusterHeaders.Role, granted?.NodeId == destination.DestinationId ? "primary" : "secondary");
            headers.TryAddWithoutValidation(ClusterHeaders.Term, (granted?.Term ?? snapshot.Term).ToString(CultureInfo.InvariantCulture));
        }

        return ValueTask.CompletedTask;
    }
}
