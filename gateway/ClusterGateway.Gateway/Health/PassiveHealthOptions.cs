using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Health;

/// <summary>Section <c>ClusterGateway:PassiveHealth</c>: what the gateway concludes from the requests themselves.</summary>
internal sealed record PassiveHealthOptions
{
    public const string Section = "ClusterGateway:PassiveHealth";

    /// <summary>Failed requests in a row after which a node takes no new clients; 0 switches it off.</summary>
    [Range(0, 1000)]
    public int Failures { get; init; } = 5;

    /// <summary>It takes none for so long at most; a probe of the application that succeeds ends it sooner.</summary>
    [DurationWithin(0.1, 3600)]
    public Duration Ejection { get; init; } = Duration.FromSeconds(30);

    /// <summary>Answers of 500 and above are failures too; otherwise they are the application's own affair.</summary>
    public bool ServerErrors { get; init; }
}
