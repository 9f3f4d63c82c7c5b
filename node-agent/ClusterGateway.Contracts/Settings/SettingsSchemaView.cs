namespace ClusterGateway.Contracts.Settings;

/// <summary>The settings that applications have described.</summary>
public sealed record SettingsSchemaView(IReadOnlyList<SettingDefinition> Items);
