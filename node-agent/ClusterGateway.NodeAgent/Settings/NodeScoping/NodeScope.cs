using ClusterGateway.NodeAgent.Settings.Schema;

namespace ClusterGateway.NodeAgent.Settings.NodeScoping;

/// <summary>Which keys differ from node to node: by the configured lists, and by what applications say of their settings.</summary>
internal sealed class NodeScope(SettingsOptions options)
{
    private readonly KeyPattern[] _patterns =
        [.. (NodeScopeProfiles.Find(options.Profile) ?? []).Concat(options.NodeScoped).Select(text => new KeyPattern(text))];

    /// <summary>The pattern by which the key is node-scoped; null when it is not.</summary>
    public string? Match(string key, SettingsSchema schema) =>
        Array.Find(_patterns, pattern => pattern.Matches(key))?.ToString() ?? (schema.Find(key) is { NodeScoped: true } definition ? definition.Key : null);
}
