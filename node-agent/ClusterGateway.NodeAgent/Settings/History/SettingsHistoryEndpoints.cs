using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Leadership;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ClusterGateway.NodeAgent.Settings.History;

/// <summary><c>/v1/settings/history</c>, <c>/diff</c>, <c>/rollback</c>: who changed what, and the way back.</summary>
internal static class SettingsHistoryEndpoints
{
    public static void MapSettingsHistory(this IEndpointRouteBuilder group)
    {
        group.MapGet("/history", ReadAsync).RequireAudience(TokenAudience.Admin).WithSummary("The steps behind a revision, oldest first");
        group.MapGet("/diff", DiffAsync)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("What differs between two revisions; 'to' is the newest when it is left out")
            .ProducesProblem(StatusCodes.Status410Gone);
        group.MapPost("/rollback", RollBackAsync)
            .RequireAudience(TokenAudience.Admin)
            .OnPrimary()
            .WithSummary("Back to how the settings were at a revision, as a new one; without 'apply=true' it only tells what would change")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status410Gone);
    }

    private static async Task<Results<Ok<Page<SettingsRevisionView>>, Problem>> ReadAsync(
        SettingsEntries entries, CancellationToken cancellationToken, long after = 0, int limit = 100)
    {
        if (after < 0 || limit is < 1 or > 1000)
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "'after' is a revision, 'limit' a number from 1 to 1000");
        }

        var steps = await entries.ReadStepsAsync(after, cancellationToken);
        var page = steps.Take(limit).ToList();
        return TypedResults.Ok(new Page<SettingsRevisionView>(
            [.. page.Select(ViewOf)], steps.Count > limit ? page[^1].Revision.ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    private static async Task<Results<Ok<SettingsDiffView>, Problem>> DiffAsync(
        long from, SettingsEntries entries, CancellationToken cancellationToken, long? to = null)
    {
        var newest = (await entries.ReadHeadAsync(cancellationToken)).Head?.Revision ?? 0;
        var end = to ?? newest;
        if (from < 0 || from > end || end > newest)
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"'from' and 'to' are revisions, the earlier first; the newest is {newest}");
        }

        var steps = await entries.ReadStepsAsync(from, cancellationToken);
        return SettingsHistory.Reaches(steps, from, newest)
            ? TypedResults.Ok(new SettingsDiffView(
                end, Applied: false, [.. SettingsHistory.Between([.. steps.Where(s => s.Revision <= end)]).Select(SettingsSecrets.ViewOf)]))
            : Forgotten(from);
    }

    private static async Task<Results<Ok<SettingsDiffView>, Problem>> RollBackAsync(
        RollbackRequest request, HttpContext context, SettingsEntries entries, SettingsChangeSet set, CancellationToken cancellationToken, bool apply = false)
    {
        var newest = (await entries.ReadHeadAsync(cancellationToken)).Head?.Revision ?? 0;
        if (EntityTags.Refuse(context.Request, EntityTags.Of(newest)) is { } changed)
        {
            return changed;
        }

        if (request.To < 0 || request.To > newest)
        {
            return Problem.Of(ProblemTypes.InvalidRequest, $"'to' is a revision from 0 to {newest}");
        }

        var steps = await entries.ReadStepsAsync(request.To, cancellationToken);
        if (!SettingsHistory.Reaches(steps, request.To, newest))
        {
            return Forgotten(request.To);
        }

        if (!apply)
        {
            EntityTags.Send(context.Response, EntityTags.Of(newest));
            var back = SettingsHistory.Between(steps).Select(c => new SettingChangeRecord(c.Key, c.After, c.Before));
            return TypedResults.Ok(new SettingsDiffView(newest, Applied: false, [.. back.Select(SettingsSecrets.ViewOf)]));
        }

        var wishes = SettingsHistory.Before(steps).ToDictionary(b => b.Key, b => SettingIntent.Like(b.Value));
        var (done, refused) = await set.ApplyAsync(StepKinds.Rollback, Caller.NameOf(context), wishes, cancellationToken);
        return refused is null ? TypedResults.Ok(done!) : refused;
    }

    private static SettingsRevisionView ViewOf(SettingsStepRecord step) => new(
        step.Revision, step.At, step.By, step.Kind, [.. step.Changes.Where(c => !SettingKey.IsReserved(c.Key)).Select(SettingsSecrets.ViewOf)]);

    private static Problem Forgotten(long revision) =>
        Problem.Of(ProblemTypes.Gone, $"the history does not reach back to revision {revision} any more; an export of that time can be imported");
}
