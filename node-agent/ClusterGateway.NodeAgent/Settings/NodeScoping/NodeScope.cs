using ClusterGateway.NodeAgent.Settings.Schema;

namespace ClusterGateway.NodeAgent.Settings.NodeScoping;

/// <summary>Which keys differ from node to node: by the configured lists, and by what applications say of their settings.</summary>
internal sealed class NodeScope(SettingsOptions options)
{
    private readonly KeyPatterns _patterns = new([.. NodeScopeProfiles.Find(options.Profile) ?? [], .. options.NodeScoped]);

    /// <summary>The pattern by which the key is node-scoped; null when it is not.</summary>
    public string? Match(string key, SettingsSchema schema) =>
        _patterns.Match(key) ?? (schema.Find(key) is { NodeScoped: true } definition ? definition.Key : null);
}
