using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Settings.Replication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Settings;

/// <summary><c>/v1/settings/items/{key}</c>: one setting. Every node reads, the primary writes.</summary>
internal static class SettingItemEndpoints
{
    private const int MostBodyBytes = 512 * 1024;

    public static void MapSettingItems(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/items/{key}").WithTags("Settings");
        group.MapGet("", Read).WithSummary("One setting; a secret is masked").ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/secret", ReadSecret)
            .RequireAudience(TokenAudience.App)
            .WithSummary("The value of a secret, for the application of this node")
            .ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPut("", PutAsync)
            .RequireAudience(TokenAudience.Admin, TokenAudience.App)
            .OnPrimary()
            .Accepts<SettingRequest>("application/json")
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .WithSummary("Writes one setting: If-None-Match: * for a new one, If-Match with its ETag otherwise")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
        group.MapDelete("", RemoveAsync)
            .RequireAudience(TokenAudience.Admin, TokenAudience.App)
            .OnPrimary()
            .WithSummary("Removes one setting")
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status428PreconditionRequired);
    }

    private static Results<Ok<SettingView>, Problem> Read(PathName key, HttpResponse response, SettingsReplica replica)
    {
        if (SettingKey.IsReserved(key.Value) || replica.Current.Items.GetValueOrDefault(key.Value) is not { } item)
        {
            return Unknown(key.Value);
        }

        EntityTags.Send(response, EntityTags.Of(item.Revision));
        return TypedResults.Ok(SettingsSecrets.ViewOf(item));
    }

    private static Results<Ok<SettingSecretView>, Problem> ReadSecret(
        PathName key, HttpResponse response, SettingsReplica replica, SettingsSecrets secrets)
    {
        if (SettingKey.IsReserved(key.Value) || replica.Current.Items.GetValueOrDefault(key.Value) is not { } item)
        {
            return Unknown(key.Value);
        }

        response.Headers.CacheControl = "no-store";
        return secrets.Open(item) is { } value
            ? TypedResults.Ok(new SettingSecretView(value))
            : Problem.Of(ProblemTypes.Refused, $"this node's secrets do not open '{key}'; ClusterGateway:Encryption:Secrets must be the same on every node");
    }

    private static async Task<Results<Ok<SettingView>, Created<SettingView>, Problem>> PutAsync(
        PathName key, HttpContext context, SettingPolicy policy, SettingsWriter writer, SettingsReplica replica, CancellationToken cancellationToken)
    {
        if ((policy.RefuseCaller(context) ?? policy.Refuse(key.Value)) is { } wrong)
        {
            return wrong;
        }

        var (body, refused) = await SecretBody.ReadAsync(context.Request, ContractsJson.Default.SettingRequest, _ => null, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var isNew = false;
        var written = await writer.WriteAsync(StepKinds.Set, Caller.NameOf(context), [key.Value], (_, current) =>
        {
            isNew = current is null;
            return RefuseCondition(context.Request, current) is { } problem ? SettingIntent.Refuse(problem) : policy.Write(key.Value, body!, current);
        }, cancellationToken);
        if (written.Refused is not null)
        {
            return written.Refused;
        }

        // Nothing to change: what is there is what was asked for.
        if ((written.Step?.Changes[0].After ?? replica.Current.Items.GetValueOrDefault(key.Value)) is not { } item)
        {
            return Unknown(key.Value);
        }

        EntityTags.Send(context.Response, EntityTags.Of(item.Revision));
        return isNew ? TypedResults.Created(context.Request.Path.ToUriComponent(), SettingsSecrets.ViewOf(item)) : TypedResults.Ok(SettingsSecrets.ViewOf(item));
    }

    private static async Task<Results<NoContent, Problem>> RemoveAsync(
        PathName key, HttpContext context, SettingPolicy policy, SettingsWriter writer, CancellationToken cancellationToken)
    {
        // A node-scoped one too: it is there since the lists were others.
        if (policy.RefuseCaller(context) is { } wrong)
        {
            return wrong;
        }

        var written = await writer.WriteAsync(
            StepKinds.Unset, Caller.NameOf(context), [key.Value],
            (_, current) => current is null || SettingKey.IsReserved(key.Value)
                ? SettingIntent.Refuse(Unknown(key.Value))
                : RefuseCondition(context.Request, current) is { } problem ? SettingIntent.Refuse(problem) : SettingIntent.Gone,
            cancellationToken);
        return written.Refused is null ? TypedResults.NoContent() : written.Refused;
    }

    /// <summary>A change needs the tag that was read; a new one says that it is new.</summary>
    private static Problem? RefuseCondition(HttpRequest request, SettingRecord? current) => EntityTags.Refuse(
        request, current is null ? null : EntityTags.Of(current.Revision), required: request.Headers.IfNoneMatch.Count == 0);

    private static Problem Unknown(string key) => Problem.Of(ProblemTypes.NotFound, $"there is no setting '{key}'");
}
