using System.Collections.Immutable;
using ClusterGateway.Contracts.Events;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>The last events, oldest first, and the last election, which may be older than all of them.</summary>
internal sealed record EventLines(ImmutableList<EventView> Last, EventView? Election)
{
    public EventLines With(IReadOnlyList<EventView> newer, int kept)
    {
        var all = Last.AddRange(newer);
        return new EventLines(
            all.Count > kept ? all.GetRange(all.Count - kept, kept) : all,
            newer.LastOrDefault(happened => happened.Type == EventTypes.PrimaryElected) ?? Election);
    }
}
