namespace ClusterGateway.Contracts.KeyRing;

/// <summary>
/// Body of <c>POST /v1/keyring</c>. With <see cref="First"/> the element is stored only into an empty ring, otherwise 412: of two
/// gateways that start at once on an empty ring, one wins and the other takes the winner's key.
/// </summary>
public sealed record KeyRingRequest(string Id, string Value, bool First = false);
