using ClusterGateway.Contracts.Text;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

internal static class PlacementMemoryConfiguration
{
    public static IEnumerable<ConfigurationError> Validate(IConfiguration configuration)
    {
        var section = configuration.GetSection(PlacementMemoryOptions.Section);
        foreach (var error in BoundedSection.Check<PlacementMemoryOptions>(section))
        {
            yield return error;
        }

        if (Duration.TryParse(section["Idle"], out var idle) && idle.Value < PlacementMemoryOptions.ShortestIdle)
        {
            yield return new($"{section.Path}:Idle", $"is '{section["Idle"]}'; give 5m or more, or clients move while their sessions live");
        }
    }
}
