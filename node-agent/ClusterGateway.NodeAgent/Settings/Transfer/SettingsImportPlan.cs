using ClusterGateway.Contracts.Settings;

namespace ClusterGateway.NodeAgent.Settings.Transfer;

/// <summary>What an import would write, and how that looks to who asks first.</summary>
internal sealed record SettingsImportPlan(IReadOnlyDictionary<string, SettingIntent> Wishes, IReadOnlyList<SettingChangeView> Changes);
