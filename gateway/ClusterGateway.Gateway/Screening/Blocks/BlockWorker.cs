using ClusterGateway.Contracts.Screening;
using ClusterGateway.Gateway.Agents;
using ClusterGateway.Gateway.Configuration;
using ClusterGateway.Gateway.Screening.Counting;

namespace ClusterGateway.Gateway.Screening.Blocks;

/// <summary>
/// Brings the list back from disk before the first request, and then waits at an agent for its changes. While none answers, what is known
/// stays in force, and ends when it would have ended.
/// </summary>
internal sealed partial class BlockWorker(
    IAgentClient agents, GatewayOptions options, BlockedClients clients, AttemptReports reports, BlockCopy copy, TimeProvider time,
    ILogger<BlockWorker> logger) : BackgroundService
{
    /// <summary>Between two answers, so that an attack of many addresses is told in few lists.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan BetweenWrites = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private BlockListView? _unwritten;
    private long _writtenAt;
    private long? _failingSince;
    private bool _isTold;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        Load();
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        Write();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Nodes.Count == 0)
        {
            return;
        }

        BlockAnswerTag? known = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                known = await FollowAsync(known, stoppingToken);
                await Task.Delay(Rest, time, stoppingToken);
            }
            catch (HttpRequestException exception)
            {
                Explain(exception.Message);
                await Task.Delay(RetryInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<BlockAnswerTag?> FollowAsync(BlockAnswerTag? known, CancellationToken cancellationToken)
    {
        var delivered = reports.AllDelivered;
        var (list, tag) = await agents.GetBlocksAsync(known, cancellationToken);
        if (list is not null)
        {
            clients.Adopt(SharedBlocks.Of(list, TimeSpan.Zero, time));
            Log.Adopted(logger, list.Items.Count, list.Revision);
            _unwritten = list;
        }

        if (delivered)
        {
            clients.ForgetOwn();
        }

        if (_unwritten is not null && (_writtenAt == 0 || time.GetElapsedTime(_writtenAt) >= BetweenWrites))
        {
            Write();
        }

        Explain(null);
        return tag;
    }

    private void Load()
    {
        try
        {
            if (copy.Read() is var (list, age))
            {
                clients.Adopt(SharedBlocks.Of(list, age, time));
                Log.Loaded(logger, list.Items.Count);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CopyUnusable(logger, exception.Message);
        }
    }

    private void Write()
    {
        if (_unwritten is not { } list)
        {
            return;
        }

        try
        {
            _writtenAt = time.GetTimestamp();
            copy.Write(list);
            _unwritten = null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.CopyNotWritten(logger, copy.Path, exception.Message);
        }
    }

    /// <summary>At the start of a cluster the gateway is often first: that is no warning yet.</summary>
    private void Explain(string? failure)
    {
        if (failure is null)
        {
            if (_isTold)
            {
                Log.Back(logger);
            }

            (_failingSince, _isTold) = (null, false);
            return;
        }

        _failingSince ??= time.GetTimestamp();
        if (!_isTold && time.GetElapsedTime(_failingSince.Value) >= Patience)
        {
            _isTold = true;
            Log.Away(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2600, LogLevel.Information, "{Count} blocks were read back")]
        public static partial void Loaded(ILogger logger, int count);

        [LoggerMessage(2601, LogLevel.Warning, "The copy of the blocks cannot be used: {Reason}")]
        public static partial void CopyUnusable(ILogger logger, string reason);

        [LoggerMessage(2602, LogLevel.Warning, "The copy of the blocks could not be written to {File}: {Reason}. A restart without an agent would forget them")]
        public static partial void CopyNotWritten(ILogger logger, string file, string reason);

        [LoggerMessage(2603, LogLevel.Warning, "No agent tells which addresses are blocked: what is known stays in force, and this gateway counts by itself. {Reason}")]
        public static partial void Away(ILogger logger, string reason);

        [LoggerMessage(2604, LogLevel.Information, "An agent tells again which addresses are blocked")]
        public static partial void Back(ILogger logger);

        [LoggerMessage(2605, LogLevel.Debug, "{Count} networks are blocked, revision {Revision}")]
        public static partial void Adopted(ILogger logger, int count, long revision);
    }
}
