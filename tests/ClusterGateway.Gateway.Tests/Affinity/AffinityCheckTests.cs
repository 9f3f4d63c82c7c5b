using ClusterGateway.Gateway.Affinity;
using ClusterGateway.Gateway.LoadBalancing;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy.Configuration;

namespace ClusterGateway.Gateway.Tests.Affinity;

public sealed class AffinityCheckTests
{
    private static readonly string[] Everything = ["ClusterCookie", "AppCookie", "ClientIp"];

    [Theory]
    [InlineData("ClusterCookie", null, null, null)]
    [InlineData("clustercookie", "ClientIp ,clusterCookie", null, null)]
    [InlineData("AppCookie", null, null, null)]
    [InlineData("AppCookie", "AppCookie, ClusterCookie, ClientIp", "sid|JSESSIONID", null)]
    [InlineData("HashCookie", null, null, null)]
    [InlineData("HashCookie", "ClientIp", null, "Metadata:ClusterGateway.Affinity")]
    [InlineData("ClusterCookie", "", null, "Metadata:ClusterGateway.Affinity")]
    [InlineData("ClusterCookie", "ClientIP; AppCookie", null, "Metadata:ClusterGateway.Affinity")]
    [InlineData("ClusterCookie", "ClientIp, ClientIp", null, "Metadata:ClusterGateway.Affinity")]
    [InlineData("ClusterCookie", "AppCookie", null, "Metadata:ClusterGateway.AppCookie")]
    [InlineData("ClusterCookie", "AppCookie", "JSESSIONID rpcid", "Metadata:ClusterGateway.AppCookie")]
    [InlineData("ClusterCookie", "AppCookie, ClusterCookie", "sid|key", "Metadata:ClusterGateway.AppCookie")]
    public void Mistakes_OfACluster_AreNamed(string policy, string? order, string? appCookie, string? path)
    {
        var mistakes = AffinityCheck.Mistakes(new RouteAffinity(null, Cluster(policy, order, appCookie)), Everything);

        Assert.Equal(path is null ? [] : [path], mistakes.Select(mistake => mistake.Path));
    }

    [Theory]
    [InlineData("ClusterCookie", null, "SessionAffinity:Policy")]
    [InlineData("ClientIp", "ClientIp, ClusterCookie", "Metadata:ClusterGateway.Affinity")]
    public void Mistakes_ClusterCookieWithoutKeyRing_IsNamed(string policy, string? order, string path)
    {
        var mistake = Assert.Single(AffinityCheck.Mistakes(new RouteAffinity(null, Cluster(policy, order)), ["AppCookie", "ClientIp"]));

        Assert.Equal(path, mistake.Path);
        Assert.Contains("ClusterGateway:KeyRing:Secrets", mistake.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30m", null)]
    [InlineData("08:00:00", null)]
    [InlineData("soon", "Metadata:ClusterGateway.Affinity.Idle")]
    [InlineData("0s", "Metadata:ClusterGateway.Affinity.Idle")]
    public void Mistakes_OfARoute_AreItsOwnOnly(string idle, string? path)
    {
        var route = new RouteConfig { RouteId = "r", Match = new(), Metadata = new Dictionary<string, string> { ["ClusterGateway.Affinity.Idle"] = idle } };

        var mistakes = AffinityCheck.Mistakes(new RouteAffinity(route, Cluster("ClusterCookie", "nonsense")), Everything);

        Assert.Equal(path is null ? [] : [path], mistakes.Select(mistake => mistake.Path));
    }

    [Theory]
    [InlineData("ture", true)]
    [InlineData("False", false)]
    public void Mistakes_PlacementMemory_IsABoolean(string use, bool isMistake)
    {
        var cluster = Cluster("ClusterCookie") with { Metadata = new Dictionary<string, string> { ["ClusterGateway.PlacementMemory"] = use } };

        Assert.Equal(isMistake, AffinityCheck.Mistakes(new RouteAffinity(null, cluster), Everything).Any(m => m.Path == "Metadata:ClusterGateway.PlacementMemory"));
    }

    [Theory]
    [InlineData("ClusterCookie", true)]
    [InlineData("AppCookie", false)]
    public void Mistakes_AppCookieThatNoSourceReads_IsNamed(string policy, bool isMistake)
    {
        var route = new RouteConfig { RouteId = "r", Match = new(), Metadata = new Dictionary<string, string> { ["ClusterGateway.AppCookie"] = "sid" } };

        var mistakes = AffinityCheck.Mistakes(new RouteAffinity(route, Cluster(policy)), Everything).Select(mistake => mistake.Path);

        Assert.Equal(isMistake ? ["Metadata:ClusterGateway.AppCookie"] : [], mistakes);
    }

    [Theory]
    [InlineData("Drain", true)]
    [InlineData("never,drain", false)]
    [InlineData("1", false)]
    public void TryFailback_OneName_Only(string text, bool expected) => Assert.Equal(expected, PlacementTerms.TryFailback(text, out _));

    [Theory]
    [InlineData(SameSiteMode.None, CookieSecurePolicy.Always, false)]
    [InlineData(SameSiteMode.None, CookieSecurePolicy.SameAsRequest, true)]
    [InlineData(SameSiteMode.None, null, true)]
    [InlineData(SameSiteMode.Lax, null, false)]
    public void Mistakes_CookieForFrames_MustBeSecure(SameSiteMode sameSite, CookieSecurePolicy? secure, bool isMistake)
    {
        var cluster = Cluster("ClusterCookie");
        cluster = cluster with { SessionAffinity = cluster.SessionAffinity! with { Cookie = new() { SameSite = sameSite, SecurePolicy = secure } } };

        var mistakes = AffinityCheck.Mistakes(new RouteAffinity(null, cluster), Everything).Select(mistake => mistake.Path);

        Assert.Equal(isMistake ? ["SessionAffinity:Cookie:SecurePolicy"] : [], mistakes);
    }

    private static ClusterConfig Cluster(string policy, string? order = null, string? appCookie = null)
    {
        var metadata = new Dictionary<string, string>();
        if (order is not null)
        {
            metadata["ClusterGateway.Affinity"] = order;
        }

        if (appCookie is not null)
        {
            metadata["ClusterGateway.AppCookie"] = appCookie;
        }

        return new() { ClusterId = "c", Metadata = metadata, SessionAffinity = new() { Enabled = true, Policy = policy, AffinityKeyName = "key" } };
    }
}
