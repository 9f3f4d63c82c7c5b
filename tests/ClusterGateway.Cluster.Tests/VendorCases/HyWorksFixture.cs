using ClusterGateway.Cluster.Tests.Chaos;

namespace ClusterGateway.Cluster.Tests.VendorCases;

/// <summary>A cluster whose nodes have a license each, without which they are at fault.</summary>
public sealed class HyWorksFixture : IAsyncLifetime
{
    private readonly string _licenses = Directory.CreateTempSubdirectory("clustergateway-licenses-").FullName;
    private ChaosCluster? _cluster;

    internal ChaosCluster Cluster => _cluster ?? throw new InvalidOperationException("not started");

    internal string LicenseOf(string node) => Path.Combine(_licenses, node);

    /// <summary>What a check finds is good.</summary>
    internal void Grant(string node) => File.WriteAllText(LicenseOf(node), "valid until 2099-12-31");

    public async Task InitializeAsync()
    {
        for (var i = 1; i <= 3; i++)
        {
            Grant($"node{i}");
        }

        _cluster = await ChaosCluster.StartAsync("postgresql", i => new Dictionary<string, string>
        {
            ["ClusterGateway__Node__Checks__license__Type"] = "license",
            ["ClusterGateway__Node__Checks__license__File"] = LicenseOf($"node{i + 1}"),
            ["ClusterGateway__Node__Checks__license__Interval"] = "500ms",
            ["ClusterGateway__Node__Checks__license__Impact"] = "unhealthy",
        });
    }

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        Directory.Delete(_licenses, recursive: true);
    }
}
