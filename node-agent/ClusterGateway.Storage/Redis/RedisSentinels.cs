using System.Net;
using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>
/// Asks sentinels which server is the master of a service, as https://redis.io/docs/latest/develop/reference/sentinel-clients/ has it. The
/// driver has the question, and from version 2 on a mode that asks it by itself.
/// </summary>
internal sealed class RedisSentinels(ConfigurationOptions configured)
{
    /// <summary>The one that the first sentinel to answer names.</summary>
    /// <exception cref="IOException">No sentinel names one.</exception>
    public async Task<EndPoint> FindMasterAsync()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(Configure()).ConfigureAwait(false);
        foreach (var sentinel in connection.GetEndPoints().Select(e => connection.GetServer(e)).Where(s => s.IsConnected))
        {
            if (await AskAsync(sentinel).ConfigureAwait(false) is { } master)
            {
                return master;
            }
        }

        throw new IOException($"none of {configured.EndPoints.Count} sentinels names a master of '{configured.ServiceName}'");
    }

    private async Task<EndPoint?> AskAsync(IServer sentinel)
    {
        try
        {
            return await sentinel.SentinelGetMasterAddressByNameAsync(configured.ServiceName).ConfigureAwait(false);
        }
        catch (Exception e) when (RedisFaults.IsUnavailable(e) || e is RedisServerException)
        {
            return null;
        }
    }

    private ConfigurationOptions Configure()
    {
        var configuration = configured.Clone();
        configuration.CommandMap = CommandMap.Sentinel;
        configuration.TieBreaker = "";
        configuration.ServiceName = null;
        // The driver does not sign in at sentinels.
        configuration.Password = null;
        return configuration;
    }
}
