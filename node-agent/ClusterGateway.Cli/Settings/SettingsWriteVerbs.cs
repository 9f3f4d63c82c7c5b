using System.CommandLine;
using System.Net.Http.Json;
using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Settings;

namespace ClusterGateway.Cli.Settings;

/// <summary>What writes single settings; the agent that is asked names the primary, which is asked then.</summary>
internal static class SettingsWriteVerbs
{
    public static Command Set(Verbs verbs)
    {
        var key = new Argument<string>("KEY") { Description = "Any name; keys that differ from node to node are refused" };
        var value = new Argument<string?>("VALUE") { Description = "JSON, or text that is taken as it stands", Arity = ArgumentArity.ZeroOrOne };
        var file = new Option<string?>("--value-file") { Description = "A file with the value, so that no list of processes shows it; - is standard input", HelpName = "FILE" };
        var secret = new Option<bool?>("--secret") { Description = "Keep it encrypted and never show it; '--secret false' ends that" };
        return verbs.Create("set", "Writes one setting", async (invocation, token) =>
        {
            var (name, given) = (invocation.Parsed.GetValue(key)!, ValueOf(invocation, value, file));
            var path = SettingsReadVerbs.PathOf(name);
            var request = new SettingRequest(Parse(given), invocation.Parsed.GetValue(secret));
            var current = await invocation.Agent.FindAsync(path, ContractsJson.Default.SettingView, token);
            return await invocation.ChangeAsync(
                current is null ? $"Set {name} on all nodes?" : $"Change {name} from {SettingsReadVerbs.Text(current.Value)} on all nodes?",
                async () =>
                {
                    var tag = current is null ? null : $"\"{current.Revision}\"";
                    var content = JsonContent.Create(request, ContractsJson.Default.SettingRequest);
                    await invocation.Agent.PutAsync(path, content, tag, ContractsJson.Default.SettingView, token);
                },
                $"{name} is set", token);
        }, key, value, file, secret);
    }

    public static Command Unset(Verbs verbs)
    {
        var key = SettingsReadVerbs.Key();
        return verbs.Create("unset", "Removes one setting", async (invocation, token) =>
        {
            var name = invocation.Parsed.GetValue(key)!;
            var current = await invocation.Agent.GetAsync(SettingsReadVerbs.PathOf(name), ContractsJson.Default.SettingView, token);
            return await invocation.ChangeAsync(
                $"Remove {name}, which is {SettingsReadVerbs.Text(current.Value)}, on all nodes?",
                () => invocation.Agent.DeleteAsync(SettingsReadVerbs.PathOf(name), $"\"{current.Revision}\"", token),
                $"{name} is removed", token);
        }, key);
    }

    private static string ValueOf(Invocation invocation, Argument<string?> value, Option<string?> file) =>
        (invocation.Parsed.GetValue(value), invocation.Parsed.GetValue(file)) switch
        {
            ({ } text, null) => text,
            (null, { } path) => TextFiles.Read(invocation.Terminal, path).TrimEnd('\r', '\n'),
            _ => throw new UsageException("write the value behind the key, or name a file with --value-file"),
        };

    private static JsonElement Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text);
        }
    }
}
