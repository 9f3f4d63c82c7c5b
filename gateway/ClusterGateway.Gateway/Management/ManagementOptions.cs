using ClusterGateway.Gateway.Dashboard;

namespace ClusterGateway.Gateway.Management;

/// <summary>Section <c>ClusterGateway:Management</c>.</summary>
internal sealed class ManagementOptions
{
    /// <summary>Where the management interface listens; never on the public port. Default loopback, port 8090.</summary>
    public string Url { get; init; } = "http://127.0.0.1:8090";

    public DashboardOptions Dashboard { get; init; } = new();
}
