using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Primitives;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>The address of every node's application, by node id, and a change token for YARP.</summary>
[SuppressMessage("Reliability", "CA1001", Justification = "The sources have no timer and no link: there is nothing to dispose.")]
internal sealed class NodeAddresses
{
    private CancellationTokenSource _changed = new();

    public ImmutableSortedDictionary<string, string> Current { get; private set; } =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    public IChangeToken ChangeToken => new CancellationChangeToken(Volatile.Read(ref _changed).Token);

    /// <summary>Takes over the addresses of a snapshot; one caller at a time.</summary>
    public void Update(ClusterSnapshot snapshot)
    {
        var next = snapshot.Nodes.Values
            .Where(node => node.Address is not null)
            .ToImmutableSortedDictionary(node => node.Id, node => node.Address!.AbsoluteUri, StringComparer.Ordinal);
        if (next.SequenceEqual(Current))
        {
            return;
        }

        Current = next;
        Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
    }
}
