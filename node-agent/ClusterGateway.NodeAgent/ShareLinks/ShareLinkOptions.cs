using System.ComponentModel.DataAnnotations;
using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Section <c>ClusterGateway:ShareLinks</c>: the same on every node.</summary>
internal sealed record ShareLinkOptions
{
    /// <summary>
    /// What the token is appended to, as visitors reach it, for example <c>https://portal.example/s/</c>; ends with <c>/</c> or <c>=</c>.
    /// </summary>
    /// <value>a relative <c>/s/</c></value>
    public Uri? PublicUrl { get; init; }

    /// <summary>How long a visitor who was let in may begin downloads; never beyond the link's own end.</summary>
    [DurationWithin(10, 86_400)]
    public Duration GrantLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Passwords of one link that one client (an IPv4 address, an IPv6 /64) may try within <see cref="ClientWindow"/>.</summary>
    [Range(1, 1000)]
    public int ClientAttempts { get; init; } = 10;

    /// <summary>The time in which <see cref="ClientAttempts"/> are counted.</summary>
    [DurationWithin(1, 86_400)]
    public Duration ClientWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Passwords of one link that all clients together may try within <see cref="LinkWindow"/>.</summary>
    [Range(1, 100_000)]
    public int LinkAttempts { get; init; } = 100;

    /// <summary>The time in which <see cref="LinkAttempts"/> are counted.</summary>
    [DurationWithin(1, 86_400)]
    public Duration LinkWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Passwords that this agent hashes at once, each on a core of its own for a fraction of a second.</summary>
    [Range(1, 64)]
    public int HashingConcurrency { get; init; } = 2;

    /// <summary>Requests that wait for that; further ones are answered 429.</summary>
    [Range(0, 1000)]
    public int HashingQueue { get; init; } = 16;
}
