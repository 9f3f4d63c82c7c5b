namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// Finds the prefixes that come most often, in fixed memory (Metwally, Agrawal, El Abbadi: "Efficient computation of frequent and top-k
/// elements in data streams", 2005, "space-saving"): a prefix that is not listed takes the place of the rarest, and its count as a possible
/// error. Whatever comes more often than one in <see cref="Capacity"/> is listed. One caller at a time.
/// </summary>
internal sealed class HeavyPrefixes
{
    public const int Capacity = 64;

    private readonly ClientPrefix[] _prefixes = new ClientPrefix[Capacity];
    private readonly long[] _counts = new long[Capacity];
    private readonly long[] _errors = new long[Capacity];
    private int _used;

    public long Total { get; private set; }

    public void Add(ClientPrefix prefix)
    {
        Total++;
        var found = _prefixes.AsSpan(0, _used).IndexOf(prefix);
        if (found >= 0)
        {
            _counts[found]++;
        }
        else if (_used < Capacity)
        {
            (_prefixes[_used], _counts[_used]) = (prefix, 1);
            _used++;
        }
        else
        {
            var rarest = Rarest();
            (_prefixes[rarest], _errors[rarest]) = (prefix, _counts[rarest]);
            _counts[rarest]++;
        }
    }

    /// <summary>How often it came at least.</summary>
    public long CountOf(ClientPrefix prefix)
    {
        var found = _prefixes.AsSpan(0, _used).IndexOf(prefix);
        return found < 0 ? 0 : _counts[found] - _errors[found];
    }

    public ReadOnlySpan<ClientPrefix> Listed => _prefixes.AsSpan(0, _used);

    private int Rarest()
    {
        var rarest = 0;
        for (var i = 1; i < Capacity; i++)
        {
            rarest = _counts[i] < _counts[rarest] ? i : rarest;
        }

        return rarest;
    }
}
