using System.ComponentModel.DataAnnotations;

namespace ClusterGateway.Gateway.Screening;

/// <summary><c>ClusterGateway:Screening</c>: how blocked clients are answered. What blocks them is said at the agents.</summary>
internal sealed record ScreeningOptions
{
    public const string Section = "ClusterGateway:Screening";

    /// <summary><c>Forbidden</c> (403, problem <c>blocked</c>) or <c>TooManyRequests</c> (429, problem <c>rate-limited</c>), both with <c>Retry-After</c>.</summary>
    public BlockAnswer Answer { get; init; } = BlockAnswer.Forbidden;

    /// <summary>Failed log-ins that wait for an agent to count them; beyond that the oldest are forgotten.</summary>
    [Range(100, 1_000_000)]
    public int Queue { get; init; } = 10_000;
}
