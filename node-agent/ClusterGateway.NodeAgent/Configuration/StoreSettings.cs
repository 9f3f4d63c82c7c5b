using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.Configuration;

/// <summary>Section <c>ClusterGateway:Store</c>: the same on every node of a cluster.</summary>
internal sealed record StoreSettings
{
    /// <summary><c>sqlite</c> (one machine), <c>postgresql</c> or <c>redis</c>.</summary>
    public string Provider { get; init; } = "sqlite";

    /// <summary>A connection string in the manner of the provider's driver; required, here or in <see cref="ConnectionFile"/>.</summary>
    public string? Connection { get; init; }

    /// <summary>A file that holds the connection string on its first line: for one with a password.</summary>
    public string? ConnectionFile { get; init; }

    /// <summary>After this an operation of the store counts as unanswered.</summary>
    [DurationWithin(0.1, 60)]
    public Duration Timeout { get; init; } = Duration.FromSeconds(3);

    /// <summary>
    /// So many calls of applications (locks, links, sessions, favorites, screening) are carried out at once; the others wait. More gain nothing, and
    /// each stands before the renewal of the lease.
    /// </summary>
    [Range(1, 1000)]
    public int Calls { get; init; } = 64;

    /// <summary>So many of them may wait; beyond that they are answered 429.</summary>
    [Range(0, 100_000)]
    public int WaitingCalls { get; init; } = 2000;
}
