using ClusterGateway.Gateway.Affinity;
using Microsoft.Extensions.Configuration;

namespace ClusterGateway.Gateway.Tests.Affinity.KeyRing;

public sealed class KeyRingConfigurationTests
{
    [Theory]
    [InlineData("ClusterCookie", null, "ClusterGateway:KeyRing:Secrets")]
    [InlineData("ClusterCookie", "short", "ClusterGateway:KeyRing:Secrets:0")]
    [InlineData("ClusterCookie", "long enough for everybody", null)]
    [InlineData("HashCookie", null, null)]
    public void Validate_Secret_IsAskedForWhereClusterCookieNeedsIt(string policy, string? secret, string? path)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ReverseProxy:Clusters:app:SessionAffinity:Enabled"] = "true",
            ["ReverseProxy:Clusters:app:SessionAffinity:Policy"] = policy,
            ["ClusterGateway:KeyRing:Secrets:0"] = secret,
        }).Build();

        var errors = AffinityServiceCollectionExtensions.Validate(configuration).ToList();

        Assert.Equal(path is null ? [] : [path], errors.Select(e => e.Path));
        Assert.DoesNotContain(errors, e => secret is not null && e.Message.Contains(secret, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ClusterGateway:PlacementMemory:Idle", "1m")]
    [InlineData("ClusterGateway:PlacementMemory:Capacity", "5")]
    [InlineData("ClusterGateway:Affinity:Idle", "soon")]
    [InlineData("ClusterGateway:LoadBalancing:Ipv4Prefix", "half")]
    [InlineData("ClusterGateway:LoadBalancing:Ipv4Prefix", "33")]
    public void Validate_BadValue_NamesItsKey(string key, string value)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [key] = value }).Build();

        Assert.Equal(key, Assert.Single(AffinityServiceCollectionExtensions.Validate(configuration)).Path);
    }
}
