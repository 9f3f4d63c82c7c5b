namespace ClusterGateway.NodeAgent.Administration;

/// <summary>When a draining node is done. Pure.</summary>
internal static class DrainDecision
{
    /// <summary>Gateways report within this time; before it is over, zero may be yesterday's number.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <param name="remaining">Until the deadline, by the store's clock; null when it has passed.</param>
    /// <param name="sessions">Clients still bound; null when no gateway reports.</param>
    /// <param name="quietFor">How long this has been zero.</param>
    /// <returns>Why the drain is over, in a sentence; null while it goes on.</returns>
    public static string? Finished(TimeSpan? remaining, long? sessions, TimeSpan quietFor) => (remaining, sessions) switch
    {
        (null, { } left and > 0) => $"the deadline has passed; {left} clients were still bound",
        (null, _) => "the deadline has passed",
        (_, 0) when quietFor >= Settling => "no client is bound any more",
        _ => null,
    };
}
