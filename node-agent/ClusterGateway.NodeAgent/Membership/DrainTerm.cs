namespace ClusterGateway.NodeAgent.Membership;

/// <summary>A drain as it was looked at, so that nobody ends another one than that.</summary>
/// <param name="Revision">Of the entry that lives until the deadline; null when that has passed.</param>
/// <param name="Remaining">Until the deadline, by the store's clock; null when it has passed.</param>
/// <param name="Begun">Tells one drain from the next, and is the same for another deadline of one; null when the deadline has passed.</param>
internal sealed record DrainTerm(long? Revision, TimeSpan? Remaining, string? Begun);
