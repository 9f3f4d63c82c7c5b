using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Traffic;

/// <summary>Applications die under load, one after another, and come back.</summary>
public sealed class KilledNodesTests(ClusterFixture fixture, ITestOutputHelper output) : IClassFixture<ClusterFixture>
{
    [Fact]
    public async Task Nodes_KilledOneAfterAnother_CostNobodyElseARequestAndMoveNobodyTwice()
    {
        await using var traffic = await PortalTraffic.StartAsync(fixture.Cluster);

        foreach (var node in fixture.Cluster.File.Nodes)
        {
            await traffic.KillAsync(node.Id);
        }

        var verdict = await traffic.StopAsync();
        output.WriteLine(verdict.ToString());
        verdict.AssertNothingFailed();
    }
}
