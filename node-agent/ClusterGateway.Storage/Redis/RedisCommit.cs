using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>A commit as one call of <c>Scripts/commit.lua</c>.</summary>
internal static class RedisCommit
{
    public static async Task<CommitResult> RunAsync(IDatabase database, RedisKeys names, StoreCommit commit)
    {
        var operations = commit.Operations;
        var notice = HintPayload.Of(commit);
        var reply = RedisReply.Items(await RedisScript.Commit.RunAsync(
            database,
            [names.Index, names.Expiry, names.Revision, .. operations.Select(o => names.Entry(o.Key))],
            [commit.RevisionFloor, (byte[])names.Channel!, notice ?? "", notice is null ? "0" : "1", .. operations.SelectMany(Arguments)])
            .ConfigureAwait(false));
        var conflicts = RedisReply.Items(reply[1]);
        return conflicts.Length == 0
            ? CommitResult.At(RedisReply.Number((string?)reply[0]))
            : CommitResult.Lost([.. conflicts.Select(c => Conflict(operations, RedisReply.Items(c)))]);
    }

    private static StoreConflict Conflict(IReadOnlyList<StoreOperation> operations, RedisResult[] fields)
    {
        var key = operations[(int)fields[0] - 1].Key;
        return new StoreConflict(key, fields.Length == 1 ? null : RedisReply.Entry(key, fields, 1));
    }

    private static RedisValue[] Arguments(StoreOperation operation)
    {
        var (kind, value, ttl) = operation switch
        {
            StorePut put => (1, put.Value.ToArray(), put.TimeToLive),
            StoreDelete => (2, [], null),
            _ => (0, Array.Empty<byte>(), (TimeSpan?)null),
        };

        // Rounded up: a time to live may be longer than asked for by less than a microsecond, never shorter.
        var microseconds = ((ttl?.Ticks ?? 0) + TimeSpan.TicksPerMicrosecond - 1) / TimeSpan.TicksPerMicrosecond;
        return [kind, StoreKey.Encode(operation.Key), value, microseconds, (int)operation.Condition.Kind, operation.Condition.Revision];
    }
}
