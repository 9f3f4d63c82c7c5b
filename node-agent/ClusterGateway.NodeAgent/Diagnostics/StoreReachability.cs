namespace ClusterGateway.NodeAgent.Diagnostics;

/// <summary>Whether the store answered the last question. Heartbeats ask every few seconds, so that nothing needs to ask for this alone.</summary>
internal sealed class StoreReachability
{
    private volatile bool _reachable;

    public bool IsReachable => _reachable;

    public void Answered() => _reachable = true;

    public void Silent() => _reachable = false;
}
