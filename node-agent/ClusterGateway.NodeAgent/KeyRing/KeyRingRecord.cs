namespace ClusterGateway.NodeAgent.KeyRing;

/// <summary>An element of the key ring as it is stored, encrypted by the gateways.</summary>
internal sealed record KeyRingRecord(string Value);
