using ClusterGateway.Gateway.Health;

namespace ClusterGateway.Gateway.Discovery;

/// <summary>The one place where the request path reads the cluster.</summary>
internal interface IClusterView
{
    ClusterSnapshot Current { get; }

    /// <summary>Completes when <see cref="Current"/> has a version above the one given.</summary>
    Task WaitForChangeAsync(long version, CancellationToken cancellationToken);

    /// <summary>
    /// A connect to this node failed: no new clients there at once, and a probe now. The task completes when that probe has been judged
    /// and <see cref="Current"/> shows it.
    /// </summary>
    Task ReportConnectFailureAsync(string nodeId, CancellationToken cancellationToken);

    /// <summary>Requests wait for this node and it answers none: a probe of agent and application now, unless one runs.</summary>
    /// <param name="since">Timestamp at which the newest of them began to wait.</param>
    void SuspectHang(string nodeId, long since);

    /// <summary>No new clients for this node until a probe of its application succeeds, at most for the time given; bound ones stay.</summary>
    EjectionOutcome Eject(string nodeId, TimeSpan atMost);

    /// <summary>
    /// Asks the agents for the membership now, because a client names a node that nobody here knows. At most one a second.
    /// Completes when every member has been judged once.
    /// </summary>
    Task RefreshMembershipAsync(CancellationToken cancellationToken);
}
