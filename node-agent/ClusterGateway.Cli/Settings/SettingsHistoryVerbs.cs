using System.CommandLine;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;

namespace ClusterGateway.Cli.Settings;

/// <summary>Who changed what, and the way back.</summary>
internal static class SettingsHistoryVerbs
{
    public static Command History(Verbs verbs)
    {
        var after = new Option<long>("--after") { Description = "Only what came after this revision", HelpName = "REVISION" };
        return verbs.Create("history", "Who changed what, and when", async (invocation, token) =>
        {
            var path = $"/v1/settings/history?after={invocation.Parsed.GetValue(after)}";
            var steps = new List<SettingsRevisionView>();
            string? next = path;
            while (next is not null)
            {
                var page = await invocation.Agent.GetAsync(next, ContractsJson.Default.PageSettingsRevisionView, token);
                steps.AddRange(page.Items);
                next = page.Next is { } last ? $"/v1/settings/history?after={last}" : null;
            }

            invocation.Printer.List(
                steps, ContractsJson.Default.SettingsRevisionView,
                new("REVISION", s => s.Revision.ToString(CultureInfo.InvariantCulture)),
                new("TIME", s => s.At.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
                new("BY", s => s.By), new("WHAT", s => s.Kind), new("KEYS", s => string.Join(", ", s.Changes.Select(c => c.Key))));
            return ExitCodes.Done;
        }, after);
    }

    public static Command Diff(Verbs verbs)
    {
        var from = new Argument<long>("FROM") { Description = "A revision" };
        var to = new Argument<long?>("TO") { Description = "A later one; the newest when it is left out", Arity = ArgumentArity.ZeroOrOne };
        return verbs.Create("diff", "What differs between two revisions", async (invocation, token) =>
        {
            var end = invocation.Parsed.GetValue(to) is { } last ? $"&to={last}" : "";
            var diff = await invocation.Agent.GetAsync(
                $"/v1/settings/diff?from={invocation.Parsed.GetValue(from)}{end}", ContractsJson.Default.SettingsDiffView, token);
            invocation.Printer.List(diff.Changes, ContractsJson.Default.SettingChangeView, ChangeColumns());
            return ExitCodes.Done;
        }, from, to);
    }

    public static Command Rollback(Verbs verbs)
    {
        var to = new Argument<long>("REVISION") { Description = "As 'clusterctl settings history' shows it" };
        return verbs.Create("rollback", "Back to how the settings were at a revision, as a new revision", async (invocation, token) =>
        {
            var request = new RollbackRequest(invocation.Parsed.GetValue(to));
            var shown = await SendAsync("", tag: null);
            invocation.Printer.List(shown.Changes, ContractsJson.Default.SettingChangeView, ChangeColumns());
            return shown.Changes.Count == 0 ? ExitCodes.Done : await invocation.ChangeAsync(
                $"Change these {shown.Changes.Count} settings on all nodes?", () => SendAsync("?apply=true", $"\"{shown.Revision}\""), "it is done", token);

            // What is written is what was shown, or nothing.
            async Task<SettingsDiffView> SendAsync(string query, string? tag)
            {
                using var message = new HttpRequestMessage(HttpMethod.Post, "/v1/settings/rollback" + query)
                {
                    Content = JsonContent.Create(request, ContractsJson.Default.RollbackRequest),
                };
                if (tag is not null)
                {
                    message.Headers.TryAddWithoutValidation("If-Match", tag);
                }

                return await invocation.Agent.SendAsync(message, ContractsJson.Default.SettingsDiffView, token);
            }
        }, to);
    }

    public static Column<SettingChangeView>[] ChangeColumns() =>
    [
        new("KEY", c => c.Key), new("CHANGE", c => c.Change, ToneOf), new("BEFORE", c => Text(c.Before)), new("AFTER", c => c.Reason ?? Text(c.After)),
    ];

    private static Tone ToneOf(SettingChangeView change) => change.Change switch
    {
        SettingChangeView.Added => Tone.Good,
        SettingChangeView.Removed => Tone.Bad,
        _ => Tone.Warning,
    };

    private static string? Text(JsonElement? value) => value is { } there ? SettingsReadVerbs.Text(there) : null;
}
