namespace ClusterGateway.NodeAgent.Events;

/// <summary>The number of the last event. Changed in the same commit that writes events, so numbers have the order of the commits.</summary>
/// <param name="OfApplication">How many of them are of <see cref="EventKind.Application"/>.</param>
internal sealed record EventHead(long Last, long OfApplication = 0)
{
    public long CountOf(EventKind kind) => kind == EventKind.Application ? OfApplication : Last - OfApplication;
}
