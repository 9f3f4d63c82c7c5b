namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>The primary, since when, and why it is that node.</summary>
/// <param name="Since">Null while no agent tells.</param>
/// <param name="Why">As the node itself told the event log; null when that is no longer kept.</param>
/// <param name="LeaseLeft">As the primary's agent counts it, less the age of its answer.</param>
public sealed record PrimaryPicture(string NodeId, long Term, DateTimeOffset? Since, string? Why, TimeSpan LeaseLeft, bool IsFailsafe, bool IsStopping);
