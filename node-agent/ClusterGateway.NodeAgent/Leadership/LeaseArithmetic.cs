namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>How long a lease can be trusted. Counted from before the question was sent, so that a slow answer never lengthens it. Pure.</summary>
internal static class LeaseArithmetic
{
    /// <summary>
    /// The longer of what both clocks say has passed. The monotonic one stands still while a machine sleeps or is moved; the wall clock
    /// can be set. Whichever is further decides against us, and the next successful renewal puts it right.
    /// </summary>
    public static TimeSpan Elapsed(TimeProvider time, ClockReading since)
    {
        var monotonic = time.GetElapsedTime(since.Timestamp);
        var wall = time.GetUtcNow() - since.Utc;
        return monotonic > wall ? monotonic : wall;
    }

    /// <summary>Whether a primary that renewed successfully so long ago may act as one.</summary>
    public static bool IsUsable(LeaseTiming timing, TimeSpan sinceRenewed) => sinceRenewed < timing.Deadline;

    /// <summary>What is left of the lease in the store at least; the margin is not subtracted.</summary>
    public static TimeSpan Remaining(TimeSpan lease, TimeSpan sinceRenewed) => sinceRenewed < lease ? lease - sinceRenewed : TimeSpan.Zero;
}
