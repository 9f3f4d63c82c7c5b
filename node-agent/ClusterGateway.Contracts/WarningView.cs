namespace ClusterGateway.Contracts;

/// <summary>Something an administrator should look at: a stable code (<c>clock-skew</c>) and a sentence that names the fix.</summary>
public sealed record WarningView(string Code, string Detail);
