namespace ClusterGateway.Gateway.Discovery;

/// <summary>The primary, as long as <see cref="Deadline"/> (a <see cref="TimeProvider"/> timestamp) has not come.</summary>
/// <param name="Stopping">It announced a planned hand-over: hold new admin requests.</param>
internal sealed record PrimaryState(string NodeId, long Term, long Deadline, bool Stopping);
