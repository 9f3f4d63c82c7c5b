using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Sessions;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>Collects what is known of draining nodes, and since when each has been empty, by the monotonic clock. One caller.</summary>
internal sealed class DrainWatch(IMemberRegistry registry, ISessionCount sessions, NodeTraffic traffic, TimeProvider time)
{
    private readonly Dictionary<string, Empty> _empty = new(StringComparer.Ordinal);

    public async Task<(DrainTerm Term, DrainEvidence Evidence)> LookAsync(string node, CancellationToken cancellationToken)
    {
        var term = await registry.FindDrainAsync(node, cancellationToken);
        var references = await sessions.CountAsync(node, cancellationToken);
        var counted = time.GetTimestamp();
        var gateways = await traffic.ReadAsync(cancellationToken);
        var evidence = new DrainEvidence(term.Remaining, references, traffic.BoundTo(node), traffic.InFlightOf(node));
        if (DrainDecision.Sessions(evidence) != 0)
        {
            _empty.Remove(node);
        }
        else if (_empty.TryGetValue(node, out var first) && first.Drain == term.Revision)
        {
            var empty = time.GetElapsedTime(first.Since, counted);
            evidence = evidence with { EmptySince = empty, HeardSince = HaveReported(gateways, node, within: empty) };
        }
        else
        {
            _empty[node] = new Empty(term.Revision, counted);
        }

        return (term, evidence);
    }

    /// <summary>The node does not drain any more.</summary>
    public void Forget(string node) => _empty.Remove(node);

    private static bool HaveReported(IReadOnlyList<GatewayReading> gateways, string node, TimeSpan within)
    {
        var alive = gateways.Where(g => g.IsAlive).ToArray();
        return alive.Length > 0 && Array.TrueForAll(alive, g => g.Age < within && g.Draining.Contains(node));
    }

    /// <param name="Drain">The revision of the drain in which it was seen empty: a later one begins anew.</param>
    private readonly record struct Empty(long? Drain, long Since);
}
