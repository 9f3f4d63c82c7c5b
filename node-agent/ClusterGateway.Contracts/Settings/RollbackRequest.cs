namespace ClusterGateway.Contracts.Settings;

/// <summary>Back to how the settings were at a revision; what comes of it is a new revision.</summary>
public sealed record RollbackRequest(long To);
