using System.Text;
using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>The names of everything that a cluster keeps in Redis: one hash tag, so that one script may touch all of it.</summary>
internal sealed class RedisKeys
{
    private readonly string _root;

    public RedisKeys(string cluster)
    {
        // Escaped: a brace in the name would end the hash tag.
        _root = $"cg:{{{Uri.EscapeDataString(cluster)}}}:";
        Index = _root + "index";
        Expiry = _root + "expiry";
        Revision = _root + "revision";
        Entries = _root + "entry:";
        Channel = new RedisChannel(_root + "changes", RedisChannel.PatternMode.Literal);
    }

    /// <summary>Sorted set of all keys, by their bytes.</summary>
    public RedisKey Index { get; }

    /// <summary>Sorted set of the keys that expire, by when, in microseconds.</summary>
    public RedisKey Expiry { get; }

    /// <summary>The last revision given.</summary>
    public RedisKey Revision { get; }

    /// <summary>What the name of each entry begins with: a hash of v (value), r (revision), x (expiry in microseconds, or empty).</summary>
    public RedisKey Entries { get; }

    public RedisChannel Channel { get; }

    public RedisKey Entry(string key) => $"{_root}entry:{key}";

    /// <summary>The keys that start with the prefix, beginning behind <paramref name="after"/>, as ZRANGEBYLEX wants them.</summary>
    public static (RedisValue From, RedisValue To) Range(string prefix, string? after)
    {
        var bytes = StoreKey.Encode(prefix);
        var end = StoreKey.EndOfPrefix(bytes);
        var behind = after is null ? [] : StoreKey.Encode(after);
        var from = after is not null && behind.AsSpan().SequenceCompareTo(bytes) >= 0 ? Bound('(', behind) : Bound('[', bytes);
        return (bytes.Length == 0 && after is null ? "-" : from, end is null ? "+" : Bound('(', end));
    }

    private static RedisValue Bound(char kind, byte[] bytes) => (byte[])[.. Encoding.ASCII.GetBytes([kind]), .. bytes];
}
