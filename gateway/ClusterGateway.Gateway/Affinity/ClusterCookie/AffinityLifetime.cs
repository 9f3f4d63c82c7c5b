using ClusterGateway.Contracts.Text;

namespace ClusterGateway.Gateway.Affinity.ClusterCookie;

/// <summary>How long a cookie binds. Null is without end: then the cookie lives as long as the browser's session.</summary>
/// <param name="Idle">Since the client was last seen.</param>
/// <param name="Absolute">Since it was bound, however busy.</param>
internal readonly record struct AffinityLifetime(TimeSpan? Idle, TimeSpan? Absolute)
{
    public const string IdleKey = "ClusterGateway.Affinity.Idle";
    public const string AbsoluteKey = "ClusterGateway.Affinity.Absolute";

    /// <summary>The metadata, and for what it does not say, the section <c>ClusterGateway:Affinity</c>.</summary>
    public static AffinityLifetime Of(RouteAffinity route, AffinityOptions options) =>
        new(Read(route, IdleKey) ?? options.Idle?.Value, Read(route, AbsoluteKey) ?? options.Absolute?.Value);

    public bool IsLimited => Idle is not null || Absolute is not null;

    public bool HasEnded(AffinityTicket ticket, DateTimeOffset now) =>
        now - ticket.LastSeen > Idle || now - ticket.IssuedAt > Absolute;

    /// <summary>Renewed after a quarter of the idle life, not at every request: a cookie that changes is a response that cannot be cached.</summary>
    public bool IsDueForRenewal(AffinityTicket ticket, DateTimeOffset now) => Idle is { } idle && now - ticket.LastSeen > idle / 4;

    private static TimeSpan? Read(RouteAffinity route, string key) =>
        route.Metadata(key) is { } text && Duration.TryParse(text, out var duration) ? duration.Value : null;
}
