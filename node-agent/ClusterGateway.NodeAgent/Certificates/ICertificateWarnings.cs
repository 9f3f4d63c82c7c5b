using ClusterGateway.Contracts;

namespace ClusterGateway.NodeAgent.Certificates;

/// <summary>What this node has to say of the cluster's certificates.</summary>
internal interface ICertificateWarnings
{
    /// <summary>Certificates that end soon, in one warning; empty unless this node is primary.</summary>
    IReadOnlyList<WarningView> Current { get; }
}
