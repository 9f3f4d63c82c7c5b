using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>
/// The one mechanism behind <c>ClusterCookie</c>, <c>AppCookie</c> and <c>ClientIp</c>: asks the route's binding sources in their order, and
/// lets them keep who answered. The name only says which source a route has that does not list its own.
/// </summary>
internal sealed class BindingPolicy(string name, BindingPlans plans, BoundNodes nodes, AffinityMetrics metrics) : ISessionAffinityPolicy
{
    public string Name => name;

    public async ValueTask<AffinityResult> FindAffinitizedDestinationsAsync(
        HttpContext context, ClusterState cluster, SessionAffinityConfig config, IReadOnlyList<DestinationState> destinations, CancellationToken cancellationToken)
    {
        var binding = context.Features.Get<BindingFeature>();
        if (binding is null)
        {
            binding = new BindingFeature(plans.Of(context.GetReverseProxyFeature().Route));
            context.Features.Set(binding);
            await binding.Plan.ReadAsync(context, binding, cancellationToken);
        }

        binding.NodeId = null;
        DestinationState? bound = null;
        for (var i = 0; i < binding.Plan.Count && bound is null; i++)
        {
            bound = await FindAsync(binding.Plan[i], context, binding, cluster, destinations, cancellationToken);
        }

        var outcome = BindingDecision.Decide(bound is not null, binding.NodeId is not null, binding.ShowedSomething);
        metrics.Decided(binding, outcome);
        return bound is null ? new(null, AffinityStatus.AffinityKeyNotSet) : new(bound, AffinityStatus.OK);
    }

    public AffinityResult FindAffinitizedDestinations(
        HttpContext context, ClusterState cluster, SessionAffinityConfig config, IReadOnlyList<DestinationState> destinations) =>
        throw new NotSupportedException("YARP calls the asynchronous one");

    public void AffinitizeResponse(HttpContext context, ClusterState cluster, SessionAffinityConfig config, DestinationState destination)
    {
        // YARP asks for the response of a failed attempt, too; that node has not answered, so nobody is bound to it.
        if (context.Features.Get<BindingFeature>() is { } binding && context.Features.Get<IForwarderErrorFeature>() is null)
        {
            binding.Plan.Write(context, binding, destination);
        }
    }

    private ValueTask<DestinationState?> FindAsync(
        IBindingSource source, HttpContext context, BindingFeature binding, ClusterState cluster, IReadOnlyList<DestinationState> destinations,
        CancellationToken cancellationToken)
    {
        if (source.NodeOf(context, binding) is not { } node)
        {
            return default;
        }

        if (Destinations.Find(destinations, node) is { } found)
        {
            binding.NodeId = node;
            return new(found);
        }

        return FindMissingAsync(source, context, binding, cluster, cancellationToken);
    }

    private async ValueTask<DestinationState?> FindMissingAsync(
        IBindingSource source, HttpContext context, BindingFeature binding, ClusterState cluster, CancellationToken cancellationToken)
    {
        // On a retry what is missing was left out on purpose.
        var found = binding.IsDecided ? null : await nodes.FindAgainAsync(source, context, binding, cluster, cancellationToken);
        if (source.NodeOf(context, binding) is { } node && (found is not null || !source.IsClaim || nodes.Knows(node)))
        {
            binding.NodeId = found is null ? binding.NodeId ?? node : node;
        }

        return found;
    }
}
