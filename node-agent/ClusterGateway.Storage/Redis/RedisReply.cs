using System.Globalization;
using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>Reads what the scripts answer: value, revision, remaining microseconds (empty: for ever).</summary>
internal static class RedisReply
{
    public static StoreEntry Entry(string key, RedisResult[] fields, int first)
    {
        var remaining = (string?)fields[first + 2];
        return new StoreEntry(
            key, (byte[]?)fields[first], Number((string?)fields[first + 1]),
            string.IsNullOrEmpty(remaining) ? null : new TimeSpan(Number(remaining) * TimeSpan.TicksPerMicrosecond));
    }

    public static RedisResult[] Items(RedisResult result) => (RedisResult[]?)result ?? [];

    public static long Number(string? digits) => long.Parse(digits!, CultureInfo.InvariantCulture);
}
