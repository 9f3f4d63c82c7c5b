using System.Globalization;
using System.Text.Json.Nodes;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Settings;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Tests.MixedVersions;

/// <summary>An agent of a version to come, as far as the store shows it: it writes the same entries, with members and kinds that this one does not know.</summary>
internal sealed class NewerVersion(IClusterStore store)
{
    public async Task<JsonObject> ReadAsync(string key) =>
        JsonNode.Parse((await store.GetAsync(key, CancellationToken.None))!.Value.Span)!.AsObject();

    public async Task EditAsync(string key, Action<JsonObject> edit)
    {
        var entry = (await store.GetAsync(key, CancellationToken.None))!;
        var record = JsonNode.Parse(entry.Value.Span)!.AsObject();
        edit(record);
        await CommitAsync(new StorePut(key, Bytes(record), StoreCondition.Any, entry.ExpiresIn));
    }

    public Task WriteAsync(string key, JsonObject record) => CommitAsync(new StorePut(key, Bytes(record), StoreCondition.Any));

    /// <summary>A step of the settings: items by their keys, each a whole record but for its revision.</summary>
    public async Task WriteSettingsAsync(string kind, params (string Key, JsonObject Item)[] items)
    {
        var head = await ReadAsync(SettingsEntries.Head);
        var (revision, id) = ((long)head["revision"]! + 1, Guid.NewGuid().ToString("N"));
        var changes = new JsonArray();
        var puts = new List<StoreOperation>();
        foreach (var (key, item) in items)
        {
            (item["key"], item["revision"], item["updatedAt"], item["updatedBy"]) = (key, revision, "2030-01-01T00:00:00Z", "a newer version");
            changes.Add(new JsonObject { ["key"] = key, ["after"] = item.DeepClone(), ["why"] = "of a newer version" });
            puts.Add(new StorePut(SettingsEntries.Prefix + "items/" + EntryName.Of(key), Bytes(item), StoreCondition.Any));
        }

        var step = new JsonObject
        {
            ["revision"] = revision,
            ["id"] = id,
            ["previousId"] = (string?)head["id"],
            ["at"] = "2030-01-01T00:00:00Z",
            ["by"] = "a newer version",
            ["kind"] = kind,
            ["changes"] = changes,
            ["signature"] = "of a newer version",
        };
        var next = new JsonObject { ["revision"] = revision, ["id"] = id, ["format"] = 7 };
        await CommitAsync(
            [
                .. puts, new StorePut(SettingsEntries.Head, Bytes(next), StoreCondition.Any),
                new StorePut($"{SettingsEntries.Prefix}history/{revision.ToString("D12", CultureInfo.InvariantCulture)}", Bytes(step), StoreCondition.Any),
            ]);
    }

    private static byte[] Bytes(JsonObject record) => System.Text.Encoding.UTF8.GetBytes(record.ToJsonString());

    private async Task CommitAsync(params StoreOperation[] operations) =>
        Assert.True((await store.CommitAsync(new StoreCommit(operations), CancellationToken.None)).Committed);
}
