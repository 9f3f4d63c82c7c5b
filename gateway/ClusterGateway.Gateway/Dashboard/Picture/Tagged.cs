namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>Something as it was at one moment.</summary>
/// <param name="Tag">Its entity tag, for conditions of what is done to it; null when the agent gives none.</param>
internal sealed record Tagged<T>(T Value, string? Tag);
