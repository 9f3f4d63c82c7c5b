using ClusterGateway.Testing.Clusters;
using ClusterGateway.Testing.Processes;
using ClusterGateway.Testing.Waiting;
using Xunit.Abstractions;

namespace ClusterGateway.Cluster.Tests.Traffic;

/// <summary>What an administrator does on a working day, under the load of users and of an administrator: nothing is lost.</summary>
public sealed class RollingTests(ClusterFixture fixture, ITestOutputHelper output) : IClassFixture<ClusterFixture>
{
    private TestCluster Cluster => fixture.Cluster;

    [Fact]
    public async Task Primary_SwitchedOver_LosesNoRequestAndNoSession() => await UnderLoadAsync(async traffic =>
    {
        var before = await Cluster.PrimaryAsync();
        await Cluster.CommandAsync("switchover");
        await Eventually.TrueAsync(async () => (await Cluster.StatusAsync()).Primary is { } now && now != before, "another node became primary");
        await traffic.EveryoneIsAnsweredAsync();
    });

    [Fact]
    public async Task Agents_RestartedOneAfterAnother_LoseNoRequestAndNoSession() => await UnderLoadAsync(async traffic =>
    {
        foreach (var node in Cluster.File.Nodes)
        {
            await traffic.RestartAgentAsync(node.Id, Signal.Terminate);
        }
    });

    [Fact]
    public async Task Applications_RestartedOneAfterAnotherBehindDrains_LoseNoRequestAndNoSessionThatADrainCouldKeep() => await UnderLoadAsync(async traffic =>
    {
        foreach (var node in Cluster.File.Nodes)
        {
            await traffic.RestartBehindDrainAsync(node.Id, TimeSpan.FromSeconds(3));
        }
    });

    private async Task UnderLoadAsync(Func<PortalTraffic, Task> work)
    {
        await using var traffic = await PortalTraffic.StartAsync(Cluster);

        await work(traffic);

        var verdict = await traffic.StopAsync();
        output.WriteLine(verdict.ToString());
        verdict.AssertNothingFailed();
        Assert.Empty(verdict.Excused);
    }
}
