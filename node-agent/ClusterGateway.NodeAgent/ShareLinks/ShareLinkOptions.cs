using ClusterGateway.Contracts.Text;

namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>Section <c>ClusterGateway:ShareLinks</c>: the same on every node.</summary>
internal sealed record ShareLinkOptions
{
    /// <summary>
    /// What the token is appended to, as visitors reach it: ends with <c>/</c> or <c>=</c>. Null: the answer's <c>url</c> is a relative
    /// <c>/s/{token}</c>.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>How long a visitor who was let in may begin downloads; never beyond the link's own end. 10 s–24 h, default 10 min.</summary>
    public Duration GrantLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Passwords of one link that one client (an IPv4 address, an IPv6 /64) may try within <see cref="ClientWindow"/>. 1–1,000, default 10.</summary>
    public int ClientAttempts { get; init; } = 10;

    /// <summary>1 s–24 h, default 10 min.</summary>
    public Duration ClientWindow { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Passwords of one link that all clients together may try within <see cref="LinkWindow"/>. 1–100,000, default 100.</summary>
    public int LinkAttempts { get; init; } = 100;

    /// <summary>1 s–24 h, default 1 h.</summary>
    public Duration LinkWindow { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Passwords that this agent hashes at once, each on a core of its own for a fraction of a second. 1–64, default 2.</summary>
    public int HashingConcurrency { get; init; } = 2;

    /// <summary>Requests that wait for that; further ones are answered 429. 0–1,000, default 16.</summary>
    public int HashingQueue { get; init; } = 16;
}
