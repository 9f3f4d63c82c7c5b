namespace ClusterGateway.Contracts;

/// <summary>One page of a list. <see cref="Next"/> is what to pass as <c>after</c> for the following page; null on the last.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
