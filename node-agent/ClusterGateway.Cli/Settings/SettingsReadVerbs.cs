using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ClusterGateway.Cli.Agents;
using ClusterGateway.Cli.Output;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;

namespace ClusterGateway.Cli.Settings;

/// <summary>What reads settings, from the agent that is asked.</summary>
internal static class SettingsReadVerbs
{
    public static Command List(Verbs verbs)
    {
        var effective = new Option<bool>("--effective") { Description = "What counts on the node that is asked: with its own values and defaults" };
        return verbs.Create("list", "All settings", async (invocation, token) =>
        {
            if (invocation.Parsed.GetValue(effective))
            {
                var counts = await invocation.Agent.GetAsync("/v1/settings/effective", ContractsJson.Default.EffectiveSettingsView, token);
                await WarnAsync(invocation, counts.Stale);
                invocation.Printer.List(
                    counts.Items, ContractsJson.Default.EffectiveSettingView,
                    new("KEY", item => item.Key), new("VALUE", item => Text(item.Value)), new("FROM", item => item.Source));
                return ExitCodes.Done;
            }

            var all = await invocation.Agent.GetAsync("/v1/settings", ContractsJson.Default.SettingsView, token);
            await WarnAsync(invocation, all.Stale);
            invocation.Printer.List(all.Items, ContractsJson.Default.SettingView, Columns());
            return ExitCodes.Done;
        }, effective);
    }

    public static Command Get(Verbs verbs)
    {
        var key = Key();
        return verbs.Create("get", "One setting", async (invocation, token) =>
        {
            var item = await invocation.Agent.GetAsync(PathOf(invocation.Parsed.GetValue(key)!), ContractsJson.Default.SettingView, token);
            invocation.Printer.One(item, ContractsJson.Default.SettingView, table => table.Line(Text(item.Value)));
            return ExitCodes.Done;
        }, key);
    }

    public static Command Status(Verbs verbs) => verbs.Create("status", "Which revision is in force on which node", async (invocation, token) =>
    {
        var status = await invocation.Agent.GetAsync("/v1/settings/status", ContractsJson.Default.SettingsStatusView, token);
        invocation.Printer.One(status, ContractsJson.Default.SettingsStatusView, table =>
        {
            table.Line($"revision {status.Revision}; the node that was asked has applied {status.Applied}");
            if (status.Stale is { } why)
            {
                table.Line($"it may not be the newest: {why}", Tone.Warning);
            }

            table.Table(
                status.Members, new("NODE", m => m.Id), new("APPLIED", m => m.Applied.ToString(CultureInfo.InvariantCulture)),
                new("BEHIND", m => m.Lag.ToString(CultureInfo.InvariantCulture), m => m.Lag > 0 ? Tone.Warning : Tone.Good));
            foreach (var aside in status.Aside)
            {
                table.Line($"kept aside on {aside.At.ToLocalTime():yyyy-MM-dd HH:mm:ss}, from revision {aside.Revision} of that node:", Tone.Warning);
                table.Table(aside.Changes, SettingsHistoryVerbs.ChangeColumns());
            }
        });
        return ExitCodes.Done;
    });

    public static Command Refresh(Verbs verbs) => verbs.Create("refresh", "Lets the node that is asked apply the newest settings now", async (invocation, token) =>
    {
        var now = await invocation.Agent.PostAsync("/v1/settings/refresh", ContractsJson.Default.SettingsView, token);
        await invocation.Terminal.Error.WriteLineAsync($"revision {now.Revision} is in force");
        return ExitCodes.Done;
    });

    public static Argument<string> Key() => new("KEY") { Description = "As 'clusterctl settings list' shows it" };

    public static string PathOf(string key) => $"/v1/settings/items/{AgentApi.Segment(key)}";

    /// <summary>As it is written: text without quotes, everything else as JSON.</summary>
    public static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static Column<SettingView>[] Columns() =>
    [
        new("KEY", item => item.Key), new("VALUE", item => Text(item.Value)),
        new("REVISION", item => item.Revision.ToString(CultureInfo.InvariantCulture)),
        new("CHANGED", item => item.UpdatedAt.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)),
        new("BY", item => item.UpdatedBy),
    ];

    private static Task WarnAsync(Invocation invocation, bool isStale) => isStale
        ? invocation.Terminal.Error.WriteLineAsync("this node's copy may not be the newest: 'clusterctl settings status' tells why")
        : Task.CompletedTask;
}
