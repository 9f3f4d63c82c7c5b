using ClusterGateway.Gateway.Discovery;
using ClusterGateway.Gateway.Timeouts;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace ClusterGateway.Gateway.Tests.Timeouts;

public sealed class RouteTimeoutsTests
{
    [Fact]
    public void Of_NothingSaid_TheSectionsDefaults()
    {
        Assert.Equal(new RouteTimeouts(null, TimeSpan.FromSeconds(100), TimeSpan.FromHours(1)), Of());
    }

    [Fact]
    public void Of_PlainYarp_IsLeftAlone()
    {
        Assert.Null(RouteTimeouts.Of(new RouteConfig(), new ClusterConfig(), new TimeoutOptions()));
    }

    [Fact]
    public void Of_RouteBeforeClusterBeforeYarp()
    {
        Assert.Equal(
            new RouteTimeouts(null, TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(20)),
            Of(route: ("Idle", "7s"), cluster: ("Idle", "9s"), activity: TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Of_YarpsOwnActivityTimeout_HoldsForEverything()
    {
        Assert.Equal(new RouteTimeouts(null, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)), Of(activity: TimeSpan.FromSeconds(20)));
    }

    [Fact]
    public void Of_ShorterFirstByte_IsWatchedByTheGateway()
    {
        Assert.Equal(new RouteTimeouts(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(100), TimeSpan.FromHours(1)), Of(route: ("FirstByte", "5s")));
    }

    [Fact]
    public void Of_LongerFirstByte_GivesYarpTheLonger()
    {
        var timeouts = Of(route: ("FirstByte", "5m"))!;

        Assert.Equal((TimeSpan.FromMinutes(5), TimeSpan.FromHours(1)), (timeouts.Plain, timeouts.LongLived));
    }

    [Theory]
    [InlineData("Idle", "soon")]
    [InlineData("Idle", "0")]
    [InlineData("Connect", "6m")]
    [InlineData("Idel", "5s")]
    public void Mistake_WrongOnes_AreNamed(string name, string value) => Assert.NotNull(TimeoutMetadata.Mistake(name, value));

    [Theory]
    [InlineData("cluster://serving", null, 3.0)]
    [InlineData("cluster://primary", "7s", 7.0)]
    [InlineData(null, "7s", 7.0)]
    [InlineData(null, null, null)]
    public void ConnectOf_OnlyClustersOfNodesHaveOurs(string? pool, string? said, double? seconds)
    {
        var metadata = new Dictionary<string, string>();
        if (pool is not null)
        {
            metadata[ClusterAddress.PoolMetadata] = pool;
        }

        if (said is not null)
        {
            metadata[TimeoutMetadata.Prefix + TimeoutMetadata.Connect] = said;
        }

        Assert.Equal(seconds, TimeoutMetadata.ConnectOf(metadata, new TimeoutOptions())?.TotalSeconds);
    }

    private static RouteTimeouts? Of((string Name, string Value)? route = null, (string Name, string Value)? cluster = null, TimeSpan? activity = null)
    {
        var metadata = new Dictionary<string, string> { [ClusterAddress.PoolMetadata] = ClusterAddress.Serving };
        if (cluster is { } c)
        {
            metadata[TimeoutMetadata.Prefix + c.Name] = c.Value;
        }

        return RouteTimeouts.Of(
            new RouteConfig { Metadata = route is { } r ? new Dictionary<string, string> { [TimeoutMetadata.Prefix + r.Name] = r.Value } : null },
            new ClusterConfig { Metadata = metadata, HttpRequest = activity is null ? null : new ForwarderRequestConfig { ActivityTimeout = activity } },
            new TimeoutOptions());
    }
}
