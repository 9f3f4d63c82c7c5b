using ClusterGateway.Contracts.Problems;
using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.Draining;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Gateway.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Health;

/// <summary>
/// A client that affinity has not bound goes to the best tier of nodes that take new ones; so does one that has to leave a backup node.
/// </summary>
internal sealed class PlacementMiddleware(RequestDelegate next, PlacementWeights weights, AffinityMetrics metrics, LongLivedConnections connections, TimeProvider time)
{
    public Task InvokeAsync(HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        if (context.Features.Get<AdmittedDestinations>() is not { } admitted || IsBound(context, proxy.AvailableDestinations, admitted))
        {
            return next(context);
        }

        if (admitted.TakeNew.Count == 0)
        {
            return ErrorAnswer.WriteAsync(context, ProblemTypes.NoServingNode, "no node of the cluster takes new clients at the moment");
        }

        // Our own policies know of slow start; to YARP's a node is in the list or not.
        proxy.AvailableDestinations = admitted.MayBeInSlowStart && !PlacementPolicies.IsOurs(proxy.Cluster.Config.LoadBalancingPolicy)
            ? weights.Draw(admitted.TakeNew)
            : admitted.TakeNew;
        return next(context);
    }

    /// <summary>Affinity that binds replaces the list that admission set; the same list means an unbound client.</summary>
    private bool IsBound(HttpContext context, IReadOnlyList<DestinationState> available, AdmittedDestinations admitted) =>
        !ReferenceEquals(available, admitted.KeepBound) && (admitted.Backups.Count == 0 || StaysOn(context, available, admitted));

    private bool StaysOn(HttpContext context, IReadOnlyList<DestinationState> bound, AdmittedDestinations admitted)
    {
        if (bound is not [var node] || !admitted.Backups.Contains(node))
        {
            return true;
        }

        var binding = context.Features.Get<BindingFeature>();
        var unseen = time.GetUtcNow() - binding?.LastSeen;
        var isConnected = unseen > SessionIdleTime.Value && admitted is { BackupFailback: BackupFailback.Drain, BackupsAreNeeded: false }
            && binding?.Ticket is { } client && connections.Has(client.Ticket.ClientId, node.DestinationId);
        var stay = BackupDecision.Decide(admitted.BackupFailback, admitted.BackupsAreNeeded, unseen, isConnected);
        if (stay == BackupStay.Leaves && binding is not null)
        {
            metrics.Decided(binding, BindingOutcome.Rebound);
        }

        if (binding?.Ticket is { } known)
        {
            context.Features.Get<LongLivedConnection>()?.ClientId = known.Ticket.ClientId;
        }

        if (binding is not null)
        {
            binding.RenewsCookie = stay == BackupStay.StaysAndIsNoted;
        }

        return stay != BackupStay.Leaves;
    }
}
