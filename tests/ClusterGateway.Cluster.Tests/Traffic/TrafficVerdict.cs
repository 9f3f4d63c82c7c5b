using ClusterGateway.Testing.Traffic;

namespace ClusterGateway.Cluster.Tests.Traffic;

/// <summary>Everything that must not happen, by name; the failure of a test shows each request that it happened to.</summary>
internal sealed class TrafficVerdict(IReadOnlyList<Outcome> users, IReadOnlyList<Outcome> admins, IReadOnlyList<Outage> outages)
{
    private const int Shown = 40;

    private readonly LostRequests _lost = LostRequests.Of(users, outages);
    private readonly LostSessions _sessions = LostSessions.Of(users.Where(o => o.Client.KeepsCookies), outages);

    public int Requests => users.Count + admins.Count;

    /// <summary>Failures that nothing excuses.</summary>
    private IEnumerable<string> Failures =>
    [
        .. _lost.Others.Select(o => $"failed though its node served: {o}"),
        .. _lost.Avoidable.Select(o => $"could have been sent to another node: {o}"),
        .. _sessions.Needlessly.Select(o => $"signed out though its process lived: {o}"),
        .. admins.Where(o => o.Failed && !IsRefusal(o)).Select(o => $"admin request failed: {o}"),
        .. Moves(cookies: true),
        .. Moves(cookies: false),
    ];

    /// <summary>Requests that nobody could save, and those that the application refused.</summary>
    public IEnumerable<Outcome> Excused => [.. _lost.Begun, .. _lost.Unsafe, .. admins.Where(IsRefusal)];

    /// <summary>Throws what nothing excuses, in full.</summary>
    public void AssertNothingFailed() => Assert.True(!Failures.Any(), string.Join('\n', Failures.Take(Shown).Prepend(ToString())));

    public override string ToString() =>
        $"{Requests} requests, {outages.Count} outages; lost: {_lost.Others.Count + _lost.Avoidable.Count} needlessly, {_lost.Begun.Count} begun, "
        + $"{_lost.Unsafe.Count} not safe to repeat; sessions lost: {_sessions.Needlessly.Count} needlessly, {_sessions.WithTheirNode.Count} with their process; "
        + $"refused to the administrator by an application whose agent was dead: {admins.Count(IsRefusal)}; "
        + $"longest wait: {LostRequests.LongestWait(users, outages, away: true).TotalSeconds:0.00} s of clients of an absent node, "
        + $"{LostRequests.LongestWait(users, outages, away: false).TotalSeconds:0.00} s of others, "
        + $"{admins.Select(o => o.Took).DefaultIfEmpty().Max().TotalSeconds:0.00} s of administrators";

    /// <summary>
    /// The application itself would not do it, because it could not ask its agent whether it is the primary: after an agent's sudden death,
    /// until the lease is over.
    /// </summary>
    private static bool IsRefusal(Outcome outcome) => outcome is { Node: not null, Error: null, Status: 503 };

    private IEnumerable<string> Moves(bool cookies)
    {
        var moves = ClientMoves.Of(users.Where(o => o.Client.KeepsCookies == cookies), outages);
        return moves is { Back: 0, Stray: 0 }
            ? []
            : [$"clients {(cookies ? "with" : "without")} cookies: {moves.Back} moved back, {moves.Stray} moved though their node served"];
    }
}
