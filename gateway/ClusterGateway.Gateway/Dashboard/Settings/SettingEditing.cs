using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Settings;

/// <summary>A setting is typed into a form, shown as the change that it would be, and written then.</summary>
internal static class SettingEditing
{
    public static void MapSettingEditing(this IEndpointRouteBuilder endpoints)
    {
        var agents = endpoints.ServiceProvider.GetRequiredService<AgentReading>();
        endpoints.MapGet("/settings/edit", FormAsync);
        endpoints.MapQuestion("/settings/edit", it => ChangeAsync(agents, it, Typed(it.Said)));
        endpoints.MapAction("/settings/set", it => ChangeAsync(agents, it, SettingText.ReadJson(it.Said.GetValueOrDefault("json", ""))));
    }

    /// <summary>A secret is not shown in the form, and stays what it is unless something is typed.</summary>
    private static JsonElement Typed(IReadOnlyDictionary<string, string> said) => said.GetValueOrDefault("value", "") is var typed && typed.Length == 0 && IsSecret(said)
        ? JsonSerializer.SerializeToElement(SettingView.Mask)
        : SettingText.Parse(typed, isText: said.GetValueOrDefault("text") == "true");

    private static bool IsSecret(IReadOnlyDictionary<string, string> said) => said.GetValueOrDefault("secret") == "true";

    private static async Task<AdminAction?> ChangeAsync(AgentReading agents, ActionContext it, JsonElement? value) =>
        value is { } given && it.Said.GetValueOrDefault("key", "").Trim() is { Length: > 0 } key
            ? SettingActions.Write(key, given, IsSecret(it.Said), await agents.FindAsync(it.Caller, SettingActions.PathOf(key), ContractsJson.Default.SettingView, it.Aborted))
            : null;

    private static async Task<IResult> FormAsync(HttpContext context, AgentReading agents, string? key = "")
    {
        var caller = AgentCaller.Of(context);
        var (schema, failure) = await AgentReading.TryAsync(agents.GetAsync(caller, "/v1/settings/schema", ContractsJson.Default.SettingsSchemaView, context.RequestAborted));
        var found = failure is not null || string.IsNullOrEmpty(key)
            ? null
            : await agents.FindAsync(caller, SettingActions.PathOf(key), ContractsJson.Default.SettingView, context.RequestAborted);
        return Page.Of<SettingPage>(new()
        {
            [nameof(SettingPage.Chrome)] = Chrome.Of(context),
            [nameof(SettingPage.Key)] = key ?? "",
            [nameof(SettingPage.Current)] = found?.Value,
            [nameof(SettingPage.Definition)] = schema is null ? null : Definitions.Find(schema, key ?? ""),
            [nameof(SettingPage.Failure)] = failure,
        });
    }
}
