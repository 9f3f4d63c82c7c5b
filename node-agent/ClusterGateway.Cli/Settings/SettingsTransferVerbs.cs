using System.CommandLine;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;

namespace ClusterGateway.Cli.Settings;

/// <summary>The settings to a file, and from one.</summary>
internal static class SettingsTransferVerbs
{
    public static Command Export(Verbs verbs)
    {
        var passphrase = PassphraseFile("Secrets too, encrypted under the passphrase in this file; without it the file has none");
        return verbs.Create("export", "All settings as JSON, on standard output", async (invocation, token) =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/settings/export");
            Add(request, TextFiles.Passphrase(invocation.Terminal, invocation.Parsed.GetValue(passphrase)));
            var export = await invocation.Agent.SendAsync(request, ContractsJson.Default.SettingsExport, token);
            await invocation.Terminal.Output.WriteLineAsync(JsonSerializer.Serialize(export, ContractsJson.Default.SettingsExport));
            return ExitCodes.Done;
        }, passphrase);
    }

    public static Command Import(Verbs verbs)
    {
        var file = new Argument<string>("FILE") { Description = "What 'clusterctl settings export' wrote; - is standard input" };
        var passphrase = PassphraseFile("The passphrase of the file's secrets; without it secrets stay as they are");
        var replace = new Option<bool>("--replace") { Description = "Remove settings that the file does not have" };
        return verbs.Create("import", "Shows what an export would change, asks, and writes it", async (invocation, token) =>
        {
            var text = TextFiles.Read(invocation.Terminal, invocation.Parsed.GetValue(file)!);
            var phrase = TextFiles.Passphrase(invocation.Terminal, invocation.Parsed.GetValue(passphrase));
            var query = invocation.Parsed.GetValue(replace) ? "?replace=true" : "?replace=false";
            var shown = await SendAsync(query, tag: null);
            invocation.Printer.List(shown.Changes, ContractsJson.Default.SettingChangeView, SettingsHistoryVerbs.ChangeColumns());
            var changes = shown.Changes.Count(c => c.Change != SettingChangeView.Skipped);
            return changes == 0 ? ExitCodes.Done : await invocation.ChangeAsync(
                $"Change these {changes} settings on all nodes?", () => SendAsync(query + "&apply=true", $"\"{shown.Revision}\""), "it is done", token);

            async Task<SettingsDiffView> SendAsync(string how, string? tag)
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/settings/import" + how) { Content = Json(text) };
                if (tag is not null)
                {
                    request.Headers.TryAddWithoutValidation("If-Match", tag);
                }

                Add(request, phrase);
                return await invocation.Agent.SendAsync(request, ContractsJson.Default.SettingsDiffView, token);
            }
        }, file, passphrase, replace);
    }

    private static Option<string?> PassphraseFile(string description) => new("--passphrase-file") { Description = description, HelpName = "FILE" };

    private static void Add(HttpRequestMessage request, string? passphrase)
    {
        if (passphrase is not null)
        {
            request.Headers.TryAddWithoutValidation(ClusterHeaders.Passphrase, passphrase);
        }
    }

    private static ByteArrayContent Json(string text) => new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
