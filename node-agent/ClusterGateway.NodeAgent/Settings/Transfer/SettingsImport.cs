using ClusterGateway.Contracts.Settings;
using ClusterGateway.NodeAgent.Settings.Replication;

namespace ClusterGateway.NodeAgent.Settings.Transfer;

/// <summary>Works out what an import would change.</summary>
internal sealed class SettingsImport(SettingPolicy policy, SettingsReplica replica)
{
    /// <param name="passphrase">Null when none was given: secrets stay as they are then.</param>
    /// <param name="replace">Whether settings that the file does not have are removed.</param>
    public SettingsImportPlan Plan(SettingsExport file, SettingsPassphrase? passphrase, bool replace)
    {
        var (wishes, views) = (new Dictionary<string, SettingIntent>(StringComparer.Ordinal), new List<SettingChangeView>());
        foreach (var item in file.Items)
        {
            var current = replica.Current.Items.GetValueOrDefault(item.Key);
            var (intent, skipped) = Wish(item, current, passphrase);
            if (skipped is not null)
            {
                views.Add(new SettingChangeView(item.Key, SettingChangeView.Skipped, null, null) { Reason = skipped });
            }
            else if (intent.On(item.Key, current, 0, default, "") is { } change)
            {
                wishes[item.Key] = intent;
                views.Add(SettingsSecrets.ViewOf(change));
            }
        }

        var known = file.Items.Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in SettingsReading.Seen(replica.Current).Where(item => replace && !known.Contains(item.Key)))
        {
            wishes[gone.Key] = SettingIntent.Gone;
            views.Add(SettingsSecrets.ViewOf(new SettingChangeRecord(gone.Key, gone, null)));
        }

        return new SettingsImportPlan(wishes, [.. views.OrderBy(v => v.Key, StringComparer.Ordinal)]);
    }

    private (SettingIntent Intent, string? Skipped) Wish(ExportedSetting item, SettingRecord? current, SettingsPassphrase? passphrase)
    {
        if (policy.Refuse(item.Key) is { } refused)
        {
            return (default, refused.Detail);
        }

        if (item is { Secret: true, Sealed: null } || (item.Secret && passphrase is null))
        {
            return (default, item.Sealed is null ? "the file does not hold the secret's value" : "it is a secret, and no passphrase was given");
        }

        var value = item.Secret ? passphrase!.Open(item.Key, item.Sealed!) : item.Value;
        if (value is null)
        {
            return (default, item.Secret ? "the passphrase does not open it" : "it has no value");
        }

        var intent = policy.Write(item.Key, new SettingRequest(value.Value, item.Secret), current);
        return (intent, intent.Refused?.Detail);
    }
}
