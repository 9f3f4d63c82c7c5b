using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Problems;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.Hosting.Tokens;
using ClusterGateway.NodeAgent.Http;
using ClusterGateway.NodeAgent.Leadership;
using ClusterGateway.NodeAgent.Membership;
using ClusterGateway.NodeAgent.Settings.Replication;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ClusterGateway.NodeAgent.Settings.Schema;

/// <summary>
/// <c>/v1/settings/schema</c>: what applications say of their settings. It is kept as a setting of our own, so that it reaches every node, the
/// history and each copy as settings do.
/// </summary>
internal static class SettingsSchemaEndpoints
{
    private const int MostBodyBytes = 64 * 1024;

    public static void MapSettingsSchema(this IEndpointRouteBuilder group)
    {
        group.MapGet("/schema", (SettingsReplica replica) =>
                TypedResults.Ok(new SettingsSchemaView(SettingsSchema.Of(replica.Current).Definitions)))
            .WithSummary("The settings that applications have described");
        group.MapPut("/schema/{application}", RegisterAsync)
            .RequireAudience(TokenAudience.Admin, TokenAudience.App)
            .OnPrimary()
            .WithMetadata(new RequestSizeLimitAttribute(MostBodyBytes))
            .WithSummary("Describes the settings of an application, in place of what it said before")
            .ProducesProblem(StatusCodes.Status400BadRequest);
    }

    private static async Task<Results<Ok<SettingsSchemaView>, Problem>> RegisterAsync(
        string application, SettingsSchemaView schema, HttpContext context, SettingsWriter writer, CancellationToken cancellationToken)
    {
        if (Refuse(application, schema) is { } problem)
        {
            return problem;
        }

        var value = JsonSerializer.SerializeToElement(schema, ContractsJson.Default.SettingsSchemaView);
        var written = await writer.WriteAsync(
            StepKinds.Schema, Caller.NameOf(context), [SettingKey.SchemaPrefix + application], (_, _) => SettingIntent.Set(value), cancellationToken);
        return written.Refused is null ? TypedResults.Ok(schema) : written.Refused;
    }

    private static Problem? Refuse(string application, SettingsSchemaView schema)
    {
        if (!NodeId.IsValid(application))
        {
            return Problem.Of(ProblemTypes.InvalidRequest, "the application's name is 1 to 64 letters (A-Z, a-z), digits, '.', '_' or '-'");
        }

        var wrong = (schema.Items ?? []).Select(d => d?.Key is null ? "one has no key" : SettingRules.WhyNot(d) is { } reason ? $"'{d.Key}' {reason}" : null)
            .OfType<string>()
            .ToList();
        return schema.Items is null || wrong.Count > 0
            ? Problem.Of(ProblemTypes.InvalidRequest, $"the schema cannot be taken: {string.Join("; ", wrong.DefaultIfEmpty("it has no 'items'"))}")
            : null;
    }
}
