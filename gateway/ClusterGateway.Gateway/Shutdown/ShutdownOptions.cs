using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Shutdown;

/// <summary><c>ClusterGateway:Shutdown</c>: how the gateway leaves after SIGTERM or Ctrl-C.</summary>
internal sealed record ShutdownOptions
{
    public const string Section = "ClusterGateway:Shutdown";

    /// <summary>
    /// How long it goes on as before while <c>/readyz</c> already says 503, so that a balancer in front notices, if there is one.
    /// </summary>
    [DurationWithin(0, 600)]
    public Duration Delay { get; init; }

    /// <summary>
    /// How long requests that run may take after it stopped accepting, WebSockets included; then they are cut.
    /// </summary>
    [DurationWithin(0, 3600)]
    public Duration Timeout { get; init; } = TimeSpan.FromSeconds(30);
}
