namespace ClusterGateway.Gateway.Certificates;

/// <summary>What this gateway holds under one name.</summary>
/// <param name="Serving">What new connections get; null before the first activation.</param>
/// <param name="Staged">Ready for its activation; null for none.</param>
internal sealed record HeldVersions(HeldVersion? Serving, HeldVersion? Staged);
