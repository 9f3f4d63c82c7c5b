namespace ClusterGateway.NodeAgent.Administration;

/// <summary>When a draining node is done. Pure.</summary>
internal static class DrainDecision
{
    /// <summary>Gateways report within this time; before it is over, zero may be yesterday's number.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Who is still on the node: the larger of what gateways and references tell, because each may miss what the other sees. Null when that
    /// cannot be known: zero counts only when a gateway reports it and the references were counted.
    /// </summary>
    /// <param name="bound">Clients bound to it; null when no gateway reports.</param>
    /// <param name="references">Sessions by their references; null when they were not counted yet.</param>
    public static long? Sessions(long? bound, long? references) =>
        Math.Max(bound ?? 0, references ?? 0) is > 0 and var some ? some : bound is null || references is null ? null : 0;

    /// <param name="remaining">Until the deadline, by the store's clock; null when it has passed.</param>
    /// <param name="sessions">Who is still on the node; null when that is not known.</param>
    /// <param name="quietFor">How long this has been zero.</param>
    /// <returns>Why the drain is over, in a sentence; null while it goes on.</returns>
    public static string? Finished(TimeSpan? remaining, long? sessions, TimeSpan quietFor) => (remaining, sessions) switch
    {
        (null, { } left and > 0) => $"the deadline has passed; {left} sessions were left",
        (null, _) => "the deadline has passed",
        (_, 0) when quietFor >= Settling => "no session is left",
        _ => null,
    };
}
