namespace ClusterGateway.Gateway.Primary;

/// <summary>
/// Plain admin requests that run: those a hand-over waits for. Upgraded connections and event streams are not among them, for they would
/// never end. Whoever counts a request looks at the cluster again afterwards, so that whoever saw the announcement misses none.
/// </summary>
internal sealed class AdminRequests
{
    private long _running;

    public long Running => Interlocked.Read(ref _running);

    public void Begin() => Interlocked.Increment(ref _running);

    public void End() => Interlocked.Decrement(ref _running);
}
