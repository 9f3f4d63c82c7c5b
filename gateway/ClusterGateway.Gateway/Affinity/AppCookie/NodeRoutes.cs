using System.Collections.Frozen;
using ClusterGateway.Gateway.Discovery;

namespace ClusterGateway.Gateway.Affinity.AppCookie;

/// <summary>Between the routes that applications write and the ids of nodes. A node without a route of its own has its id for one.</summary>
internal sealed partial class NodeRoutes(IClusterView view, ILogger<NodeRoutes> logger)
{
    private readonly Lock _lock = new();

    private Table _table = new(
        ClusterSnapshot.Empty, FrozenDictionary.ToFrozenDictionary<string, string>([], StringComparer.Ordinal), FrozenSet.Create<string>(StringComparer.Ordinal));

    /// <returns>The node id; null when no node has this route.</returns>
    public string? NodeOf(ReadOnlySpan<char> route) =>
        Current().NodeByRoute.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(route, out var node) ? node : null;

    public bool IsNode(string id) => view.Current.Nodes.ContainsKey(id);

    /// <summary>
    /// Whether a gateway may have appended it: it is, or was while this gateway runs, a node's route. Browsers keep the routes of nodes that left.
    /// </summary>
    public bool MayBeAppended(ReadOnlySpan<char> route) => Current().Ever.GetAlternateLookup<ReadOnlySpan<char>>().Contains(route);

    /// <returns>A destination that is no node has its own id.</returns>
    public string RouteOf(string node) => view.Current.Nodes.TryGetValue(node, out var state) ? state.Route ?? node : node;

    private Table Current()
    {
        var table = Volatile.Read(ref _table);
        return ReferenceEquals(table.Snapshot, view.Current) ? table : Renewed();
    }

    /// <summary>Two at once would each forget what only the other has seen.</summary>
    private Table Renewed()
    {
        lock (_lock)
        {
            var (snapshot, table) = (view.Current, _table);
            if (!ReferenceEquals(table.Snapshot, snapshot))
            {
                var nodes = Read(snapshot);
                var isNew = nodes.Keys.Any(route => !table.Ever.Contains(route));
                table = new Table(snapshot, nodes, isNew ? table.Ever.Union(nodes.Keys).ToFrozenSet(StringComparer.Ordinal) : table.Ever);
                Volatile.Write(ref _table, table);
            }

            return table;
        }
    }

    private FrozenDictionary<string, string> Read(ClusterSnapshot snapshot)
    {
        var nodes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var node in snapshot.Nodes.Values.OrderBy(node => node.Id, StringComparer.Ordinal))
        {
            var route = node.Route ?? node.Id;
            if (!nodes.TryAdd(route, node.Id) && !Same(_table.NodeByRoute, nodes))
            {
                Log.RouteTwice(logger, nodes[route], node.Id, route);
            }
        }

        return nodes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Said once, and not again with every probe.</summary>
    private static bool Same(FrozenDictionary<string, string> before, Dictionary<string, string> now) =>
        now.All(pair => before.TryGetValue(pair.Key, out var node) && node == pair.Value);

    private sealed record Table(ClusterSnapshot Snapshot, FrozenDictionary<string, string> NodeByRoute, FrozenSet<string> Ever);

    private static partial class Log
    {
        [LoggerMessage(1311, LogLevel.Warning, "The nodes '{First}' and '{Second}' have the same route '{Route}': clients of both go to the first. Give each its own Node:Route")]
        public static partial void RouteTwice(ILogger logger, string first, string second, string route);
    }
}
