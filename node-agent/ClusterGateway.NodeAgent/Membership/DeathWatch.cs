using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Since when members have been dead without a break, as this process saw it, by its monotonic clock. One writer.</summary>
internal sealed class DeathWatch(MembershipOptions options, TimeProvider time)
{
    private volatile Dictionary<string, long> _since = [];

    /// <summary>A reading of all members.</summary>
    public void Note(IReadOnlyList<Member> members)
    {
        var before = _since;
        var now = time.GetTimestamp();
        _since = members
            .Where(m => m.Liveness == Liveness.Dead)
            .ToDictionary(m => m.Id, m => before.GetValueOrDefault(m.Id, now), StringComparer.Ordinal);
    }

    /// <inheritdoc cref="IMembership.DeathCheck"/>
    public StoreOperation? Check(string id) => _since.TryGetValue(id, out var since) && time.GetElapsedTime(since) >= options.Dead.Value
        ? new StoreCheck(MemberKeys.AliveOf(id), StoreCondition.Absent)
        : null;
}
