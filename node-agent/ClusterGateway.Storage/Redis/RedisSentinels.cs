using System.Globalization;
using System.Net;
using StackExchange.Redis;

namespace ClusterGateway.Storage.Redis;

/// <summary>
/// Asks sentinels which server is the master of a service, as https://redis.io/docs/latest/develop/reference/sentinel-clients/ has it. The
/// driver has the question, and from version 2 on a mode that asks it by itself.
/// </summary>
internal sealed class RedisSentinels(ConfigurationOptions configured, TimeProvider time)
{
    // Most of them may be set up anew, and then count from the beginning.
    private long _newest;

    /// <summary>The one that the sentinel with the newest configuration names: one that is cut off from the others names a master of the past.</summary>
    /// <exception cref="IOException">No sentinel names one, or only a few do that know less than was known before.</exception>
    public async Task<EndPoint> FindMasterAsync()
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(Configure()).ConfigureAwait(false);
        var connected = connection.GetEndPoints().Select(e => connection.GetServer(e)).Where(s => s.IsConnected);
        var answers = (await Task.WhenAll(connected.Select(AskAsync)).ConfigureAwait(false)).OfType<Answer>().ToList();
        var newest = answers.MaxBy(answer => answer.Epoch)
            ?? throw new IOException($"none of {configured.EndPoints.Count} sentinels names a master of '{configured.ServiceName}'");
        if (newest.Epoch < _newest && answers.Count <= configured.EndPoints.Count / 2)
        {
            throw new IOException($"the sentinels that answer know configuration {newest.Epoch} of '{configured.ServiceName}', others knew {_newest}");
        }

        _newest = newest.Epoch;
        return newest.Master;
    }

    /// <returns>Null without an answer in half of what an operation may take; this version of the driver waits for ever.</returns>
    private async Task<Answer?> AskAsync(IServer sentinel)
    {
        try
        {
            var patience = TimeSpan.FromMilliseconds(configured.SyncTimeout / 2.0);
            var state = sentinel.SentinelMasterAsync(configured.ServiceName);
            // During a failover already the promoted one, unlike the state.
            var address = sentinel.SentinelGetMasterAddressByNameAsync(configured.ServiceName);
            var epoch = (await state.WaitAsync(patience, time).ConfigureAwait(false)).FirstOrDefault(field => field.Key == "config-epoch").Value;
            _ = long.TryParse(epoch, CultureInfo.InvariantCulture, out var number);
            return await address.WaitAsync(patience, time).ConfigureAwait(false) is { } master ? new Answer(master, number) : null;
        }
        catch (Exception e) when (RedisFaults.IsUnavailable(e) || e is RedisServerException)
        {
            return null;
        }
    }

    private sealed record Answer(EndPoint Master, long Epoch);

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
