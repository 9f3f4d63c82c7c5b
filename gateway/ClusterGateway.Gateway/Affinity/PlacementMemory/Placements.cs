using ClusterGateway.Gateway.LoadBalancing;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Affinity.PlacementMemory;

/// <summary>
/// Where clients were placed, by address and affinity key, and which cookies came back: the placement memory of semantics §1.6 and the
/// count of bindings, in one bounded table that is made when it is first used.
/// </summary>
internal sealed class Placements : IBindingCounts
{
    private static readonly TimeSpan CountInterval = TimeSpan.FromSeconds(2);

    private readonly IOptions<PlacementMemoryOptions> _options;
    private readonly IOptions<LoadBalancingOptions> _addresses;
    private readonly PrefixShares _shares;
    private readonly TimeProvider _time;
    private readonly Lazy<PlacementTable> _table;
    private readonly NodeNumbers _nodes = new();
    private readonly long _startedAt;
    private readonly DateTimeOffset _startedOn;
    private Counting? _counting;

    public Placements(IOptions<PlacementMemoryOptions> options, IOptions<LoadBalancingOptions> addresses, PrefixShares shares, TimeProvider time)
    {
        (_options, _addresses, _shares, _time) = (options, addresses, shares, time);
        _table = new(() => new PlacementTable(options.Value.Capacity));
        (_startedAt, _startedOn) = (time.GetTimestamp(), time.GetUtcNow());
    }

    public bool IsUsed => _table.IsValueCreated;

    /// <summary>Seconds since 1970 that only a restart sets anew: a jump of the wall clock forgets nobody.</summary>
    private uint Now => (uint)(_startedOn + _time.GetElapsedTime(_startedAt)).ToUnixTimeSeconds();

    private uint OldestKept => Now - (uint)_options.Value.Idle.TotalSeconds;

    /// <summary>Who is only counted still is kept on disk, too: a drain must not lose him by a restart.</summary>
    private uint OldestExported => Now - (uint)Math.Max(_options.Value.Idle.TotalSeconds, SessionIdleTime.Value.TotalSeconds);

    public IReadOnlyDictionary<string, int> Current
    {
        get
        {
            var counting = Volatile.Read(ref _counting);
            if (counting is null || _time.GetElapsedTime(counting.At) >= CountInterval)
            {
                Volatile.Write(ref _counting, counting = new(_time.GetTimestamp(), Count()));
            }

            return counting.Counts;
        }
    }

    /// <returns>Null when the client has no address.</returns>
    /// <param name="affinityKey">The hash of the affinity key name: YARP clusters that share it share their bindings.</param>
    public ulong? KeyOf(HttpContext context, ulong affinityKey) =>
        ClientPrefix.Of(context.Connection.RemoteIpAddress, _addresses.Value) is { } prefix ? StableHash.Mix(prefix.Hash ^ affinityKey) : null;

    /// <returns>The node where this client was placed; null when nobody remembers.</returns>
    public string? Find(ulong key)
    {
        var entry = IsUsed ? _table.Value.Find(key, OldestKept) : default;
        return IsAddress(entry.Kind) ? _nodes.NameOf(entry.Node) : null;
    }

    /// <returns>The node that this session was moved to; null when it is where its cookie says.</returns>
    public string? FindMoved(ulong session)
    {
        var entry = IsUsed ? _table.Value.Find(session, OldestKept) : default;
        return entry.Kind == PlacementKind.Moved ? _nodes.NameOf(entry.Node) : null;
    }

    /// <summary>A client without a cookie was answered by this node.</summary>
    public void Remember(ulong key, HttpContext context, string nodeId)
    {
        if (_nodes.Of(nodeId) is not { } node)
        {
            return;
        }

        var before = _table.Value.Update(key, OldestKept, (Now, node), static (current, seen) => new PlacementEntry
        {
            Seen = seen.Now,
            Node = seen.node,
            Kind = current.Kind == PlacementKind.Empty ? PlacementKind.Address : PlacementKind.Cookieless,
        });
        if (before.Kind == PlacementKind.Empty)
        {
            _shares.Count(context.Connection.RemoteIpAddress);
        }
    }

    /// <summary>
    /// A client's cookie came back from this node's answer. If it is for the first time, then the address it came from may have been
    /// entered for the request before, without a cookie: that one request counts no more.
    /// </summary>
    /// <param name="moved">The cookie names another node than that.</param>
    public void Returned(ulong clientId, ulong? addressKey, HttpContext context, string nodeId, bool moved = false)
    {
        if (_nodes.Of(nodeId) is not { } node)
        {
            return;
        }

        var before = _table.Value.Update(clientId, OldestKept, (Now, node, moved), static (current, seen) =>
            IsAddress(current.Kind) ? current : new() { Seen = seen.Now, Node = seen.node, Kind = seen.moved ? PlacementKind.Moved : PlacementKind.Cookie });
        if (before.Kind != PlacementKind.Empty || addressKey is not { } key)
        {
            return;
        }

        switch (_table.Value.Find(key, OldestKept).Kind)
        {
            case PlacementKind.Address:
                _table.Value.Update(key, OldestKept, 0, static (current, _) =>
                    current with { Kind = current.Kind == PlacementKind.Address ? PlacementKind.Claimed : current.Kind });
                break;
            case PlacementKind.Claimed or PlacementKind.Cookieless:
                // One more user behind an address that was placed before.
                _shares.Count(context.Connection.RemoteIpAddress);
                break;
            case PlacementKind.Empty when ClientIpHashPolicy.Places(context.GetReverseProxyFeature().Cluster.Config):
                // No address is remembered here, but it has chosen the node.
                _shares.Count(context.Connection.RemoteIpAddress);
                break;
        }
    }

    /// <summary>
    /// For the snapshot on disk. Cookies speak for themselves after a restart, but only when their clients come again: until then a drain must
    /// know of them.
    /// </summary>
    public IReadOnlyList<RememberedPlacement> Export()
    {
        var exported = new List<RememberedPlacement>();
        if (IsUsed)
        {
            _table.Value.Visit(OldestExported, entry => exported.Add(new(entry.Key, _nodes.NameOf(entry.Node), entry.Seen, entry.Kind)));
        }

        return exported;
    }

    public void Import(IEnumerable<RememberedPlacement> placements)
    {
        var (now, oldest) = (Now, OldestExported);
        foreach (var placement in placements)
        {
            if (placement.Seen >= oldest && _nodes.Of(placement.NodeId) is { } node)
            {
                _table.Value.Update(placement.Key, oldest, (Seen: Math.Min(placement.Seen, now), node, placement.Kind), static (current, seen) =>
                    current.Kind != PlacementKind.Empty ? current : new() { Seen = seen.Seen, Node = seen.node, Kind = seen.Kind });
            }
        }
    }

    /// <summary>Other entries have keys that clients can choose: none says where an address was placed, even where the two meet.</summary>
    private static bool IsAddress(PlacementKind kind) => kind is PlacementKind.Address or PlacementKind.Claimed or PlacementKind.Cookieless;

    private Dictionary<string, int> Count()
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        if (IsUsed)
        {
            _table.Value.Visit(Now - (uint)SessionIdleTime.Value.TotalSeconds, entry =>
            {
                if (entry.Kind != PlacementKind.Claimed)
                {
                    var node = _nodes.NameOf(entry.Node);
                    counts[node] = counts.GetValueOrDefault(node) + 1;
                }
            });
        }

        return counts;
    }

    private sealed record Counting(long At, Dictionary<string, int> Counts);
}
