using ClusterGateway.Contracts.Nodes;
using LocalCluster.Planning;

namespace LocalCluster.Watching;

/// <summary>Decides when the cluster is ready, and says what has changed since the last look.</summary>
internal static class Readiness
{
    private const string NotReady = "not ready";
    private const string NotSeen = "not seen";
    private const string Primary = "primary";
    private const string NoPrimary = "none";

    /// <summary>What is still missing; empty when every gateway is ready and sees all nodes serve and a primary.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<GatewaySight> sights, IReadOnlyList<string> nodes) =>
    [
        .. sights.Where(sight => !sight.Ready || sight.Cluster is null)
            .Select(sight => string.IsNullOrEmpty(sight.Because) ? sight.Id : $"{sight.Id} ({sight.Because})"),
        .. nodes.Where(id => !sights.All(sight => Find(sight, id) is { Serving: true })).Select(id => $"{id} ({StateOf(sights, id)})"),
        .. sights.All(sight => sight.Cluster?.Primary is not null) ? Array.Empty<string>() : ["a primary"],
    ];

    /// <summary>Before the first look: what nobody needs to be told.</summary>
    public static IReadOnlyDictionary<string, string> Beginning(ClusterPlan plan) =>
        plan.Gateways.Select(gateway => KeyValuePair.Create(gateway.Id, NotReady))
            .Concat(plan.Nodes.Select(node => KeyValuePair.Create(node.Id, NotSeen)))
            .Append(KeyValuePair.Create(Primary, NoPrimary)).ToDictionary(StringComparer.Ordinal);

    /// <summary>The state of everything by its name, as people read it.</summary>
    public static IReadOnlyDictionary<string, string> States(IReadOnlyList<GatewaySight> sights, IReadOnlyList<string> nodes)
    {
        var states = sights.ToDictionary(sight => sight.Id, sight => sight.Ready ? "ready" : NotReady, StringComparer.Ordinal);
        if (sights.FirstOrDefault(sight => sight.Cluster is not null)?.Cluster is { } cluster)
        {
            foreach (var id in nodes)
            {
                states[id] = StateOf(sights, id);
            }

            states[Primary] = cluster.Primary is { } primary ? $"{primary}, term {cluster.Term}" : NoPrimary;
        }

        return states;
    }

    public static IEnumerable<string> Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after) =>
        after.Where(state => !before.TryGetValue(state.Key, out var old) || old != state.Value).Select(state => $"{state.Key}: {state.Value}");

    private static NodeView? Find(GatewaySight sight, string id) => sight.Cluster?.Nodes.FirstOrDefault(node => node.Id == id);

    private static string StateOf(IReadOnlyList<GatewaySight> sights, string id)
    {
        var node = sights.Select(sight => Find(sight, id)).OfType<NodeView>().OrderBy(node => node.Serving).FirstOrDefault();
        return node is null ? NotSeen : $"{node.Health.ToString().ToLowerInvariant()}, {(node.Serving ? "serving" : "not serving")}";
    }
}
