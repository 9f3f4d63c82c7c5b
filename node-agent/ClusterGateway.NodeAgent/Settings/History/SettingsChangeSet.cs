using ClusterGateway.Contracts.Settings;
using ClusterGateway.Hosting.Problems;
using ClusterGateway.NodeAgent.Settings.Replication;

namespace ClusterGateway.NodeAgent.Settings.History;

/// <summary>Many settings written as one wish: as few steps as the store allows, in the order of the keys.</summary>
internal sealed class SettingsChangeSet(SettingsWriter writer, SettingsReplica replica)
{
    /// <param name="kind">One of <see cref="StepKinds"/>.</param>
    /// <param name="wishes">What shall become of each key.</param>
    /// <returns>What was changed, or why it was not; a refusal behind the first step leaves the steps before it.</returns>
    public async Task<(SettingsDiffView? Done, Problem? Refused)> ApplyAsync(
        string kind, string by, IReadOnlyDictionary<string, SettingIntent> wishes, CancellationToken cancellationToken)
    {
        var changes = new List<SettingChangeView>();
        foreach (var keys in wishes.Keys.Order(StringComparer.Ordinal).Chunk(SettingsEntries.MostChanges))
        {
            foreach (var some in InSize(keys, wishes))
            {
                var written = await writer.WriteAsync(kind, by, some, (key, _) => wishes[key], cancellationToken);
                if (written.Refused is { } refused)
                {
                    return (null, refused);
                }

                changes.AddRange((written.Step?.Changes ?? []).Select(SettingsSecrets.ViewOf));
            }
        }

        return (new SettingsDiffView(replica.Applied, Applied: true, changes), null);
    }

    /// <summary>A step is one entry of the store, which has a greatest size: before and after of each value must fit.</summary>
    private static IEnumerable<IReadOnlyList<string>> InSize(IEnumerable<string> keys, IReadOnlyDictionary<string, SettingIntent> wishes)
    {
        const int Most = 256 * 1024;
        var (some, size) = (new List<string>(), 0);
        foreach (var key in keys)
        {
            // What is there may be as large as the largest value.
            var more = SettingPolicy.MostValueBytes + wishes[key].Size;
            if (some.Count > 0 && size + more > Most)
            {
                yield return some;
                (some, size) = ([], 0);
            }

            some.Add(key);
            size += more;
        }

        if (some.Count > 0)
        {
            yield return some;
        }
    }
}
