using System.Runtime.CompilerServices;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Gateway.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Health;

/// <summary>Narrows the destinations of a <c>cluster://serving</c> request to the nodes that keep bound clients.</summary>
internal sealed class AdmissionMiddleware(RequestDelegate next, IClusterView view, ClusterTerms terms)
{
    private readonly ConditionalWeakTable<ClusterState, AdmittedDestinations> _latest = [];

    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        if (ClusterAddress.PoolOf(proxy.Cluster.Config) != ClusterPool.Serving)
        {
            return next(context);
        }

        var admitted = Admitted(proxy);
        if (admitted.KeepBound.Count == 0)
        {
            return ErrorAnswer.WriteAsync(context, ProblemTypes.NoServingNode, "no node of the cluster serves at the moment");
        }

        context.Features.Set(admitted);
        proxy.AvailableDestinations = admitted.KeepBound;
        return next(context);
    }

    private AdmittedDestinations Admitted(IReverseProxyFeature proxy)
    {
        var snapshot = view.Current;
        var source = proxy.AvailableDestinations;
        var cluster = proxy.Route.Cluster!;
        if (_latest.TryGetValue(cluster, out var latest) && latest.Version == snapshot.Version && ReferenceEquals(latest.Source, source))
        {
            return latest;
        }

        var admitted = AdmittedDestinations.Of(source, snapshot, terms.Of(proxy.Cluster.Config).BackupFailback);
        if (ReferenceEquals(source, cluster.DestinationsState.AvailableDestinations))
        {
            // Not what a retry has left of them: that is one request's own.
            _latest.AddOrUpdate(cluster, admitted);
        }

        return admitted;
    }
}
