using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership.Failsafe;

/// <summary>
/// What the store knows of whom this primary would ask without it. A node that is not asked has promised nothing, so it must not compete,
/// however well it reaches the store; and who may compete is asked, also when this node has heard since that it was removed. For the
/// leadership loop alone, except <see cref="IsBehind"/>.
/// </summary>
internal sealed class FailsafeList(NodeIdentity self, IMembership membership)
{
    private volatile bool _isKnown;
    private volatile string[] _nodes = [];

    /// <summary>All who may be on the list that the store has.</summary>
    public IReadOnlyList<string> Nodes => _nodes;

    /// <summary>The store does not know it as it is now: a node joined, or was removed. Any thread.</summary>
    public bool IsBehind => !IsKnown(Now());

    /// <summary>What is to be written with an acquisition: what the store has is of another term, and another primary's.</summary>
    public FailsafeRecord Begin()
    {
        (_nodes, _isKnown) = ([], false);
        return TakeChange()!;
    }

    /// <summary>What is to be written with the next renewal; null when the store has it.</summary>
    public FailsafeRecord? TakeChange()
    {
        var now = Now();
        if (IsKnown(now))
        {
            return null;
        }

        // Until the answer is there it may be the one or the other.
        _nodes = [.. _nodes.Union(now)];
        _isKnown = false;
        return new FailsafeRecord(now);
    }

    /// <summary>The store has it.</summary>
    public void Written(FailsafeRecord? change)
    {
        if (change is not null)
        {
            (_nodes, _isKnown) = ([.. change.Nodes], true);
        }
    }

    private bool IsKnown(string[] now) => _isKnown && _nodes.SequenceEqual(now);

    private string[] Now() => [.. membership.Current.Members.Select(m => m.Id).Append(self.Id).Distinct().Order(StringComparer.Ordinal)];
}
