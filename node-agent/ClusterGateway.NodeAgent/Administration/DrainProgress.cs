using System.Collections.Concurrent;
using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>How far the drains are, as this agent last looked.</summary>
internal sealed class DrainProgress(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Sight> _sights = new(StringComparer.Ordinal);

    /// <returns>Null when it does not drain, or was not looked at yet.</returns>
    public DrainView? Of(string node, AdministrativeState state)
    {
        if (state != AdministrativeState.Draining || !_sights.TryGetValue(node, out var sight))
        {
            return null;
        }

        var remaining = sight.Remaining - time.GetElapsedTime(sight.At);
        return new DrainView(sight.Sessions, sight.CountedBy, Math.Max(remaining.TotalSeconds, 0));
    }

    public void Note(string node, DrainEvidence evidence) => _sights[node] = new Sight(
        time.GetTimestamp(), DrainDecision.Sessions(evidence), DrainDecision.CountedBy(evidence), evidence.Remaining ?? TimeSpan.Zero);

    public void Forget(string node) => _sights.TryRemove(node, out _);

    private sealed record Sight(long At, long? Sessions, SessionSource CountedBy, TimeSpan Remaining);
}
