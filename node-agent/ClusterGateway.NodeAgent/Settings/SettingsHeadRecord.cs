namespace ClusterGateway.NodeAgent.Settings;

/// <summary>The newest step: every write of settings changes this entry, so that they happen one after another.</summary>
internal sealed record SettingsHeadRecord(long Revision, string Id);
