using System.Text.Json;
using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using Health = ClusterGateway.Contracts.Nodes.NodeHealth;

namespace ClusterGateway.NodeAgent.Tests.Wire;

public sealed class ContractsJsonTests
{
    [Fact]
    public void SelfView_FromAPeerThatLeavesMembersOut_KeepsTheirDefaults()
    {
        var self = JsonSerializer.Deserialize("""{"id":"node1","cluster":"c","instance":"i"}""", ContractsJson.Default.SelfView)!;

        Assert.Equal(100, self.Weight);
        Assert.Empty(self.Tags);
        Assert.Empty(self.Warnings);
        Assert.Empty(self.Checks);
    }

    [Fact]
    public void SelfView_FromANewerPeer_IgnoresWhatItDoesNotKnow()
    {
        var self = JsonSerializer.Deserialize("""{"id":"node1","cluster":"c","instance":"i","future":{"x":1}}""", ContractsJson.Default.SelfView);

        Assert.Equal("node1", self!.Id);
    }

    [Theory]
    [InlineData("""{"deadline":90}""", 90)]
    [InlineData("""{"deadline":"30m"}""", 1800)]
    [InlineData("""{"deadline":"250ms"}""", 0.25)]
    [InlineData("""{"deadline":"01:00:00"}""", 3600)]
    public void DrainRequest_WithADurationInAnyForm_IsRead(string json, double seconds) =>
        Assert.Equal(seconds, JsonSerializer.Deserialize(json, ContractsJson.Default.DrainRequest)!.Deadline!.Value.TotalSeconds);

    [Theory]
    [InlineData("""{"deadline":-1}""")]
    [InlineData("""{"deadline":"soon"}""")]
    [InlineData("""{"deadline":"10 parsecs"}""")]
    [InlineData("""{"deadline":1e300}""")]
    public void DrainRequest_WithABadDuration_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, ContractsJson.Default.DrainRequest));

    [Fact]
    public void Enums_AreNamesInCamelCase() =>
        Assert.Contains(
            "\"health\":\"unhealthy\",",
            JsonSerializer.Serialize(new NodeView { Id = "n", Health = Health.Unhealthy }, ContractsJson.Default.NodeView));
}
