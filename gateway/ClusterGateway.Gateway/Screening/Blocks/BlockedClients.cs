using System.Collections.Concurrent;
using System.Net;
using ClusterGateway.Contracts.Screening;
using ClusterGateway.Gateway.Edge;
using ClusterGateway.Hosting.Screening;

namespace ClusterGateway.Gateway.Screening.Blocks;

/// <summary>
/// Whom this gateway does not let in: the cluster's blocks, and those it has counted itself and the cluster does not know of yet. No lock on
/// the way of a request.
/// </summary>
internal sealed class BlockedClients(TrustedNetworks trusted, TimeProvider time)
{
    /// <summary>A block that the agents know of stays here for so long: until then their list has it, on whichever agent it is read.</summary>
    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(3);

    private const int MostOwn = 100_000;

    private readonly ConcurrentDictionary<AddressRange, OwnBlock> _own = new();
    private volatile SharedBlocks _shared = SharedBlocks.Unknown;
    private volatile bool _hasOwn;

    public CountingRules Rules => _shared.Rules;

    /// <summary>How many networks are kept out now; null while that is not known, after a start without a copy of the list.</summary>
    public int? Count
    {
        get
        {
            var (shared, now) = (_shared, time.GetTimestamp());
            return ReferenceEquals(shared, SharedBlocks.Unknown)
                ? null
                : shared.Blocks.CountAt(now) + _own.Count(own => own.Value.End > now && shared.Blocks.EndOf(own.Key.Bits, now) is null);
        }
    }

    public void Adopt(SharedBlocks shared) => _shared = shared;

    /// <returns>What is left of the client's block; null when it has none. <see cref="TimeSpan.MaxValue"/> for one without end.</returns>
    public TimeSpan? LeftOf(IPAddress? address)
    {
        var shared = _shared;
        if (AddressRange.BitsOf(address) is not { } bits)
        {
            return null;
        }

        var now = time.GetTimestamp();
        var end = shared.Blocks.EndOf(bits, now);
        if (_hasOwn && RangeOf(address) is { } range && _own.TryGetValue(range, out var own) && own.End > now && !(own.End <= end))
        {
            end = own.End;
        }

        return end is { } some && !IsExempt(address, bits) ? some == BlockSet.Never ? TimeSpan.MaxValue : time.GetElapsedTime(now, some) : null;
    }

    /// <summary>What is counted as one client; null for whom nobody counts: without an address, allowed, or a trusted proxy that named no client.</summary>
    public AddressRange? CountedAs(IPAddress? address) =>
        AddressRange.BitsOf(address) is { } bits && !IsExempt(address, bits) ? RangeOf(address) : null;

    /// <summary>This gateway has counted as many failures as the rules allow; an agent may not have heard of it.</summary>
    public void Block(AddressRange range, TimeSpan length) => Put(range, length);

    /// <summary>An agent has blocked it: in force here at once, not only when the list comes.</summary>
    public void BlockUntilListed(AddressRange range, TimeSpan length) => Put(range, length < Handover ? length : Handover);

    /// <summary>The agents have a list of now and know of every failure: what they do not block by now, they do not want blocked.</summary>
    public void ForgetOwn()
    {
        var now = time.GetTimestamp();
        foreach (var (range, own) in _own)
        {
            if (own.End <= now || time.GetElapsedTime(own.Since, now) >= Handover)
            {
                _own.TryRemove(KeyValuePair.Create(range, own));
            }
        }

        _hasOwn = !_own.IsEmpty;
    }

    private void Put(AddressRange range, TimeSpan length)
    {
        if (_own.Count >= MostOwn)
        {
            ForgetOwn();
        }

        var now = time.GetTimestamp();
        _own[range] = new OwnBlock(now, now + (long)(length.TotalSeconds * time.TimestampFrequency));
        _hasOwn = true;
    }

    private AddressRange? RangeOf(IPAddress? address) => AddressRange.Of(address, _shared.Rules.Ipv4Prefix, _shared.Rules.Ipv6Prefix);

    /// <summary>Behind a proxy that forgot to name its clients are all of them.</summary>
    private bool IsExempt(IPAddress? address, UInt128 bits) => _shared.Allowed.EndOf(bits, 0) is not null || trusted.Contains(address);

    private readonly record struct OwnBlock(long Since, long End);
}
