using System.CommandLine;

namespace ClusterGateway.Cli.Settings;

/// <summary><c>clusterctl settings …</c>: what the cluster's nodes share.</summary>
internal static class SettingsVerb
{
    public static Command Create(Verbs verbs) => Verbs.Group(
        "settings", "Settings that all nodes share",
        SettingsReadVerbs.List(verbs), SettingsReadVerbs.Get(verbs), SettingsReadVerbs.Status(verbs), SettingsReadVerbs.Refresh(verbs),
        SettingsWriteVerbs.Set(verbs), SettingsWriteVerbs.Unset(verbs),
        SettingsHistoryVerbs.History(verbs), SettingsHistoryVerbs.Diff(verbs), SettingsHistoryVerbs.Rollback(verbs),
        SettingsTransferVerbs.Export(verbs), SettingsTransferVerbs.Import(verbs));
}
