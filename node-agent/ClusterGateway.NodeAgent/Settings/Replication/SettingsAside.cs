using ClusterGateway.NodeAgent.LocalState;

namespace ClusterGateway.NodeAgent.Settings.Replication;

/// <summary>What this node had to give up for the cluster's settings: the last few times, on its disk.</summary>
internal sealed class SettingsAside(LocalFiles files, TimeProvider time)
{
    private const string File = "settings-aside.json";
    private const int Most = 5;

    private readonly Lock _lock = new();

    public IReadOnlyList<SettingsAsideRecord> Read() => files.Read(File, SettingsJson.Default.ListSettingsAsideRecord) ?? [];

    public void Keep(SettingsCopy had, SettingsCopy has)
    {
        SettingChangeRecord[] changes = [.. had.ChangesTo(has)];
        if (changes.Length == 0)
        {
            return;
        }

        lock (_lock)
        {
            List<SettingsAsideRecord> kept = [new(time.GetUtcNow(), had.Revision, changes), .. Read().Take(Most - 1)];
            files.Write(File, kept, SettingsJson.Default.ListSettingsAsideRecord);
        }
    }
}
