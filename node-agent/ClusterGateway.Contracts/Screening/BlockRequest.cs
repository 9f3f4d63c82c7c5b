namespace ClusterGateway.Contracts.Screening;

/// <summary>Body of <c>PUT /v1/screening/blocks/{cidr}</c>.</summary>
public sealed record BlockRequest
{
    /// <summary>Why, for the list and the event log: 1–1,024 characters.</summary>
    public required string Reason { get; init; }

    /// <summary>When the block ends; left out for one that stays until it is taken away.</summary>
    public DateTimeOffset? Until { get; init; }
}
