using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.LoadBalancing;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Health;

/// <summary>Which destinations of a YARP cluster keep their clients, and which take new ones: one answer for each snapshot.</summary>
internal sealed class AdmittedDestinations
{
    private AdmittedDestinations(IReadOnlyList<DestinationState> source, long version, Rated[] rated, BackupFailback failback)
    {
        Source = source;
        Version = version;
        var best = rated.Select(r => r.Admission.Tier).DefaultIfEmpty(PlacementTier.Never).Min();
        KeepBound = [.. rated.Where(r => r.Admission.KeepsBound).Select(r => r.Destination)];
        TakeNew = best == PlacementTier.Never ? [] : [.. rated.Where(r => r.Admission.Tier == best).Select(r => r.Destination)];
        MayBeInSlowStart = rated.Any(r => r.Admission.Tier == best && r.HasBeenAway);
        BackupFailback = failback;
        Backups = failback != BackupFailback.Never ? [.. rated.Where(r => r.IsBackup).Select(r => r.Destination)] : [];
        BackupsAreNeeded = best >= PlacementTier.Backup;
    }

    public IReadOnlyList<DestinationState> Source { get; }

    public long Version { get; }

    /// <summary>All that may keep a bound client.</summary>
    public IReadOnlyList<DestinationState> KeepBound { get; }

    /// <summary>The best tier that has anybody.</summary>
    public IReadOnlyList<DestinationState> TakeNew { get; }

    /// <summary>One of <see cref="TakeNew"/> was out of service once.</summary>
    public bool MayBeInSlowStart { get; }

    public BackupFailback BackupFailback { get; }

    /// <summary>The backup nodes, where their clients may have to leave them; nobody where they stay (<see cref="BackupFailback.Never"/>).</summary>
    public IReadOnlyList<DestinationState> Backups { get; }

    /// <summary>No ordinary node takes new clients.</summary>
    public bool BackupsAreNeeded { get; }

    public static AdmittedDestinations Of(IReadOnlyList<DestinationState> destinations, ClusterSnapshot snapshot, BackupFailback failback) =>
        new(destinations, snapshot.Version, [.. destinations.Select(d => Rate(d, snapshot))], failback);

    /// <summary>An ordinary address beside the nodes is YARP's own affair, as good as a healthy node.</summary>
    private static Rated Rate(DestinationState destination, ClusterSnapshot snapshot)
    {
        if (!ClusterAddress.IsNode(destination.Model.Config))
        {
            return new Rated(destination, new Admission(KeepsBound: true, PlacementTier.Healthy), IsBackup: false, HasBeenAway: false);
        }

        if (!snapshot.Nodes.TryGetValue(destination.DestinationId, out var node))
        {
            return new Rated(destination, AdmissionDecision.Nothing, IsBackup: false, HasBeenAway: false);
        }

        var admission = node.Weight == 0 ? node.Admission with { Tier = PlacementTier.Never } : node.Admission;
        return new Rated(destination, admission, AdmissionDecision.IsBackup(node.Tags), node.Warmth.Since is not null);
    }

    private readonly record struct Rated(DestinationState Destination, Admission Admission, bool IsBackup, bool HasBeenAway);
}
