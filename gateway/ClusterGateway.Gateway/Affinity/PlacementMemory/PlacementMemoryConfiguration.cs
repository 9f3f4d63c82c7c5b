using ClusterGateway.Contracts.Text;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

internal static class PlacementMemoryConfiguration
{
    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration)
    {
        var section = configuration.GetSection(PlacementMemoryOptions.Section);
        foreach (var error in ConfigurationShape.Check(section, typeof(PlacementMemoryOptions)))
        {
            yield return error;
        }

        if (int.TryParse(section["Capacity"], out var capacity) && capacity is < 1_000 or > 1_000_000)
        {
            yield return new($"{section.Path}:Capacity", $"is {capacity}; give a number from 1000 to 1000000");
        }

        if (Duration.TryParse(section["Idle"], out var idle) && idle.Value < PlacementMemoryOptions.ShortestIdle)
        {
            yield return new($"{section.Path}:Idle", $"is '{section["Idle"]}'; give 5m or more, or clients move while their sessions live");
        }
    }
}
