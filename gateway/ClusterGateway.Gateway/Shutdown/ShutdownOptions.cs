using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Configuration;

namespace ClusterGateway.Gateway.Shutdown;

/// <summary><c>ClusterGateway:Shutdown</c>: how the gateway leaves after SIGTERM or Ctrl-C.</summary>
internal sealed record ShutdownOptions
{
    public const string Section = "ClusterGateway:Shutdown";

    /// <summary>
    /// How long it goes on as before while <c>/readyz</c> already says 503, so that a balancer in front notices; 0 to 10 min (default 0: there
    /// is none).
    /// </summary>
    [DurationWithin(0, 600)]
    public Duration Delay { get; init; }

    /// <summary>
    /// How long requests that run may take after it stopped accepting, WebSockets included; then they are cut. 0 to 1 h (default 30 s).
    /// </summary>
    [DurationWithin(0, 3600)]
    public Duration Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
