using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Health;

/// <summary>Which destinations of a YARP cluster keep their clients, and which take new ones: one answer for each snapshot.</summary>
internal sealed class AdmittedDestinations
{
    private AdmittedDestinations(IReadOnlyList<DestinationState> source, long version, DestinationState[] keepBound, DestinationState[] takeNew)
    {
        Source = source;
        Version = version;
        KeepBound = keepBound;
        TakeNew = takeNew;
    }

    public IReadOnlyList<DestinationState> Source { get; }

    public long Version { get; }

    /// <summary>All that may keep a bound client.</summary>
    public IReadOnlyList<DestinationState> KeepBound { get; }

    /// <summary>The best tier that has anybody.</summary>
    public IReadOnlyList<DestinationState> TakeNew { get; }

    public static AdmittedDestinations Of(IReadOnlyList<DestinationState> destinations, ClusterSnapshot snapshot)
    {
        var rated = destinations.Select(d => (Destination: d, Admission: AdmissionOf(d, snapshot))).ToArray();
        var best = rated.Select(r => r.Admission.Tier).DefaultIfEmpty(PlacementTier.Never).Min();
        return new AdmittedDestinations(
            destinations,
            snapshot.Version,
            [.. rated.Where(r => r.Admission.KeepsBound).Select(r => r.Destination)],
            best == PlacementTier.Never ? [] : [.. rated.Where(r => r.Admission.Tier == best).Select(r => r.Destination)]);
    }

    /// <summary>An ordinary address beside the nodes is YARP's own affair, as good as a healthy node.</summary>
    private static Admission AdmissionOf(DestinationState destination, ClusterSnapshot snapshot)
    {
        if (!ClusterAddress.IsNode(destination.Model.Config))
        {
            return new Admission(KeepsBound: true, PlacementTier.Healthy);
        }

        if (!snapshot.Nodes.TryGetValue(destination.DestinationId, out var node))
        {
            return AdmissionDecision.Nothing;
        }

        return node.Weight == 0 ? node.Admission with { Tier = PlacementTier.Never } : node.Admission;
    }
}
