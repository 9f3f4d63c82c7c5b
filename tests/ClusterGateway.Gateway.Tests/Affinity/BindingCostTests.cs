using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace ClusterGateway.Gateway.Tests.Affinity;

public sealed class BindingCostTests
{
    private const int Requests = 1_000;

    /// <summary>
    /// What affinity itself allocates for a request that brings its cookie back, beside YARP's own HashCookie in the same pipeline. Both
    /// numbers are exact within a few bytes; the bound is what HashCookie needs.
    /// </summary>
    [Fact]
    public async Task Cookie_ComingBack_AllocatesLessThanHashCookie()
    {
        await using var cluster = await TestCluster.StartAsync();
        var ours = await MeasureAsync(cluster, "ClusterCookie");
        var yarps = await MeasureAsync(cluster, "HashCookie");

        Assert.InRange(ours, 1, yarps);
    }

    private static async Task<long> MeasureAsync(TestCluster cluster, string policyName)
    {
        await using var gateway = await cluster.GatewayAsync(new Dictionary<string, string?> { ["ReverseProxy:Clusters:app:SessionAffinity:Policy"] = policyName });
        using var client = gateway.NewClient(cookies: false);
        using var first = await client.GetAsync("/");
        var cookie = $"{first.Headers.GetValues("Set-Cookie").Single().Split(';')[0]}; session=0123456789abcdef0123456789abcdef";
        Assert.True(gateway.Services.GetRequiredService<IProxyStateLookup>().TryGetRoute("all", out var route));
        var policy = gateway.Services.GetServices<ISessionAffinityPolicy>().Single(p => p.Name == policyName);

        // The features that every request has anyway are made before the count begins.
        var contexts = Enumerable.Range(0, Requests + 1).Select(_ => NewContext(route, cookie)).ToList();
        Assert.True(await RunAsync(policy, contexts[0]));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 1; i <= Requests; i++)
        {
            await RunAsync(policy, contexts[i]);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Requests;
    }

    private static DefaultHttpContext NewContext(RouteModel route, string cookie)
    {
        var cluster = route.Cluster!;
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = cookie;
        context.Features.Set<IReverseProxyFeature>(new ProxyFeature(route, cluster.Model, cluster.DestinationsState.AllDestinations));
        return context;
    }

    private static async ValueTask<bool> RunAsync(ISessionAffinityPolicy policy, HttpContext context)
    {
        var proxy = context.GetReverseProxyFeature();
        var cluster = proxy.Route.Cluster!;
        var config = proxy.Cluster.Config.SessionAffinity!;
        var found = await policy.FindAffinitizedDestinationsAsync(context, cluster, config, proxy.AllDestinations, CancellationToken.None);
        policy.AffinitizeResponse(context, cluster, config, found.Destinations![0]);
        return context.Response.Headers.Count == 0;
    }

    private sealed class ProxyFeature(RouteModel route, ClusterModel cluster, IReadOnlyList<DestinationState> destinations) : IReverseProxyFeature
    {
        public RouteModel Route => route;

        public ClusterModel Cluster => cluster;

        public IReadOnlyList<DestinationState> AllDestinations { get; } = destinations;

        public IReadOnlyList<DestinationState> AvailableDestinations { get; set; } = destinations;

        public DestinationState? ProxiedDestination { get; set; }
    }
}
