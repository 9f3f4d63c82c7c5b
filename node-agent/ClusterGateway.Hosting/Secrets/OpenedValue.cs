namespace ClusterGateway.Hosting.Secrets;

/// <summary>What was sealed, in clear text: in memory only.</summary>
/// <param name="Plain">The value as it was before it was sealed.</param>
/// <param name="IsCurrent">The current secret opened it, not a previous one.</param>
public sealed record OpenedValue(byte[] Plain, bool IsCurrent);
