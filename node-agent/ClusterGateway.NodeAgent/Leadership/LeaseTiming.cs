namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>The numbers of the leader lease; semantics in docs/operations/leadership.md.</summary>
internal sealed record LeaseTiming(TimeSpan Lease, TimeSpan Renew, TimeSpan Deadline)
{
    /// <summary>What two clocks and a late answer may differ: nobody trusts the last third of a lease.</summary>
    public TimeSpan Margin => Lease / 3;

    /// <summary>One question to the store may take this long, so that several fit before the deadline.</summary>
    public TimeSpan Attempt => TimeSpan.FromSeconds(Math.Clamp(Renew.TotalSeconds, 1, 3));

    /// <summary>How long running admin requests may take at a planned hand-over, at most; never less than <see cref="Announcement"/>.</summary>
    public TimeSpan HandOver
    {
        get => field > Announcement ? field : Announcement;
        init;
    } = TimeSpan.FromSeconds(5);

    /// <summary>How long an agent that stops waits for the end of its role: a release without an answer is tried once more.</summary>
    public TimeSpan Farewell => HandOver + (2 * Attempt);

    /// <summary>How long a planned hand-over is announced where gateways do not tell that they know: two probes of a gateway.</summary>
    public TimeSpan Announcement => TimeSpan.FromSeconds(Math.Min(2 * Renew.TotalSeconds, 5));
}
