using System.Text.Json;

namespace ClusterGateway.Contracts.Settings;

/// <summary>What counts on one node.</summary>
/// <param name="Source"><c>local</c> (this node's own configuration), <c>cluster</c>, or <c>default</c> (of the registered schema).</param>
public sealed record EffectiveSettingView(string Key, JsonElement Value, bool Secret, string Source)
{
    public const string Local = "local";
    public const string Cluster = "cluster";
    public const string Default = "default";
}
