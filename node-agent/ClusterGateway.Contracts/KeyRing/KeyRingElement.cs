namespace ClusterGateway.Contracts.KeyRing;

/// <summary>
/// One element of the gateways' Data Protection key ring. <see cref="Value"/> is encrypted by the gateway with a secret that only
/// gateways hold: neither the store, its backup, nor an agent can read it.
/// </summary>
/// <param name="Id">Chosen by the gateway; storing the same id twice keeps the first.</param>
public sealed record KeyRingElement(string Id, string Value);
