using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using ClusterGateway.Testing.Waiting;
using Microsoft.AspNetCore.Http;

namespace ClusterGateway.Gateway.Tests.Dashboard;

public sealed class BlocksPageTests
{
    [Fact]
    public async Task NoAgentCanTell_TheGatewaysOwnCopyIsShown_AndSaidToBeOne()
    {
        var rules = new CountingRules(32, 64, new CountingRule(10, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(10)), new Dictionary<string, CountingRule>());
        var list = new BlockListView(1, [new("192.0.2.7/32", "<b>guesses</b>", "web", "screening", TimeProvider.System.GetUtcNow(), null, TimeSpan.FromMinutes(9))], [], rules);
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        n1.OnQuery = context => context.Response.WriteAsJsonAsync(list, ContractsJson.Default.BlockListView);
        await using var gateway = await RunningGateway.StartAsync(n1);
        using var visitor = await Visitor.SignedInAsync(gateway);
        Assert.Contains("&lt;b&gt;guesses&lt;/b&gt;", await visitor.ReadAsync("/blocks"), StringComparison.Ordinal);
        var copy = Path.Combine(Path.GetDirectoryName(gateway.ConfigFile)!, "screening", "blocks.json");
        await Eventually.TrueAsync(() => File.Exists(copy), "the gateway kept a copy");

        n1.OnQuery = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        var html = await visitor.ReadAsync("/blocks");

        Assert.Contains("192.0.2.7/32", html, StringComparison.Ordinal);
        Assert.Contains("what the gateway keeps out meanwhile", html, StringComparison.Ordinal);
    }
}
