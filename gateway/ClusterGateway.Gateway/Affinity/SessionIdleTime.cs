namespace ClusterGateway.Gateway.Affinity;

/// <summary>The session idle time of semantics §2, 20 min: a client that was not seen for longer has no session to lose or to wait for.</summary>
internal static class SessionIdleTime
{
    public static readonly TimeSpan Value = TimeSpan.FromMinutes(20);
}
