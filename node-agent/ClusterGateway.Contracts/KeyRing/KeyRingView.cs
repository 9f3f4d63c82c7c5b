namespace ClusterGateway.Contracts.KeyRing;

/// <summary>The whole key ring, in the order of ids.</summary>
public sealed record KeyRingView(IReadOnlyList<KeyRingElement> Elements);
