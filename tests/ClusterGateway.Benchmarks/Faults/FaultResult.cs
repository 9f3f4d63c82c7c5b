using ClusterGateway.Testing.Traffic;

namespace ClusterGateway.Benchmarks.Faults;

/// <summary>What one proxy made of the schedule.</summary>
/// <param name="Outages">Of the nodes, in order.</param>
/// <param name="DoneTwice">Orders that were carried out more than once.</param>
internal sealed record FaultResult(string Front, string Fault, IReadOnlyList<Outcome> Outcomes, IReadOnlyList<Outage> Outages, int DoneTwice)
{
    /// <summary>Longer than any answer takes to begin that nothing delays.</summary>
    private static readonly TimeSpan Noticeable = TimeSpan.FromSeconds(1.5);

    public LostRequests Lost => LostRequests.Of(Outcomes, Outages);

    public ClientMoves MovesOf(bool cookies) => ClientMoves.Of(Outcomes.Where(o => o.Client.KeepsCookies == cookies), Outages);

    public TimeSpan LongestWait(bool away) => LostRequests.LongestWait(Outcomes, Outages, away);

    /// <summary>Clients that were made to wait again in the same outage.</summary>
    public int WaitedTwice => Outages.Sum(outage => Outcomes
        .Where(o => o.BeganAfter > Noticeable && o.At >= outage.From - Noticeable && o.At <= outage.To)
        .CountBy(o => o.Client)
        .Count(client => client.Value > 1));
}
