using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Timeouts;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Gateway.Tests.Configuration;

public sealed class TrafficMetadataTests
{
    [Theory]
    [InlineData("Routes:r", "ClusterGateway.Timeouts.Idle", "soon")]
    [InlineData("Routes:r", "ClusterGateway.Timeouts.Connect", "1s")]
    [InlineData("Clusters:c", "ClusterGateway.Timeouts.Idel", "1s")]
    [InlineData("Routes:r", "ClusterGateway.Retries.Buffer", "64k")]
    [InlineData("Routes:r", "ClusterGateway.Retries.Buffer", "99999999")]
    [InlineData("Routes:r", "ClusterGateway.Retries", "true")]
    [InlineData("Clusters:c", "ClusterGateway.Retries.Idempotent", "yes")]
    public void Check_Mistake_IsNamedWithItsPath(string owner, string key, string value)
    {
        var error = Assert.Single(TrafficMetadataCheck.Check(Of(owner, key, value)));

        Assert.Equal($"ReverseProxy:{owner}:Metadata:{key}", error.Path);
    }

    [Theory]
    [InlineData("Clusters:c", "ClusterGateway.Timeouts.Connect", "500ms")]
    [InlineData("Routes:r", "ClusterGateway.Timeouts.Upgraded", "8h")]
    [InlineData("Routes:r", "ClusterGateway.Retries.Buffer", "0")]
    [InlineData("Routes:r", "ClusterGateway.Retries.Idempotent", "true")]
    [InlineData("Clusters:c", "ClusterGateway.Retries", "false")]
    [InlineData("Routes:r", "Somebody.Elses", "key")]
    public void Check_Right_IsNoMistake(string owner, string key, string value) => Assert.Empty(TrafficMetadataCheck.Check(Of(owner, key, value)));

    [Theory]
    [InlineData("Idle", "never")]
    [InlineData("Idel", "1s")]
    [InlineData("Connect", "1h")]
    public void Validate_Section_MistakesAreNamed(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new($"{TimeoutOptions.Section}:{key}", value)]).Build();

        Assert.Equal($"{TimeoutOptions.Section}:{key}", Assert.Single(TimeoutOptions.Validate(configuration)).Path);
    }

    private static IConfigurationSection Of(string owner, string key, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection([new($"ReverseProxy:{owner}:Metadata:{key}", value)])
        .Build()
        .GetSection($"ReverseProxy:{owner}");
}
