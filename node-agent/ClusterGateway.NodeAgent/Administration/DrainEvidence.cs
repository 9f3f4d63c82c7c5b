namespace ClusterGateway.NodeAgent.Administration;

/// <summary>All that is known of a draining node at one look.</summary>
/// <param name="Remaining">Until the deadline, by the store's clock; null when it has passed.</param>
/// <param name="References">The sessions that its application keeps references of.</param>
/// <param name="Bound">Clients that gateways have bound to it; null while no gateway reports.</param>
/// <param name="InFlight">Requests that run there.</param>
/// <param name="EmptySince">
/// How long it has been empty without a break; null at the first look that finds it so, or when it is not.
/// </param>
/// <param name="HeardSince">Whether since it was first seen empty every gateway has reported, knowing of the drain.</param>
/// <param name="IsPrimary">Whether it has yet to hand the primary role over.</param>
/// <param name="HadReferences">Whether an earlier look at this drain saw references. Those of former drains say nothing of who is there now.</param>
internal sealed record DrainEvidence(
    TimeSpan? Remaining, long References, long? Bound, long InFlight, TimeSpan? EmptySince = null, bool HeardSince = false,
    bool IsPrimary = false, bool HadReferences = false);
