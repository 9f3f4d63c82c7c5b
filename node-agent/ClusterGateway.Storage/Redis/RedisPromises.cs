using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>Looks, at first contact, whether this server can keep what Redis promises.</summary>
internal sealed class RedisPromises
{
    private volatile IReadOnlyList<string>? _broken;

    public IReadOnlyList<string> Broken => _broken ?? [];

    public async ValueTask CheckAsync(IDatabase database)
    {
        if (_broken is not null)
        {
            return;
        }

        try
        {
            var policy = await SettingAsync(database, "maxmemory-policy").ConfigureAwait(false);
            var appendOnly = await SettingAsync(database, "appendonly").ConfigureAwait(false);
            _broken = [.. Compare(policy, appendOnly)];
        }
        catch (RedisServerException e) when (!RedisFaults.IsUnavailable(e) || e.Message.StartsWith("NOPERM", StringComparison.Ordinal))
        {
            _broken = ["CONFIG GET is refused here, so it is unknown whether appendonly is yes and maxmemory-policy is noeviction, as they must be"];
        }
    }

    private static IEnumerable<string> Compare(string? policy, string? appendOnly)
    {
        if (policy is not (null or "noeviction"))
        {
            yield return $"maxmemory-policy is {policy}: Redis may drop entries when memory is short; set it to noeviction";
        }

        if (appendOnly == "no")
        {
            yield return "appendonly is no: a restart of Redis loses what is newer than its last snapshot, or everything; set it to yes";
        }
    }

    private static async Task<string?> SettingAsync(IDatabase database, string name)
    {
        var reply = RedisReply.Items(await database.ExecuteAsync("CONFIG", ["GET", name], CommandFlags.DemandMaster).ConfigureAwait(false));
        return reply.Length == 2 ? (string?)reply[1] : null;
    }
}
