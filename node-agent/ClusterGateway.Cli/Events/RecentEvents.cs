using ClusterGateway.Cli.Agents;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;

namespace ClusterGateway.Cli.Events;

/// <summary>The end of the event log, which is told from its beginning, a page at a time.</summary>
internal static class RecentEvents
{
    /// <param name="most">0 for all that are kept.</param>
    public static async Task<IReadOnlyList<EventView>> LastAsync(AgentApi agent, int most, CancellationToken cancellationToken)
    {
        var last = new Queue<EventView>();
        await foreach (var happened in agent.ListAsync("/v1/events?limit=1000", ContractsJson.Default.PageEventView, cancellationToken))
        {
            last.Enqueue(happened);
            if (most > 0 && last.Count > most)
            {
                last.Dequeue();
            }
        }

        return [.. last];
    }

    /// <summary>Why the primary of a term became one; null when nobody can tell any more, or the store gives no answer.</summary>
    public static async Task<string?> ReasonOfTermAsync(AgentApi agent, long term, CancellationToken cancellationToken)
    {
        try
        {
            var events = await LastAsync(agent, most: 0, cancellationToken);
            return events.LastOrDefault(happened => happened.Type == EventTypes.PrimaryElected && happened.Term == term)?.Reason;
        }
        catch (AgentUnreachableException)
        {
            return null;
        }
    }
}
