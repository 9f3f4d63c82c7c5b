using ClusterGateway.Contracts;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Edge;

/// <summary>Tells the client which node answered.</summary>
internal sealed class ExposeNodeTransform : ResponseTransform
{
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not null
            && context.HttpContext.GetReverseProxyFeature().ProxiedDestination is { } destination
            && ClusterAddress.IsNode(destination.Model.Config))
        {
            context.HttpContext.Response.Headers[ClusterHeaders.Node] = destination.DestinationId;
        }

        return ValueTask.CompletedTask;
    }
}
