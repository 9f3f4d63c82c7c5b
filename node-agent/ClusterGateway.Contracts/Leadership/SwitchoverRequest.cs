namespace ClusterGateway.Contracts.Leadership;

/// <summary>Body of <c>POST /v1/leader/switchover</c>; without <see cref="To"/> the best candidate takes over.</summary>
public sealed record SwitchoverRequest(string? To = null);
