using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Membership;

/// <summary>Since when members have been dead without a break, as this process saw it, by its monotonic clock. One writer.</summary>
internal sealed class DeathWatch(MembershipOptions options, TimeProvider time)
{
    /// <summary>For how long a removed member stays known: the longest <c>Sessions:IdleTime</c>, so that nothing that it held is left then.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromDays(30);

    private volatile Reading? _last;

    /// <summary>A reading of all members.</summary>
    public void Note(IReadOnlyList<Member> members)
    {
        var now = time.GetTimestamp();
        var last = _last;
        var before = last?.Sights ?? [];
        var unbroken = last is not null && IsRecent(last, now);
        var sights = members.ToDictionary(
            m => m.Id, m => new Sight(m.Liveness == Liveness.Dead ? SinceWhen(m.Id) : null, LastMember: now), StringComparer.Ordinal);
        foreach (var (id, sight) in before.Where(b => time.GetElapsedTime(b.Value.LastMember, now) < Memory))
        {
            // Only the dead can be removed: the commit that does it checks that.
            sights.TryAdd(id, sight with { DeadSince = SinceWhen(id) });
        }

        _last = new Reading(now, sights);

        long SinceWhen(string id) => unbroken && before.TryGetValue(id, out var seen) ? seen.DeadSince ?? now : now;
    }

    /// <inheritdoc cref="IMembership.DeathCheck"/>
    public StoreOperation? Check(string id) =>
        _last is { } last && IsRecent(last, time.GetTimestamp())
        && last.Sights.TryGetValue(id, out var sight) && sight.DeadSince is { } since && time.GetElapsedTime(since, last.At) >= options.Dead.Value
            ? new StoreCheck(MemberKeys.AliveOf(id), StoreCondition.Absent)
            : null;

    /// <summary>
    /// Whoever came and went while nobody looked was not dead without a break. A heartbeat outlives its process for this long, so what ends
    /// by itself is seen by every look within it; nothing shorter, or a machine that is slow would never find anybody dead.
    /// </summary>
    private bool IsRecent(Reading reading, long now) => time.GetElapsedTime(reading.At, now) <= options.Dead.Value;

    private sealed record Reading(long At, Dictionary<string, Sight> Sights);

    /// <param name="DeadSince">Null while it lives.</param>
    /// <param name="LastMember">When it was last among the members.</param>
    private sealed record Sight(long? DeadSince, long LastMember);
}
