using ClusterGateway.NodeAgent.Gateways;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Sessions;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>Collects what is known of draining nodes, and what only somebody who looks again and again knows, by the monotonic clock. One caller.</summary>
internal sealed class DrainWatch(IMemberRegistry registry, ISessionCount sessions, NodeTraffic traffic, TimeProvider time)
{
    /// <summary>After a longer break nobody knows who came and went: empty is counted anew.</summary>
    public static readonly TimeSpan LongestBreak = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, Sight> _sights = new(StringComparer.Ordinal);

    public async Task<(DrainTerm Term, DrainEvidence Evidence)> LookAsync(string node, CancellationToken cancellationToken)
    {
        var term = await registry.FindDrainAsync(node, cancellationToken);
        var references = await sessions.CountAsync(node, cancellationToken);
        var counted = time.GetTimestamp();
        var gateways = await traffic.ReadAsync(cancellationToken);
        var before = _sights.TryGetValue(node, out var sight) && sight.Drain == term.Begun ? sight : default;
        var evidence = new DrainEvidence(
            term.Remaining, references, traffic.BoundTo(node), traffic.InFlightOf(node), HadReferences: before.HadReferences || references > 0);
        long? since = DrainDecision.Sessions(evidence) != 0 ? null
            : before.EmptySince is { } first && time.GetElapsedTime(before.Looked, counted) <= LongestBreak ? first : counted;
        _sights[node] = new Sight(term.Begun, evidence.HadReferences, time.GetTimestamp(), since);
        if (since is { } start && start != counted)
        {
            var empty = time.GetElapsedTime(start, counted);
            evidence = evidence with { EmptySince = empty, HeardSince = HaveReported(gateways, node, within: empty) };
        }

        return (term, evidence);
    }

    /// <summary>The node does not drain any more.</summary>
    public void Forget(string node) => _sights.Remove(node);

    /// <summary>All that are remembered: a silent one may still have clients, and send somebody.</summary>
    private static bool HaveReported(IReadOnlyList<GatewayReading> gateways, string node, TimeSpan within) =>
        gateways.Count > 0 && gateways.All(g => g.IsAlive && g.Age < within && g.Draining.Contains(node));

    /// <param name="Drain">The drain in which it was seen (<see cref="DrainTerm.Begun"/>): a later one begins anew.</param>
    /// <param name="Looked">The end of the last look, however long the store took for it.</param>
    /// <param name="EmptySince">The first look of those in a row that found nobody; null when the last one found somebody.</param>
    private readonly record struct Sight(string? Drain, bool HadReferences, long Looked, long? EmptySince);
}
