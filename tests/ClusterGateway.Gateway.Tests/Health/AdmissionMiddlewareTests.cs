using ClusterGateway.Gateway.Health;
using ClusterGateway.Gateway.LoadBalancing;
using ClusterGateway.Gateway.Tests.Affinity.Pipeline;
using ClusterGateway.Gateway.Tests.Running;
using ClusterGateway.Testing.Nodes;
using Microsoft.AspNetCore.Http;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Tests.Health;

public sealed class AdmissionMiddlewareTests
{
    [Fact]
    public async Task Invoke_ARetryInBetween_OthersKeepTheirAnswer()
    {
        await using var n1 = await FakeNodeAgent.StartAsync("n1");
        await using var n2 = await FakeNodeAgent.StartAsync("n2");
        await using var gateway = await RunningGateway.StartAsync(n1, n2);
        var state = gateway.Service<IProxyStateLookup>();
        Assert.True(state.TryGetRoute("users", out var route) && state.TryGetCluster("nodes", out _));
        var all = route.Cluster!.DestinationsState.AvailableDestinations;
        var view = new SettableClusterView();
        view.Set("n1");
        view.Set("n2");
        var middleware = new AdmissionMiddleware(_ => Task.CompletedTask, view, gateway.Service<ClusterTerms>());

        var first = await AdmitAsync(all);
        var retried = await AdmitAsync([all[0]]);
        var last = await AdmitAsync(all);

        Assert.Single(retried.KeepBound);
        Assert.Same(first, last);

        async Task<AdmittedDestinations> AdmitAsync(IReadOnlyList<DestinationState> destinations)
        {
            var context = new DefaultHttpContext();
            context.Features.Set<IReverseProxyFeature>(
                new ReverseProxyFeature { Route = route, Cluster = route.Cluster!.Model, AvailableDestinations = destinations });
            await middleware.InvokeAsync(context);
            return context.Features.Get<AdmittedDestinations>()!;
        }
    }
}
