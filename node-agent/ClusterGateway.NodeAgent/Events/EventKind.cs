namespace ClusterGateway.NodeAgent.Events;

/// <summary>Whose events they are. Each kind has a retention of its own: a busy portal must not push the cluster's own events out.</summary>
internal enum EventKind
{
    /// <summary>What agents and gateways write of the cluster.</summary>
    Cluster,

    /// <summary>What follows from the use of an application: share links, and whatever it writes itself.</summary>
    Application,
}
