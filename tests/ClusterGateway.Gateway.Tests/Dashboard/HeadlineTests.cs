using ClusterGateway.Contracts;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Gateway.Dashboard.Picture;

namespace ClusterGateway.Gateway.Tests.Dashboard;

public sealed class HeadlineTests
{
    [Fact]
    public void Of_AllWell_SaysWhoIsPrimaryAndHowManyServe()
    {
        var headline = Headline.Of(Picture("n1", Node("n1"), Node("n2")));

        Assert.Equal((Tone.Good, "n1 is primary, 2 of 2 nodes serve"), (headline.Tone, headline.Title));
        Assert.Empty(headline.Concerns);
    }

    [Theory]
    [InlineData(NodeHealth.Unhealthy, Tone.Bad, "n2: down")]
    [InlineData(NodeHealth.Degraded, Tone.Warning, "n2: degraded")]
    [InlineData(NodeHealth.Unknown, Tone.Warning, "n2: agent silent")]
    public void Of_ANodeInTrouble_NamesIt(NodeHealth health, Tone tone, string what)
    {
        var headline = Headline.Of(Picture("n1", Node("n1"), Node("n2", health)));

        Assert.Equal((tone, what), (headline.Tone, Assert.Single(headline.Concerns).What));
    }

    [Fact]
    public void Of_Maintenance_IsNoConcern() =>
        Assert.Empty(Headline.Of(Picture("n1", Node("n1"), Node("n2", NodeHealth.Unhealthy, AdministrativeState.Maintenance))).Concerns);

    [Fact]
    public void Of_NoPrimary_IsBad_AndSaidOnce()
    {
        var picture = Picture(null, Node("n1"));
        picture = picture with { Status = picture.Status with { Warnings = [new WarningView("no-primary", "nobody"), new WarningView("clock-skew", "3 s")] } };

        var headline = Headline.Of(picture);

        Assert.Equal((Tone.Bad, "No primary: admin requests wait; 1 of 1 node serves"), (headline.Tone, headline.Title));
        Assert.Equal("clock skew", Assert.Single(headline.Concerns).What);
    }

    [Fact]
    public void Of_NobodyServes_GoesBeforeEverything()
    {
        var headline = Headline.Of(Picture(null, Node("n1", NodeHealth.Unhealthy)));

        Assert.Equal((Tone.Bad, "No node serves: users get 503"), (headline.Tone, headline.Title));
    }

    [Fact]
    public void Of_SeveralConcerns_TheWorstFirst()
    {
        var picture = Picture("n1", Node("n1", NodeHealth.Degraded), Node("n2"));
        picture = picture with { Status = picture.Status with { Store = new StoreStatusView("redis", false) } };

        Assert.Equal(["store unreachable", "n1: degraded"], Headline.Of(picture).Concerns.Select(concern => concern.What));
    }

    private static DashboardPicture Picture(string? primary, params NodeView[] nodes) => new(
        DateTimeOffset.UnixEpoch,
        "g1",
        new ClusterStatusView("test", 4, primary, false, new StoreStatusView("memory", true), [], nodes, []),
        null,
        [.. nodes.Select(node => new NodePicture(node, NodeCondition.Of(node), "because", null, []))],
        [],
        EventsFailed: false,
        null);

    private static NodeView Node(string id, NodeHealth health = NodeHealth.Healthy, AdministrativeState state = AdministrativeState.Active) => new()
    {
        Id = id,
        Health = health,
        AdministrativeState = state,
        Serving = health != NodeHealth.Unhealthy && state != AdministrativeState.Maintenance,
    };
}
