using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.Administration;
using ClusterGateway.NodeAgent.Diagnostics;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.NodeHealth;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Status;

/// <summary>What this node says of itself, put together at the moment of asking. Nothing here waits for the store.</summary>
internal sealed class SelfReport(
    NodeIdentity self, INodeHealth health, IMembership membership, ILeadership leadership, NodeTraffic traffic, DrainProgress drains,
    StoreReachability reachability, ISettings settings, IClusterStore store, TimeProvider time)
{
    public bool Serves => NodeViews.Serves(membership.OwnState, health.Current.Health);

    public bool IsReady => reachability.IsReachable && membership.IsRegistered;

    public IReadOnlyList<WarningView> Warnings =>
    [
        .. health.Current.Warnings
            .Concat(settings.Warning is { } behind ? [behind] : [])
            .Concat(membership.Current.Find(self.Id)?.Warnings ?? [])
            .DistinctBy(w => w.Code),
    ];

    /// <summary>Puts what this node knows of itself in place of what it last told the store; other nodes' views stay.</summary>
    public NodeView Refine(NodeView listed) => listed.Id != self.Id
        ? listed
        : listed with { Health = health.Current.Health, AdministrativeState = membership.OwnState, Serving = Serves };

    public SelfView Take()
    {
        var current = health.Current;
        return new SelfView
        {
            Cluster = self.Cluster,
            Instance = self.Instance,
            Id = self.Id,
            Role = leadership.IsPrimary ? NodeRole.Primary : NodeRole.Secondary,
            Term = leadership.Term,
            LeaseRemaining = leadership.LeaseRemaining.TotalSeconds,
            LeaseMargin = leadership.LeaseMargin.TotalSeconds,
            Stopping = leadership.IsStopping,
            Paused = leadership.IsPaused,
            Failsafe = leadership.IsFailsafe,
            AdministrativeState = membership.OwnState,
            Health = current.Health,
            Serving = Serves,
            Checks = current.Checks,
            Warnings = Warnings,
            Address = self.Node.Application?.ToString().TrimEnd('/'),
            Agent = self.Agent,
            Version = NodeIdentity.Version,
            Weight = self.Node.Weight,
            Route = self.Node.Route,
            Tags = self.Node.Tags,
            FailoverPriority = self.Node.FailoverPriority,
            Sessions = traffic.SessionsOf(self.Id),
            InFlight = traffic.InFlightOf(self.Id),
            Drain = drains.Of(self.Id, membership.OwnState),
            LastSeen = time.GetUtcNow(),
            StoreReachable = reachability.IsReachable,
            StoreProvider = store.Capabilities.Provider,
        };
    }
}
