using System.Runtime.CompilerServices;
using Yarp.ReverseProxy.Model;

namespace ClusterGateway.Gateway.Affinity;

/// <summary>The plan of each route, made once for each configuration of it: YARP makes a new <see cref="RouteModel"/> for a change of either side.</summary>
internal sealed class BindingPlans(IEnumerable<IBindingSourceFactory> factories)
{
    private readonly Dictionary<string, IBindingSourceFactory> _factories = factories.ToDictionary(factory => factory.Name, StringComparer.Ordinal);
    private readonly ConditionalWeakTable<RouteModel, BindingPlan> _plans = [];

    /// <summary>The sources that this gateway has: without a key ring there is no ClusterCookie.</summary>
    public IReadOnlyCollection<string> Available => _factories.Keys;

    public BindingPlan Of(RouteModel route) => _plans.TryGetValue(route, out var plan) ? plan : _plans.GetValue(route, Make);

    private BindingPlan Make(RouteModel model)
    {
        var route = new RouteAffinity(model.Config, model.Cluster!.Model.Config);
        return new BindingPlan([.. route.Sources.Where(_factories.ContainsKey).Select(name => _factories[name].Create(route))]);
    }
}
