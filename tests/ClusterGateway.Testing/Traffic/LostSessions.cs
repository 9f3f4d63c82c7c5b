namespace ClusterGateway.Testing.Traffic;

/// <summary>Sessions that an application no longer knew. Pure.</summary>
/// <param name="WithTheirNode">The process that held it had ended since the client was last answered.</param>
/// <param name="Needlessly">The process that held it lived.</param>
public sealed record LostSessions(IReadOnlyList<Outcome> WithTheirNode, IReadOnlyList<Outcome> Needlessly)
{
    /// <param name="outcomes">In the order in which they were sent, of clients that sign in.</param>
    /// <param name="outages">Of processes that held sessions.</param>
    public static LostSessions Of(IEnumerable<Outcome> outcomes, IReadOnlyList<Outage> outages)
    {
        var lost = outcomes.GroupBy(outcome => outcome.Client).SelectMany(client => OfOne(client, outages)).ToLookup(l => l.Excused, l => l.Outcome);
        return new LostSessions([.. lost[true]], [.. lost[false]]);
    }

    private static IEnumerable<(Outcome Outcome, bool Excused)> OfOne(IEnumerable<Outcome> outcomes, IReadOnlyList<Outage> outages)
    {
        Outcome? known = null;
        foreach (var outcome in outcomes.Where(o => o is { Failed: false, Node: not null }))
        {
            if (!outcome.SignedOut)
            {
                known = outcome;
            }
            else if (known is not null)
            {
                yield return (outcome, outages.Any(outage => outage.Node == known.Node && outage.From <= outcome.Until && known.At <= outage.To));
                known = null;
            }
        }
    }
}
