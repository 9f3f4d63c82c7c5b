using System.Net;
using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.LoadBalancing;

/// <summary>
/// Which address prefix has the most of the new clients, where the address decides their node: counted in this half hour and the one before,
/// each once, when it is first remembered. Who is placed again and again without being bound is nobody that can be told apart.
/// Under contention some are not counted, so that nobody waits.
/// </summary>
internal sealed class PrefixShares(IOptions<LoadBalancingOptions> options, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(30);

    /// <summary>Fewer new clients say nothing.</summary>
    public const int Least = 100;

    private readonly Lock _lock = new();
    private HeavyPrefixes _now = new();
    private HeavyPrefixes _before = new();
    private long _since = time.GetTimestamp();

    /// <summary>Null until <see cref="Least"/> clients have come.</summary>
    public PrefixShare? Heaviest
    {
        get
        {
            lock (_lock)
            {
                Turn();
                return _now.Total + _before.Total < Least ? null : Find();
            }
        }
    }

    /// <summary>A new client was bound to the node of its address.</summary>
    public void Count(IPAddress? address)
    {
        if (ClientPrefix.Of(address, options.Value) is not { } prefix || !_lock.TryEnter())
        {
            return;
        }

        try
        {
            Turn();
            _now.Add(prefix);
        }
        finally
        {
            _lock.Exit();
        }
    }

    private void Turn()
    {
        var passed = time.GetElapsedTime(_since);
        if (passed >= Window)
        {
            (_before, _now, _since) = (passed < 2 * Window ? _now : new HeavyPrefixes(), new HeavyPrefixes(), time.GetTimestamp());
        }
    }

    private PrefixShare Find()
    {
        var (heaviest, most) = (default(ClientPrefix), 0L);
        foreach (var prefix in (ReadOnlySpan<ClientPrefix>)[.. _now.Listed, .. _before.Listed])
        {
            if (_now.CountOf(prefix) + _before.CountOf(prefix) is var count && count > most)
            {
                (heaviest, most) = (prefix, count);
            }
        }

        var total = _now.Total + _before.Total;
        return new PrefixShare(heaviest, (double)most / total, total);
    }
}
