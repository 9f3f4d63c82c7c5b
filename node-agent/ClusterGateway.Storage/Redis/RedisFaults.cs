using System.Net.Sockets;
using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>Which exceptions mean that the store gave no answer. All others are mistakes of ours and stay what they are.</summary>
internal static class RedisFaults
{
    // What a server says that cannot serve now: starting, a replica, out of memory or disk, no quorum, or log-in refused.
    private static readonly string[] Codes =
    [
        "LOADING", "READONLY", "OOM", "MISCONF", "MASTERDOWN", "NOREPLICAS", "CLUSTERDOWN", "TRYAGAIN", "MOVED", "ASK", "BUSY",
        "NOAUTH", "WRONGPASS", "NOPERM", "ERR max number of clients",
    ];

    public static bool IsUnavailable(Exception exception) => exception switch
    {
        RedisServerException e => Codes.Any(code => Says(e, code)),
        // Of the driver itself, when all servers it knows are replicas.
        RedisCommandException e => e.Message.Contains("slave", StringComparison.Ordinal) || e.Message.Contains("replica", StringComparison.Ordinal),
        RedisConnectionException or TimeoutException or SocketException or IOException => true,
        // The connection was given up for one to another master.
        ObjectDisposedException => true,
        _ => false,
    };

    /// <summary>Whether the master may be another server now.</summary>
    public static bool IsMasterLost(Exception? exception) =>
        exception is RedisCommandException or RedisConnectionException || (exception is RedisServerException e && Says(e, "READONLY"));

    public static bool IsScriptMissing(RedisServerException exception) => Says(exception, "NOSCRIPT");

    // Before Redis 7 an error within a script was wrapped: "ERR Error running script (…): -OOM command not allowed …".
    private static bool Says(RedisServerException exception, string code) =>
        exception.Message.StartsWith(code, StringComparison.Ordinal) || exception.Message.Contains($" -{code} ", StringComparison.Ordinal);
}
