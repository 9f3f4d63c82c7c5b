using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Retries;

/// <summary>The <see cref="RetryPlan"/> of each route in use; a route that changes, or whose cluster does, is another one.</summary>
internal sealed class RetryPlans(IOptions<RetryOptions> options)
{
    private readonly ConditionalWeakTable<RouteModel, RetryPlan> _plans = [];

    public RetryPlan Of(IReverseProxyFeature proxy)
    {
        if (!_plans.TryGetValue(proxy.Route, out var plan))
        {
            plan = RetryPlan.Of(proxy.Route.Config, proxy.Cluster.Config, options.Value);
            _plans.AddOrUpdate(proxy.Route, plan);
        }

        return plan;
    }
}
