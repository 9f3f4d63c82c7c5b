using ClusterGateway.Contracts.Nodes;

namespace ClusterGateway.NodeAgent.Administration;

/// <summary>Whom a draining node waits for, and when it is done; docs/decisions/0006 says why. Pure.</summary>
internal static class DrainDecision
{
    /// <summary>
    /// After this every gateway has noticed the drain (it asks each second) and reported since (every three), and requests that still run
    /// on a node without sessions hold it no longer.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    /// <summary>
    /// An application whose references were seen in this drain knows its sessions better than a gateway, for which a client counts for
    /// 20 min after it has signed out. Where none was seen, whoever a gateway has bound may have a session.
    /// </summary>
    public static SessionSource CountedBy(DrainEvidence evidence) =>
        evidence.References > 0 || evidence.HadReferences ? SessionSource.References : SessionSource.Bindings;

    /// <summary>Who is still on the node; null when that cannot be known. A connection that has been open all the time is somebody.</summary>
    public static long? Sessions(DrainEvidence evidence) => CountedBy(evidence) == SessionSource.References
        ? evidence.References
        : evidence.Bound is { } bound ? Math.Max(bound, evidence.InFlight) : null;

    /// <returns>Why the drain is over, in a sentence; null while it goes on.</returns>
    public static string? Finished(DrainEvidence evidence) => (evidence.Remaining, Sessions(evidence)) switch
    {
        (null, { } left and > 0) => $"the deadline has passed; sessions left: {left}",
        (null, _) => "the deadline has passed",
        (_, 0) when IsQuiet(evidence) || evidence.EmptySince >= Settling => "no session is left",
        _ => null,
    };

    /// <summary>Nobody new can have come, no request runs that may be about to begin a session, and no administrator is sent there.</summary>
    private static bool IsQuiet(DrainEvidence evidence) =>
        CountedBy(evidence) == SessionSource.References && evidence is { HeardSince: true, InFlight: 0, IsPrimary: false };
}
