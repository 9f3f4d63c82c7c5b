using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Settings.History;
using ClusterGateway.NodeAgent.Settings.NodeScoping;
using ClusterGateway.NodeAgent.Settings.Replication;
using ClusterGateway.NodeAgent.Settings.Schema;
using ClusterGateway.NodeAgent.Settings.Transfer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary><c>/v1/settings</c>: what every node tells of the settings, from its own copy, also while the store is away.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/settings").WithTags("Settings");
        group.MapGet("", ReadAsync)
            .WithSummary("All settings; with 'since', what changed behind that revision, as soon as there is something or the wait is over");
        group.MapGet("/effective", Effective)
            .RequireAudience(TokenAudience.Admin, TokenAudience.App)
            .WithSummary("What counts on this node: the cluster's settings overlaid by the node's own");
        group.MapGet("/status", Status)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("How far every node is, and what this node had to give up");
        group.MapPost("/refresh", RefreshAsync)
            .RequireAudience(TokenAudience.Admin, TokenAudience.App)
            .WithSummary("Applies what the store has now, and answers when that is done");
        group.MapSettingItems();
        group.MapSettingsHistory();
        group.MapSettingsTransfer();
        group.MapSettingsSchema();
    }

    private static async Task<Results<Ok<SettingsView>, Problem>> ReadAsync(
        SettingsReplica replica, IHostApplicationLifetime lifetime, TimeProvider time, CancellationToken cancellationToken,
        long? since = null, string? wait = null)
    {
        if (since < 0 || !LongPoll.TryParse(wait, out var bound))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'since' is a revision, 'wait' a duration of at most 60s, such as 30s");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var changed = replica.Changed.Next;
        if (since >= replica.Applied && bound > TimeSpan.Zero)
        {
            await Task.WhenAny(changed, Task.Delay(bound, time, stop.Token));
        }

        return TypedResults.Ok(SettingsReading.Of(replica.Current, since, replica.Stale is not null));
    }

    private static Ok<EffectiveSettingsView> Effective(SettingsReplica replica, SettingsOptions options, NodeScope scope) =>
        TypedResults.Ok(SettingsReading.Effective(replica.Current, options, scope, replica.Stale is not null));

    private static Ok<SettingsStatusView> Status(SettingsReplica replica, SettingsAside aside, IMembership membership, NodeIdentity self)
    {
        var applied = membership.Current.Members
            .Where(m => m.Liveness != Liveness.Dead)
            .Select(m => (m.Id, Applied: m.Id == self.Id ? replica.Applied : m.SettingsRevision))
            .ToList();
        var newest = applied.Select(m => m.Applied).Append(replica.Known).Max();
        return TypedResults.Ok(new SettingsStatusView(
            newest, replica.Applied, replica.Stale, replica.CheckedAt,
            [.. applied.Select(m => new SettingsMemberView(m.Id, m.Applied, newest - m.Applied))],
            [.. aside.Read().Select(a => new SettingsAsideView(a.At, a.Revision, [.. a.Changes.Select(SettingsSecrets.ViewOf)]))]));
    }

    private static async Task<Ok<SettingsView>> RefreshAsync(
        SettingsSynchronizer synchronizer, SettingsReplica replica, CancellationToken cancellationToken)
    {
        await synchronizer.SynchronizeAsync(cancellationToken);
        return TypedResults.Ok(SettingsReading.Of(replica.Current, replica.Applied, replica.Stale is not null));
    }
}
