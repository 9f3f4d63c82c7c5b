namespace ClusterGateway.Storage.Sqlite;

/// <summary>The keys from <see cref="From"/> (inclusive) to <see cref="To"/> (exclusive), as bytes: one range of the index.</summary>
internal readonly record struct SqliteRange(byte[] From, byte[] To)
{
    // No UTF-8 begins with 0xFF, so this is behind every key.
    private static readonly byte[] BehindAll = [0xFF];

    public static SqliteRange Below(string prefix, string? after = null)
    {
        var start = StoreKey.Encode(prefix);
        var to = StoreKey.EndOfPrefix(start) ?? BehindAll;
        if (after is null)
        {
            return new SqliteRange(start, to);
        }

        // The first bytes behind a key are the key and a zero.
        byte[] behind = [.. StoreKey.Encode(after), 0];
        return new SqliteRange(behind.AsSpan().SequenceCompareTo(start) > 0 ? behind : start, to);
    }
}
