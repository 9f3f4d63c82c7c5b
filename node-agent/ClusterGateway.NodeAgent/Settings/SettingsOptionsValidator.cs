using ClusterGateway.Hosting.Configuration;
using ClusterGateway.NodeAgent.Settings.NodeScoping;

namespace ClusterGateway.NodeAgent.Settings;

internal static class SettingsOptionsValidator
{
    public static IEnumerable<ConfigurationError> Validate(string path, SettingsOptions options)
    {
        if (NodeScopeProfiles.Find(options.Profile) is null)
        {
            yield return new ConfigurationError($"{path}:Profile", $"'{options.Profile}' is no profile; write one of {string.Join(", ", NodeScopeProfiles.Names)}");
        }

        foreach (var key in options.Local.Keys.Where(key => SettingKey.WhyNot(key) is not null))
        {
            yield return new ConfigurationError($"{path}:Local:{key}", $"the key {SettingKey.WhyNot(key)}");
        }

        foreach (var pattern in options.NodeScoped.Where(string.IsNullOrWhiteSpace).Take(1))
        {
            yield return new ConfigurationError($"{path}:NodeScoped", $"holds an empty pattern '{pattern}'; remove it");
        }
    }
}
