using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>A script beside this file. The driver sends its hash, and its text before that when it thinks that the server lacks it.</summary>
internal sealed class RedisScript
{
    public static readonly RedisScript Commit = new("commit.lua");
    public static readonly RedisScript Get = new("get.lua");
    public static readonly RedisScript List = new("list.lua");
    public static readonly RedisScript Count = new("count.lua");
    public static readonly RedisScript Purge = new("purge.lua");

    private readonly string _text;

    private RedisScript(string file) => _text = EmbeddedText.Read("Redis.Scripts", file);

    public async Task<RedisResult> RunAsync(IDatabase database, RedisKey[] keys, params RedisValue[] arguments)
    {
        try
        {
            return await EvaluateAsync(database, keys, arguments).ConfigureAwait(false);
        }
        catch (RedisServerException e) when (RedisFaults.IsScriptMissing(e))
        {
            // SCRIPT FLUSH, or a server that started anew: nothing was done, and the driver knows now.
            return await EvaluateAsync(database, keys, arguments).ConfigureAwait(false);
        }
    }

    private Task<RedisResult> EvaluateAsync(IDatabase database, RedisKey[] keys, RedisValue[] arguments) =>
        database.ScriptEvaluateAsync(_text, keys, arguments, CommandFlags.DemandMaster);
}
