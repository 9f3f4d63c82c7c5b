using System.Globalization;
using ClusterGateway.Contracts;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Transforms;

namespace ClusterGateway.Gateway.Edge;

/// <summary>Tells the application which node it is, in which role, and on which term the gateway acts.</summary>
/// <param name="isAdmin">The request goes to the primary, and carries the term on which it was let through.</param>
internal sealed class ClusterHeadersTransform(IClusterView view, bool isAdmin) : RequestTransform
{
    private TermText _term = new(0, "0");

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.HttpContext.GetReverseProxyFeature().ProxiedDestination is { } destination && ClusterAddress.IsNode(destination.Model.Config))
        {
            var snapshot = view.Current;
            var granted = (isAdmin ? context.HttpContext.Features.Get<PrimaryState>() : null) ?? snapshot.Primary;
            var headers = context.ProxyRequest.Headers;
            headers.TryAddWithoutValidation(ClusterHeaders.Node, destination.DestinationId);
            headers.TryAddWithoutValidation(ClusterHeaders.Role, granted?.NodeId == destination.DestinationId ? "primary" : "secondary");
            headers.TryAddWithoutValidation(ClusterHeaders.Term, TextOf(granted?.Term ?? snapshot.Term));
        }

        return ValueTask.CompletedTask;
    }

    private string TextOf(long term)
    {
        var known = _term;
        if (known.Term != term)
        {
            _term = known = new TermText(term, term.ToString(CultureInfo.InvariantCulture));
        }

        return known.Text;
    }

    private sealed record TermText(long Term, string Text);
}
