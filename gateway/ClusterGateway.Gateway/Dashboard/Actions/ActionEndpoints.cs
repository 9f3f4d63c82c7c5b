using ClusterGateway.Gateway.Dashboard.Picture;

namespace ClusterGateway.Gateway.Dashboard.Actions;

/// <summary>What can be done to nodes, the primary role, locks and links.</summary>
internal static class ActionEndpoints
{
    public static void MapActions(this IEndpointRouteBuilder endpoints)
    {
        var shared = endpoints.ServiceProvider.GetRequiredService<SharedState>();
        endpoints.MapAction("/nodes/{id}/{verb}", it => NodeActions.Of(it.Route("id"), it.Route("verb"), it.Picture));
        endpoints.MapAction("/switchover", it => LeaderActions.SwitchOver(it.Picture));
        endpoints.MapAction("/pause", _ => LeaderActions.Pause());
        endpoints.MapAction("/resume", _ => LeaderActions.Resume());
        endpoints.MapAction("/locks/break", async it => SharedActions.Break(await shared.LockAsync(it.Caller, it.Query("resource"), it.Aborted)));
        endpoints.MapAction("/links/revoke", async it => SharedActions.Revoke(await shared.LinkAsync(it.Caller, it.Query("id"), it.Aborted)));
    }
}
