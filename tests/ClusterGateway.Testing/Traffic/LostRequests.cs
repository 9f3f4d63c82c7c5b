namespace ClusterGateway.Testing.Traffic;

/// <summary>Which requests failed, by whose they were: a client is of the node that answered it last. Pure.</summary>
/// <param name="Others">Requests of clients whose node served.</param>
/// <param name="Begun">Of the lost node's clients: the response had begun.</param>
/// <param name="Unsafe">Of the lost node's clients: not safe to repeat.</param>
/// <param name="Avoidable">Of the lost node's clients: could have been sent to another node.</param>
public sealed record LostRequests(
    IReadOnlyList<Outcome> Others, IReadOnlyList<Outcome> Begun, IReadOnlyList<Outcome> Unsafe, IReadOnlyList<Outcome> Avoidable)
{
    /// <param name="outcomes">In the order in which they were sent.</param>
    public static LostRequests Of(IReadOnlyList<Outcome> outcomes, IReadOnlyList<Outage> outages)
    {
        var failed = WithNode(outcomes).Where(o => o.Outcome.Failed).ToLookup(o => WasAway(o.Node, o.Outcome, outages), o => o.Outcome);
        return new LostRequests(
            [.. failed[false]],
            [.. failed[true].Where(o => o.Begun && o.Error is not null)],
            [.. failed[true].Where(o => !(o.Begun && o.Error is not null) && !o.Request.IsSafe)],
            [.. failed[true].Where(o => !(o.Begun && o.Error is not null) && o.Request.IsSafe)]);
    }

    /// <summary>The longest that a client waited for an answer to begin, or for a failure.</summary>
    /// <param name="away">Of clients whose node was away; otherwise of the others.</param>
    public static TimeSpan LongestWait(IReadOnlyList<Outcome> outcomes, IReadOnlyList<Outage> outages, bool away) => WithNode(outcomes)
        .Where(o => WasAway(o.Node, o.Outcome, outages) == away)
        .Select(o => o.Outcome.BeganAfter)
        .DefaultIfEmpty()
        .Max();

    /// <summary>Each request with the node that its client was on.</summary>
    private static IEnumerable<(Outcome Outcome, string? Node)> WithNode(IEnumerable<Outcome> outcomes)
    {
        var nodes = new Dictionary<TrafficClient, string>();
        foreach (var outcome in outcomes)
        {
            yield return (outcome, nodes.GetValueOrDefault(outcome.Client));
            if (outcome is { Failed: false, Node: { } node })
            {
                nodes[outcome.Client] = node;
            }
        }
    }

    private static bool WasAway(string? node, Outcome outcome, IReadOnlyList<Outage> outages) =>
        outages.Any(outage => outage.Node == node && outage.From <= outcome.Until && outcome.At <= outage.To);
}
