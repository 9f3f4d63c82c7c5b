namespace ClusterGateway.NodeAgent.Events;

/// <summary>What the retention has removed so far, <c>events-removed</c>. Changed in the same commit that removes.</summary>
internal sealed record EventsRemoved(EventsRemoved.OfKind Cluster, EventsRemoved.OfKind Application)
{
    public static EventsRemoved Nothing { get; } = new(new OfKind(0, 0), new OfKind(0, 0));

    /// <summary>Behind this number nothing is missing; before it something is.</summary>
    public long UpTo => Math.Max(Cluster.UpTo, Application.UpTo);

    public OfKind Of(EventKind kind) => kind == EventKind.Cluster ? Cluster : Application;

    /// <summary>And these too.</summary>
    public EventsRemoved And(EventKind kind, long upTo, int count)
    {
        var now = new OfKind(upTo, Of(kind).Count + count);
        return kind == EventKind.Cluster ? this with { Cluster = now } : this with { Application = now };
    }

    /// <param name="UpTo">The number of the last one that was removed.</param>
    internal sealed record OfKind(long UpTo, long Count);
}
