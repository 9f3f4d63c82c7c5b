using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Configuration;

/// <summary>A section against its options: unknown keys and unreadable values first, then the bounds of those that can be read.</summary>
internal static class BoundedSection
{
    /// <summary>The defaults when anything is wrong: whoever reads it before the mistakes were printed gets something to go on with.</summary>
    public static T Read<T>(IConfigurationSection section)
        where T : class, new() => Check<T>(section).Any() ? new T() : section.Get<T>() ?? new T();

    public static IEnumerable<ConfigurationError> Check<T>(IConfigurationSection section)
        where T : class, new()
    {
        var shape = ConfigurationShape.Check(section, typeof(T)).ToList();
        return shape.Count > 0 ? shape : OptionBounds.Check(section.Path, section.Get<T>() ?? new T());
    }
}
