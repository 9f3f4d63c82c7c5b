using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Dashboard;

/// <summary>Section <c>ClusterGateway:Management:Dashboard</c>: the pages on the management port.</summary>
internal sealed class DashboardOptions
{
    /// <summary>
    /// Whoever reaches the management port may read without signing in: nodes, roles, traffic, what happened; no action, no lock, no link, and
    /// not who asked for what.
    /// </summary>
    public bool Anonymous { get; init; }

    /// <summary>How long a sign-in lasts while nobody uses it. A page that is only watched does not use it.</summary>
    [DurationWithin(60, 7 * 86_400)]
    public Duration Session { get; init; } = TimeSpan.FromHours(8);

    /// <summary>How often an open page is brought up to date; the work is done once, however many watch.</summary>
    [DurationWithin(0.25, 60)]
    public Duration Refresh { get; init; } = TimeSpan.FromSeconds(1);
}
