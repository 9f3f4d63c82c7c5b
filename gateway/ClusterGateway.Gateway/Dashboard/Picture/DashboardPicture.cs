using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Events;

namespace ClusterGateway.Gateway.Dashboard.Picture;

/// <summary>Everything that a page shows, at one moment.</summary>
/// <param name="Gateway">The id of the gateway whose picture this is.</param>
/// <param name="Primary">Null while admin requests wait.</param>
/// <param name="Events">Newest first.</param>
/// <param name="EventsFailed">No agent tells of events now; those that are shown may not be the last.</param>
/// <param name="Shared">Null for whoever may not know, and while no agent tells.</param>
public sealed record DashboardPicture(
    DateTimeOffset Now,
    string Gateway,
    ClusterStatusView Status,
    PrimaryPicture? Primary,
    IReadOnlyList<NodePicture> Nodes,
    IReadOnlyList<EventView> Events,
    bool EventsFailed,
    SharedCounts? Shared);
