namespace ClusterGateway.Contracts.Settings;

/// <summary>The cluster's settings in a file.</summary>
/// <param name="Encryption">How secrets are encrypted; null in a file without secrets.</param>
public sealed record SettingsExport(string Cluster, long Revision, DateTimeOffset ExportedAt, ExportEncryption? Encryption, IReadOnlyList<ExportedSetting> Items);
