using ClusterGateway.Contracts.Text;
using ClusterGateway.NodeAgent.Configuration;
using ClusterGateway.NodeAgent.DocumentLocks;
using ClusterGateway.NodeAgent.Tests.Agents;
using Microsoft.Extensions.DependencyInjection;

namespace ClusterGateway.NodeAgent.Tests.DocumentLocks;

public sealed class LockConfigurationTests
{
    [Theory]
    [InlineData(59.9, false)]
    [InlineData(60, true)]
    [InlineData(3600, true)]
    [InlineData(3601, false)]
    public void Validate_TimeToLive_IsWithinWopisBounds(double seconds, bool right)
    {
        var options = new AgentOptions { DocumentLocks = new DocumentLockOptions { TimeToLive = Duration.FromSeconds(seconds) } };

        Assert.Equal(right, AgentOptionsValidator.Validate(options).All(e => e.Path != "ClusterGateway:DocumentLocks:TimeToLive"));
    }

    [Fact]
    public async Task Lock_TimeToLiveIsConfigured_HoldsForThatTime()
    {
        await using var cluster = new AgentCluster();
        var agent = await cluster.AddAsync("node1", time: null, ("DocumentLocks:TimeToLive", "2m"));
        foreach (var wopi in (bool[])[false, true])
        {
            using var client = new LockClient(agent, wopi);

            await client.LockAsync($"file-{wopi}", "a");

            var held = await agent.Services.GetRequiredService<IDocumentLocks>().FindAsync($"file-{wopi}", default);
            Assert.InRange(held!.ExpiresIn, TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(120));
        }
    }
}
