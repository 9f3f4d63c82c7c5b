using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Retries;

/// <summary><c>ClusterGateway:Retries</c>: how far the gateway goes to save a request that a node did not take.</summary>
internal sealed record RetryOptions
{
    public const string Section = "ClusterGateway:Retries";

    /// <summary>Requests that may be tried again, as a share of all within 10 s, so that an outage is not doubled.</summary>
    [Range(0.0, 1.0)]
    public double Budget { get; init; } = 0.2;

    /// <summary>As many may be tried again within 10 s in any case.</summary>
    [Range(0, 10_000)]
    public int AtLeast { get; init; } = 10;

    /// <summary>
    /// Bodies of requests that may be sent twice (PROPFIND and the like, PUT and DELETE where <see cref="Idempotent"/>) are kept for another
    /// attempt up to so many bytes, 0 for none; longer ones stream and are sent once.
    /// </summary>
    [Range(0, RetryPlan.MostBuffer)]
    public int Buffer { get; init; } = 64 * 1024;

    /// <summary>PUT and DELETE are sent again when their connection is lost or their node goes down.</summary>
    public bool Idempotent { get; init; }

    /// <summary>
    /// How long a bound request tries its own node before it is answered 502, as long as that node counts as alive: longer than a dead
    /// application takes to be noticed.
    /// </summary>
    [DurationWithin(0, 300)]
    public Duration Patience { get; init; } = TimeSpan.FromSeconds(5);
}
