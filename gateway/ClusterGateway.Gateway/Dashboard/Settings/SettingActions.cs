using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;
using ClusterGateway.Gateway.Dashboard.Actions;
using ClusterGateway.Gateway.Dashboard.Pages;
using ClusterGateway.Gateway.Dashboard.Picture;
using ClusterGateway.Gateway.Management;

namespace ClusterGateway.Gateway.Dashboard.Settings;

/// <summary>What can be done to settings. Pure.</summary>
internal static class SettingActions
{
    private const string Page = "/settings";

    public static string PathOf(string key) => $"/v1/settings/items/{Uri.EscapeDataString(key)}";

    /// <param name="current">Null for a new one.</param>
    public static AdminAction Write(string key, JsonElement value, bool isSecret, Tagged<SettingView>? current)
    {
        var shown = isSecret ? JsonSerializer.SerializeToElement(SettingView.Mask) : value;
        return new AdminAction
        {
            Title = current is null ? $"Set {key}?" : $"Change {key}?",
            Effects =
            [
                "It is in force on every node within a second, and stands in the history.",
                .. isSecret ? (string[])["Its value is encrypted before it is stored, and never shown again."] : [],
            ],
            Changes = [new(key, current is null ? SettingChangeView.Added : SettingChangeView.Changed, current?.Value.Value, shown)],
            Button = "Write it",
            Done = $"{key} is set.",
            Ask = _ => (new AgentRequest(HttpMethod.Put, PathOf(key))
            {
                Body = JsonSerializer.SerializeToUtf8Bytes(new SettingRequest(value, isSecret), ContractsJson.Default.SettingRequest),
            }, null),
            Fields =
            [
                ActionField.Hidden("key", key),
                ActionField.Hidden("json", value.GetRawText()),
                ActionField.Hidden("secret", isSecret ? "true" : "false"),
            ],
            IsConditional = true,
            Tag = current?.Tag,
            Address = "/settings/set",
            Back = Page,
        };
    }

    public static AdminAction Unset(SettingView item, string? tag) => new()
    {
        Title = $"Remove {item.Key}?",
        Effects = ["On every node; what the application takes without it counts then. A roll-back brings it again."],
        Changes = [new(item.Key, SettingChangeView.Removed, item.Value, null)],
        Button = "Remove it",
        Done = $"{item.Key} is removed.",
        Ask = AdminAction.Always(HttpMethod.Delete, PathOf(item.Key)),
        IsRisky = true,
        IsConditional = true,
        Tag = tag,
        Back = Page,
    };

    public static AdminAction RollBack(long to, Tagged<SettingsDiffView> shown) => new()
    {
        Title = $"Roll back to revision {to}?",
        Effects =
        [
            shown.Value.Changes.Count == 0
                ? "Nothing differs from now."
                : $"{Words.Count(shown.Value.Changes.Count, "setting becomes", "settings become")} what it was then, on every node, as a new revision.",
        ],
        Changes = shown.Value.Changes,
        Button = "Roll back",
        Done = $"The settings are those of revision {to} again.",
        Ask = _ => (RollBackRequest(to, apply: true), null),
        IsRisky = true,
        IsConditional = true,
        Tag = shown.Tag,
        Back = "/settings/history",
    };

    /// <param name="plan">What the file would change.</param>
    public static AdminAction Import(IReadOnlyDictionary<string, string> said, Tagged<SettingsDiffView> plan, AgentRequest request)
    {
        var changes = plan.Value.Changes.Count(change => change.Change != SettingChangeView.Skipped);
        return new AdminAction
        {
            Title = "Import these settings?",
            Effects =
            [
                changes == 0 ? "The file changes nothing." : $"{Words.Count(changes, "setting changes", "settings change")} on every node.",
                .. changes == plan.Value.Changes.Count ? [] : (string[])["What is skipped stands in the list, with the reason."],
            ],
            Changes = plan.Value.Changes,
            Button = "Import",
            Done = $"{Words.Count(changes, "setting was", "settings were")} imported.",
            Ask = _ => (request, null),
            Fields = [.. ((string[])["file", "passphrase", "replace"]).Select(name => ActionField.Hidden(name, said.GetValueOrDefault(name, "")))],
            IsConditional = true,
            Tag = plan.Tag,
            Address = "/settings/import/apply",
            Back = Page,
        };
    }

    public static AgentRequest RollBackRequest(long to, bool apply) =>
        new(HttpMethod.Post, "/v1/settings/rollback" + (apply ? "?apply=true" : ""))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(new RollbackRequest(to), ContractsJson.Default.RollbackRequest),
        };
}
