namespace ClusterGateway.Contracts.Settings;

/// <summary>One step of the settings' history.</summary>
/// <param name="Kind"><c>set</c>, <c>unset</c>, <c>import</c>, <c>rollback</c>, <c>schema</c>, <c>restore</c>.</param>
public sealed record SettingsRevisionView(long Revision, DateTimeOffset At, string By, string Kind, IReadOnlyList<SettingChangeView> Changes);
