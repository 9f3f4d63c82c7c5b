using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Settings;

/// <summary>The cluster's settings in the browser: the list, what they were, and the way back.</summary>
internal static class SettingsEndpoints
{
    public static void MapSettings(this IEndpointRouteBuilder endpoints)
    {
        var agents = endpoints.ServiceProvider.GetRequiredService<AgentReading>();
        endpoints.MapGet("/settings", ListAsync);
        endpoints.MapGet("/settings/history", HistoryAsync);
        endpoints.MapGet("/settings/diff", DiffAsync);
        endpoints.MapSettingEditing();
        endpoints.MapSettingsTransfer();
        endpoints.MapAction("/settings/unset", async it =>
            await agents.FindAsync(it.Caller, SettingActions.PathOf(it.Query("key")), ContractsJson.Default.SettingView, it.Aborted) is { } found
                ? SettingActions.Unset(found.Value, found.Tag)
                : null);
        endpoints.MapAction("/settings/rollback", async it => long.TryParse(it.Query("to"), out var to)
            ? SettingActions.RollBack(to, await agents.AskAsync(it.Caller, SettingActions.RollBackRequest(to, apply: false), ContractsJson.Default.SettingsDiffView, it.Aborted))
            : null);
    }

    private static async Task<IResult> ListAsync(HttpContext context, AgentReading agents, string? find = "", string? after = "")
    {
        var caller = AgentCaller.Of(context);
        var (settings, failure) = await AgentReading.TryAsync(agents.GetAsync(caller, "/v1/settings", ContractsJson.Default.SettingsView, context.RequestAborted));
        var (schema, _) = await AgentReading.TryAsync(agents.GetAsync(caller, "/v1/settings/schema", ContractsJson.Default.SettingsSchemaView, context.RequestAborted));
        var (status, _) = await AgentReading.TryAsync(agents.GetAsync(caller, "/v1/settings/status", ContractsJson.Default.SettingsStatusView, context.RequestAborted));
        return Page.Of<SettingsPage>(new()
        {
            [nameof(SettingsPage.Chrome)] = Chrome.Of(context),
            [nameof(SettingsPage.Find)] = find ?? "",
            [nameof(SettingsPage.After)] = after ?? "",
            [nameof(SettingsPage.Rows)] = settings is null ? [] : SettingRow.Of(settings, schema ?? new([]), find ?? ""),
            [nameof(SettingsPage.Status)] = status,
            [nameof(SettingsPage.ChangedAt)] = await ChangedAtAsync(agents, caller, status, context.RequestAborted),
            [nameof(SettingsPage.Failure)] = failure,
        });
    }

    /// <summary>When the newest revision was made, if somebody does not have it.</summary>
    private static async Task<DateTimeOffset?> ChangedAtAsync(AgentReading agents, AgentCaller caller, SettingsStatusView? status, CancellationToken cancellationToken)
    {
        if (status is null || status.Members.All(member => member.Lag == 0))
        {
            return null;
        }

        var (last, _) = await AgentReading.TryAsync(agents.GetAsync(
            caller, $"/v1/settings/history?limit=1&after={Math.Max(0, status.Revision - 1)}", ContractsJson.Default.PageSettingsRevisionView, cancellationToken));
        return last?.Items is [var step] ? step.At : null;
    }

    private static async Task<IResult> HistoryAsync(HttpContext context, AgentReading agents, long before = long.MaxValue)
    {
        var (steps, failure) = await AgentReading.TryAsync(StepsAsync(agents, AgentCaller.Of(context), context.RequestAborted));
        return Page.Of<SettingsHistoryPage>(new()
        {
            [nameof(SettingsHistoryPage.Chrome)] = Chrome.Of(context),
            [nameof(SettingsHistoryPage.Steps)] = steps ?? [],
            [nameof(SettingsHistoryPage.Before)] = before,
            [nameof(SettingsHistoryPage.Failure)] = failure,
        });
    }

    private static async Task<IResult> DiffAsync(HttpContext context, AgentReading agents, long from = 0, string? to = "")
    {
        var path = $"/v1/settings/diff?from={from}" + (string.IsNullOrEmpty(to) ? "" : $"&to={Uri.EscapeDataString(to)}");
        var (diff, failure) = await AgentReading.TryAsync(agents.GetAsync(AgentCaller.Of(context), path, ContractsJson.Default.SettingsDiffView, context.RequestAborted));
        return Page.Of<SettingsDiffPage>(new()
        {
            [nameof(SettingsDiffPage.Chrome)] = Chrome.Of(context),
            [nameof(SettingsDiffPage.From)] = from,
            [nameof(SettingsDiffPage.To)] = to ?? "",
            [nameof(SettingsDiffPage.Diff)] = diff,
            [nameof(SettingsDiffPage.Failure)] = failure,
        });
    }

    /// <summary>The newest first. The interface lists the oldest first, and keeps no more than a few pages.</summary>
    private static async Task<IReadOnlyList<SettingsRevisionView>> StepsAsync(AgentReading agents, AgentCaller caller, CancellationToken cancellationToken)
    {
        var steps = new List<SettingsRevisionView>();
        for (string? after = "0"; after is not null;)
        {
            var page = await agents.GetAsync(
                caller, $"/v1/settings/history?limit=1000&after={after}", ContractsJson.Default.PageSettingsRevisionView, cancellationToken);
            steps.AddRange(page.Items);
            after = page.Next;
        }

        steps.Reverse();
        return steps;
    }
}
