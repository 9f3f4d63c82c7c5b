using ClusterGateway.Gateway.Dashboard;

namespace ClusterGateway.Gateway.Management;

/// <summary>Section <c>ClusterGateway:Management</c>: the interface for administrators and monitoring.</summary>
internal sealed class ManagementOptions
{
    /// <summary>Where the management interface listens, as <c>http://ADDRESS:PORT</c>; never on the public port.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8090";

    public DashboardOptions Dashboard { get; init; } = new();
}
