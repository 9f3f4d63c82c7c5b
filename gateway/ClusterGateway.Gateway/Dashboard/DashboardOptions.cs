using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Dashboard;

/// <summary>Section <c>ClusterGateway:Management:Dashboard</c>: the pages on the management port.</summary>
internal sealed class DashboardOptions
{
    /// <summary>
    /// Whoever reaches the management port may read without signing in: nodes, roles, traffic, what happened; no action, no lock, no link, and
    /// not who asked for what. Default false.
    /// </summary>
    public bool Anonymous { get; init; }

    /// <summary>How long a sign-in lasts while nobody uses it, 1 min to 7 d (default 8 h). A page that is only watched does not use it.</summary>
    public Duration Session { get; init; } = TimeSpan.FromHours(8);

    /// <summary>How often an open page is brought up to date, 250 ms to 1 min (default 1 s); the work is done once, however many watch.</summary>
    public Duration Refresh { get; init; } = TimeSpan.FromSeconds(1);
}
