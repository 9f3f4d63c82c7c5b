using System.Text.Json;

namespace ClusterGateway.Testing.Alerts;

/// <summary>What a webhook was sent.</summary>
/// <param name="Path">With the query.</param>
/// <param name="At">A timestamp of the monotonic clock.</param>
public sealed record WebhookMessage(string Path, IReadOnlyDictionary<string, string> Headers, JsonElement Body, long At)
{
    public string Status => Text("status");

    public string Code => Text("code");

    public string Node => Text("node");

    public string Id => Text("id");

    /// <summary>A member of the default body.</summary>
    public string Text(string member) => Body.GetProperty(member).GetString()!;

    public override string ToString() => Body.ToString();
}
