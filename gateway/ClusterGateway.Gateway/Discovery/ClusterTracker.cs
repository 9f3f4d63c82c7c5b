using System.Collections.Frozen;
using ClusterGateway.Gateway.Primary;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>
/// Holds the current <see cref="ClusterSnapshot"/>. Writers (probes, discovery) take turns; readers take none.
/// </summary>
internal sealed class ClusterTracker(TimeProvider time)
{
    private readonly Lock _writing = new();
    private volatile ClusterSnapshot _current = ClusterSnapshot.Empty;
    private volatile TaskCompletionSource _changed = NewChange();

    public ClusterSnapshot Current => _current;

    /// <summary>Called with each new snapshot, in order, under the writers' lock: must be quick.</summary>
    public event Action<ClusterSnapshot>? Published;

    public void Set(NodeState node) => Update(nodes => nodes[node.Id] = node);

    public void Remove(string nodeId) => Update(nodes => nodes.Remove(nodeId));

    public async Task WaitForChangeAsync(long version, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = _changed;
            if (_current.Version > version)
            {
                return;
            }

            await changed.Task.WaitAsync(cancellationToken);
        }
    }

    private void Update(Action<Dictionary<string, NodeState>> change)
    {
        TaskCompletionSource changed;
        lock (_writing)
        {
            var before = _current;
            var nodes = new Dictionary<string, NodeState>(before.Nodes, StringComparer.Ordinal);
            change(nodes);
            var (term, primary) = PrimarySelection.Choose(nodes.Values, before.Term, time.GetTimestamp(), time.TimestampFrequency);
            var next = new ClusterSnapshot(before.Version + 1, nodes.ToFrozenDictionary(StringComparer.Ordinal), term, primary);
            _current = next;
            changed = _changed;
            _changed = NewChange();
            Published?.Invoke(next);
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewChange() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
