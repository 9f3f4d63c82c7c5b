namespace ClusterGateway.Testing.Traffic;

/// <summary>How often clients changed their node. Pure.</summary>
/// <param name="Forced">Because theirs was away: once for each outage.</param>
/// <param name="Back">A second time, to a node that the client had to leave before, though its new one served: fail-back.</param>
/// <param name="Stray">Although their node served.</param>
public sealed record ClientMoves(int Forced, int Back, int Stray)
{
    /// <param name="outcomes">In the order in which they were sent.</param>
    /// <param name="outages">In the order in which they happened; each lasts, for this count, until the next.</param>
    public static ClientMoves Of(IEnumerable<Outcome> outcomes, IReadOnlyList<Outage> outages)
    {
        var moves = outcomes.GroupBy(outcome => outcome.Client).Select(client => OfOne(client, outages)).ToList();
        return new ClientMoves(moves.Sum(m => m.Forced), moves.Sum(m => m.Back), moves.Sum(m => m.Stray));
    }

    private static ClientMoves OfOne(IEnumerable<Outcome> outcomes, IReadOnlyList<Outage> outages)
    {
        var (forced, back, stray) = (0, 0, 0);
        string? node = null;
        var fled = new HashSet<Outage>();
        foreach (var outcome in outcomes.Where(o => o is { Failed: false, Node: not null }))
        {
            if (node is not null && outcome.Node != node)
            {
                var outage = outages.LastOrDefault(o => o.From <= outcome.Until);
                if (outage is not null && node == outage.Node && fled.Add(outage))
                {
                    forced++;
                }
                else if (fled.Any(o => o.Node == outcome.Node))
                {
                    back++;
                }
                else
                {
                    stray++;
                }
            }

            node = outcome.Node;
        }

        return new ClientMoves(forced, back, stray);
    }
}
