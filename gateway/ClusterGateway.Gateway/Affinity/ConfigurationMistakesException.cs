using ClusterGateway.Hosting.Configuration;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>What a configuration filter refuses, each mistake with its path below the route's or the cluster's.</summary>
internal sealed class ConfigurationMistakesException(IReadOnlyList<ConfigurationError> mistakes) : Exception(string.Join("; ", mistakes))
{
    public IReadOnlyList<ConfigurationError> Mistakes { get; } = mistakes;
}
