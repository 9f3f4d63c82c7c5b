using System.Collections.Concurrent;
using System.Collections.Frozen;
using ClusterGateway.Gateway.Discovery;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// How many clients each node has: the larger of what its agent reports (sessions, of all gateways) and what this gateway has bound, and on
/// top whom this gateway has placed there in the last <see cref="RecentCount.Window"/> seconds, as neither number knows them yet. Without
/// that, everybody who comes between two probes would go to the one node that had the least.
/// </summary>
internal sealed class NodeLoads(IClusterView view, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, RecentCount> _placed = new(StringComparer.Ordinal);
    private readonly long _startedAt = time.GetTimestamp();
    private volatile FrozenDictionary<string, int> _bound = FrozenDictionary<string, int>.Empty;

    /// <summary>Whether anybody wants to know; until then nothing needs to be counted.</summary>
    public bool IsUsed => !_placed.IsEmpty;

    private uint Second => (uint)time.GetElapsedTime(_startedAt).TotalSeconds + 1;

    public void Fill(IReadOnlyList<DestinationState> destinations, Span<long> loads)
    {
        var (nodes, bound, second) = (view.Current.Nodes, _bound, Second);
        for (var i = 0; i < destinations.Count; i++)
        {
            var id = destinations[i].DestinationId;
            var reported = nodes.TryGetValue(id, out var node) ? node.Self?.Sessions ?? 0 : 0;
            loads[i] = Math.Max(reported, bound.GetValueOrDefault(id)) + (_placed.TryGetValue(id, out var placed) ? placed.Sum(second) : 0);
        }
    }

    /// <summary>A new client was sent there.</summary>
    public void Placed(DestinationState destination) =>
        _placed.GetOrAdd(destination.DestinationId, static _ => new RecentCount()).Add(Second);

    /// <summary>What this gateway has bound; one caller, every few seconds.</summary>
    public void Bound(IReadOnlyDictionary<string, int> bound) => _bound = bound.ToFrozenDictionary(StringComparer.Ordinal);
}
