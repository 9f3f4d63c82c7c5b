using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Servers;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Cluster.Tests.Scale;

public sealed class TwentyAgentsTests
{
    private const int Count = 20;

    [Fact]
    public async Task Agents_TwentyOnOnePostgres_AgreeOnMembershipAndPrimary()
    {
        await using var application = WebApplication.CreateSlimBuilder().Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapGet("/", () => Results.Ok());
        await application.StartAsync();
        await using var server = await PostgresServer.CreateAsync();
        await using var cluster = await TestCluster.StartAsync(new TestClusterOptions
        {
            Store = "postgresql",
            StoreConnection = server.ConnectionString,
            Applications = [.. Enumerable.Repeat(new Uri(application.Urls.First()), Count)],
            ReadyWithin = TimeSpan.FromMinutes(5),
        });

        await Eventually.TrueAsync(() => AgreeAsync(cluster), "twenty agents agreed on membership and primary");
    }

    private static async Task<bool> AgreeAsync(TestCluster cluster)
    {
        var members = await Task.WhenAll(cluster.File.Nodes.Select(node => cluster.MembersAsync(node.Id)));
        return members.All(view => view.Count == Count && view.All(member => member.Health == NodeHealth.Healthy))
            && members.Select(view => string.Join(',', view.Where(m => m.Role == NodeRole.Primary).Select(m => m.Id))).Distinct().ToList() is [{ Length: > 0 } one]
            && !one.Contains(',', StringComparison.Ordinal);
    }
}
