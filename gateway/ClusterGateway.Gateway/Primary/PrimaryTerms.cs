namespace ClusterGateway.Gateway.Primary;

/// <summary>
/// One token for each term under which admin requests run. It is canceled when a higher term is seen, or when the local deadline passes
/// without one: connections to the old primary are cut.
/// </summary>
internal sealed class PrimaryTerms
{
    private readonly Lock _lock = new();
    private volatile Holding? _current;
    private long _ended;

    public CancellationToken TokenOf(long term)
    {
        if (_current is { } current && current.Term == term)
        {
            return current.Over.Token;
        }

        lock (_lock)
        {
            if (term <= _ended || _current?.Term > term)
            {
                return new CancellationToken(canceled: true);
            }

            if (_current?.Term != term)
            {
                End(_current);
                _current = new Holding(term);
            }

            return _current!.Over.Token;
        }
    }

    /// <summary>A higher term exists: everything of earlier ones is over.</summary>
    public void Advance(long term)
    {
        lock (_lock)
        {
            if (_current?.Term < term)
            {
                End(_current);
                _current = null;
            }

            _ended = Math.Max(_ended, term - 1);
        }
    }

    /// <summary>The deadline of this term has passed. The same holder may come back with it, so the term itself is not over.</summary>
    public void Expire(long term)
    {
        lock (_lock)
        {
            if (_current?.Term == term)
            {
                End(_current);
                _current = null;
            }
        }
    }

    private static void End(Holding? holding) => holding?.Over.Cancel();

    private sealed class Holding(long term)
    {
        public long Term => term;

        public CancellationTokenSource Over { get; } = new();
    }
}
