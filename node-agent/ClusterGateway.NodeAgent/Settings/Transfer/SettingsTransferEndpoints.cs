using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Settings.History;
using ClusterGateway.NodeAgent.Settings.Replication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Settings.Transfer;

/// <summary><c>/v1/settings/export</c> and <c>/import</c>: the settings in a file, with secrets under a passphrase or without them.</summary>
internal static class SettingsTransferEndpoints
{
    private const int MostBodyBytes = 16 * 1024 * 1024;

    public static void MapSettingsTransfer(this IEndpointRouteBuilder group)
    {
        group.MapGet("/export", Export)
            .RequireAudience(TokenAudience.Admin)
            .WithSummary("All settings; with a passphrase in the header Cluster-Passphrase, secrets too, encrypted under it");
        group.MapPost("/import", ImportAsync)
            .RequireAudience(TokenAudience.Admin)
            .OnPrimary()
            .Accepts<SettingsExport>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .WithSummary("Tells what an export would change; with 'apply=true' it is done, with 'replace=true' what the file does not have is removed")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    private static Results<Ok<SettingsExport>, Problem> Export(
        HttpRequest request, SettingsReplica replica, SettingsSecrets secrets, AgentOptions agent, TimeProvider time)
    {
        if (PassphraseOf(request) is { Length: < SettingsPassphrase.Shortest })
        {
            return TooShort();
        }

        var (copy, passphrase) = (replica.Current, PassphraseOf(request) is { } given ? SettingsPassphrase.New(given) : null);
        var items = SettingsReading.Seen(copy).Select(item => item switch
        {
            { IsSecret: false } => new ExportedSetting(item.Key, item.Value),
            _ when passphrase is not null && secrets.Open(item) is { } value => new ExportedSetting(item.Key, null, Secret: true, passphrase.Seal(item.Key, value)),
            _ => new ExportedSetting(item.Key, null, Secret: true),
        });
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SettingsExport(agent.Name, copy.Revision, time.GetUtcNow(), passphrase?.Encryption, [.. items]));
    }

    private static async Task<Results<Ok<SettingsDiffView>, Problem>> ImportAsync(
        HttpContext context, SettingsImport import, SettingsChangeSet set, SettingsReplica replica, CancellationToken cancellationToken,
        bool apply = false, bool replace = false)
    {
        var (file, refused) = await SecretBody.ReadAsync(context.Request, ContractsJson.Default.SettingsExport, RefuseFile, cancellationToken);
        if ((refused ?? EntityTags.Refuse(context.Request, EntityTags.Of(replica.Applied))) is { } problem)
        {
            return problem;
        }

        var passphrase = PassphraseOf(context.Request) is { } given && file!.Encryption is { } how ? SettingsPassphrase.Of(given, how) : null;
        var plan = import.Plan(file!, passphrase, replace);
        if (!apply)
        {
            EntityTags.Send(context.Response, EntityTags.Of(replica.Applied));
            return TypedResults.Ok(new SettingsDiffView(replica.Applied, Applied: false, plan.Changes));
        }

        var (done, failed) = await set.ApplyAsync(StepKinds.Import, Caller.NameOf(context), plan.Wishes, cancellationToken);
        return failed is not null ? failed : TypedResults.Ok(done! with
        {
            Changes = [.. done.Changes.Concat(plan.Changes.Where(c => c.Change == SettingChangeView.Skipped)).OrderBy(c => c.Key, StringComparer.Ordinal)],
        });
    }

    private static Problem? RefuseFile(SettingsExport file) => file.Items is null || file.Items.Any(item => item?.Key is null)
        ? Problem.Of(ProblemTypes.InvalidRequest, "this is no export of settings: it has no 'items' with a 'key' each")
        : null;

    private static string? PassphraseOf(HttpRequest request) =>
        request.Headers[ClusterHeaders.Passphrase] is [{ Length: > 0 } given] ? given : null;

    private static Problem TooShort() => Problem.Of(
        ProblemTypes.InvalidRequest, $"the passphrase has fewer than {SettingsPassphrase.Shortest} characters");
}
