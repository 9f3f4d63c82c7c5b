using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Gateways;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Primary;

namespace ClusterGateway.Gateway.Management;

/// <summary>Makes the picture for <c>GET /api/v1/cluster</c> from what the gateway sees. Pure.</summary>
internal static class ClusterStatus
{
    /// <summary>What an agent said longer ago says nothing of the store any more.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    public static ClusterStatusView Of(
        string name, ClusterSnapshot snapshot, TimeProvider time, IReadOnlyList<GatewayView> gateways, Func<string, (long InFlight, double Rate)> trafficOf)
    {
        var now = time.GetTimestamp();
        var primary = PrimaryOf(snapshot, now);
        var nodes = snapshot.Nodes.Values
            .OrderBy(node => node.Id, StringComparer.Ordinal)
            .Select(node => ViewOf(node, primary, trafficOf(node.Id)))
            .ToArray();
        var provider = snapshot.Nodes.Values.Select(node => node.Self?.StoreProvider).FirstOrDefault(provider => provider is not null);
        var reachable = snapshot.Nodes.Values.Any(node => node.Self is { StoreReachable: true } && time.GetElapsedTime(node.SelfAt, now) < Recent);
        return new ClusterStatusView(name, snapshot.Term, primary, IsPaused(snapshot), new StoreStatusView(provider, reachable), gateways, nodes, [.. Warnings(snapshot, nodes, gateways, now)]);
    }

    /// <summary>What the gateway itself sees of the cluster, beside what nodes warn of.</summary>
    public static IEnumerable<WarningView> OwnWarnings(ClusterSnapshot snapshot, long now)
    {
        var primary = PrimaryOf(snapshot, now);
        if (primary is null)
        {
            yield return new WarningView(WarningCodes.NoPrimary, "no node is the primary; admin requests wait");
        }

        if (primary is not null && snapshot.Nodes[primary].Self is { Failsafe: true })
        {
            yield return new WarningView(WarningCodes.Failsafe, $"{primary} is primary without the store, while every other member agrees; bring the store back");
        }

        if (IsPaused(snapshot))
        {
            yield return new WarningView(WarningCodes.FailoverPaused, "automatic failover is paused; resume it when the maintenance is over");
        }

        if (PrimarySelection.Claimants(snapshot) is { Count: > 1 } claimants)
        {
            yield return new WarningView(WarningCodes.TwoPrimaries, $"{string.Join(" and ", claimants)} claim the same term; stop all but one");
        }
    }

    private static string? PrimaryOf(ClusterSnapshot snapshot, long now) => snapshot.Primary is { } primary && primary.Deadline > now ? primary.NodeId : null;

    /// <summary>By the agent that was heard last: one that fell silent does not know of the end of a pause.</summary>
    private static bool IsPaused(ClusterSnapshot snapshot) => snapshot.Nodes.Values.MaxBy(node => node.SelfAt)?.Self?.Paused ?? false;

    private static NodeView ViewOf(NodeState node, string? primary, (long InFlight, double Rate) traffic) => new()
    {
        Id = node.Id,
        Role = node.Id == primary ? NodeRole.Primary : NodeRole.Secondary,
        AdministrativeState = node.AdministrativeState,
        Health = node.Health,
        Serving = node.Admission.KeepsBound,
        Address = node.Address?.AbsoluteUri,
        Agent = node.Agent.AbsoluteUri,
        Version = node.Self?.Version,
        Weight = node.Weight,
        Route = node.Route,
        Tags = node.Tags,
        FailoverPriority = node.Self?.FailoverPriority ?? 0,
        Sessions = node.Self?.Sessions ?? 0,
        InFlight = traffic.InFlight,
        Drain = node.Drain,
        RequestsPerSecond = Math.Round(traffic.Rate, 1),
        LastSeen = node.Self?.LastSeen,
        Warnings = node.Self?.Warnings ?? [],
    };

    /// <summary>What the node warns of itself. Of the cluster this gateway knows more than its nodes.</summary>
    private static IEnumerable<WarningView> OfNode(NodeView node) => node.Warnings
        .Where(warning => warning.Code is not (WarningCodes.FewServingNodes or WarningCodes.SingleGateway))
        .Select(warning => warning with { Detail = $"{node.Id}: {warning.Detail}" });

    private static IEnumerable<WarningView> Warnings(ClusterSnapshot snapshot, NodeView[] nodes, IReadOnlyList<GatewayView> gateways, long now)
    {
        // A node that gets no users is no help when the last one that does is lost.
        var serving = nodes.Count(node => node.Serving && !NodeTags.Has(node.Tags, NodeTags.NoLoadBalance));
        if (serving < 2)
        {
            yield return new WarningView(WarningCodes.FewServingNodes, $"{serving} of {nodes.Length} nodes serve; the loss of one more is an outage");
        }

        if (gateways.Count == 1)
        {
            yield return new WarningView(WarningCodes.SingleGateway, "only one gateway is alive; run a second one behind the same address");
        }

        foreach (var warning in OwnWarnings(snapshot, now))
        {
            yield return warning;
        }

        foreach (var warning in nodes.SelectMany(OfNode))
        {
            yield return warning;
        }
    }
}
