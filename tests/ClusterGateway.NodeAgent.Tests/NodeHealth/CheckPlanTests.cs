using ClusterGateway.Contracts.Nodes;
using ClusterGateway.NodeAgent.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.NodeHealth;

public sealed class CheckPlanTests
{
    private static readonly NodeHealthContext Node = new("node1", new Uri("http://127.0.0.1:8081"));

    [Fact]
    public void From_NothingConfigured_ChecksApplicationStoreAndClock()
    {
        var plan = Plan();

        Assert.Equal(["application", "store", "clock"], plan.Checks.Select(c => c.Name));
        Assert.Equal(["http", "store", "clock"], plan.Checks.Select(c => c.Options.Type));
        Assert.Equal(
            [CheckImpact.Unhealthy, CheckImpact.Degraded, CheckImpact.Warning], plan.Checks.Select(c => c.Options.EffectiveImpact()));
    }

    [Fact]
    public void From_OnlyAPathConfigured_StillChecksTheApplication()
    {
        var plan = Plan(("share", new CheckOptions { Type = "path", Directory = "/srv" }));

        Assert.Equal(["share", "application", "store", "clock"], plan.Checks.Select(c => c.Name));
    }

    [Theory]
    [InlineData("http")]
    [InlineData("TCP")]
    [InlineData("command")]
    public void From_ApplicationCheckConfigured_AddsNone(string type)
    {
        var plan = Plan(("portal", new CheckOptions { Type = type }));

        Assert.Equal(["portal", "store", "clock"], plan.Checks.Select(c => c.Name));
    }

    [Fact]
    public void From_StoreAndClockConfiguredUnderOtherNames_AddsNone()
    {
        var plan = Plan(("db", new CheckOptions { Type = "store" }), ("time", new CheckOptions { Type = "clock" }));

        Assert.Equal(["db", "time", "application"], plan.Checks.Select(c => c.Name));
    }

    [Fact]
    public void From_AnotherTypeUnderTheName_TakesPrecedence()
    {
        var plan = Plan(("Store", new CheckOptions { Type = "path", Directory = "/srv" }));

        Assert.Equal(["Store", "application", "clock"], plan.Checks.Select(c => c.Name));
    }

    [Fact]
    public void From_NodeWithoutApplication_ChecksStoreAndClockOnly()
    {
        var plan = CheckPlan.From(new Dictionary<string, CheckOptions>(), new NodeHealthContext("node1", null));

        Assert.Equal(["store", "clock"], plan.Checks.Select(c => c.Name));
    }

    private static CheckPlan Plan(params (string Name, CheckOptions Options)[] checks) =>
        CheckPlan.From(checks.ToDictionary(c => c.Name, c => c.Options), Node);
}
