using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Dashboard.SignIn;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Settings;

/// <summary>The settings to a file, and from one: what it would change is shown first.</summary>
internal static class SettingsTransfer
{
    public static void MapSettingsTransfer(this IEndpointRouteBuilder endpoints)
    {
        var agents = endpoints.ServiceProvider.GetRequiredService<AgentReading>();
        endpoints.MapGet("/settings/transfer", (HttpContext context) => Page.Of<SettingsTransferPage>(new() { [nameof(SettingsTransferPage.Chrome)] = Chrome.Of(context) }));
        endpoints.MapPost("/settings/export", ExportAsync).AddEndpointFilter<SessionAntiforgery>();
        endpoints.MapQuestion("/settings/import", it => PlanAsync(agents, it));
        endpoints.MapAction("/settings/import/apply", it => PlanAsync(agents, it));
    }

    private static async Task<IResult> ExportAsync(HttpContext context, AgentReading agents)
    {
        var request = WithPassphrase(new AgentRequest(HttpMethod.Get, "/v1/settings/export"), await FormReading.ReadAsync(context));
        try
        {
            var export = (await agents.AskAsync(AgentCaller.Of(context), request, ContractsJson.Default.SettingsExport, context.RequestAborted)).Value;
            return Results.File(JsonSerializer.SerializeToUtf8Bytes(export, ContractsJson.Default.SettingsExport), "application/json", $"settings-{export.Revision}.json");
        }
        catch (HttpRequestException exception)
        {
            return Page.Message("Not exported", $"The agent says: {exception.Message}.", (int?)exception.StatusCode ?? StatusCodes.Status502BadGateway);
        }
    }

    private static async Task<AdminAction?> PlanAsync(AgentReading agents, ActionContext it) => ImportRequest(it.Said) is { } request
        ? SettingActions.Import(
            it.Said, await agents.AskAsync(it.Caller, request, ContractsJson.Default.SettingsDiffView, it.Aborted),
            request with { PathAndQuery = request.PathAndQuery + "&apply=true" })
        : null;

    /// <returns>What tells the changes; null when no file was sent.</returns>
    private static AgentRequest? ImportRequest(IReadOnlyDictionary<string, string> said)
    {
        var file = new byte[said.GetValueOrDefault("file", "").Length];
        if (!Convert.TryFromBase64String(said.GetValueOrDefault("file", ""), file, out var length) || length == 0)
        {
            return null;
        }

        var query = $"?replace={(said.GetValueOrDefault("replace") == "true" ? "true" : "false")}";
        return WithPassphrase(new AgentRequest(HttpMethod.Post, "/v1/settings/import" + query) { Body = file[..length] }, said);
    }

    private static AgentRequest WithPassphrase(AgentRequest request, IReadOnlyDictionary<string, string> said) =>
        said.GetValueOrDefault("passphrase") is { Length: > 0 } passphrase ? request.With(ClusterHeaders.Passphrase, passphrase) : request;
}
