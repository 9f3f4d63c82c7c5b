using ClusterGateway.Contracts.Screening;
using ClusterGateway.NodeAgent.Records;
using ClusterGateway.NodeAgent.Screening.Blocks;
using ClusterGateway.NodeAgent.Screening.Configuration;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening.Counting;

/// <summary>
/// Counts log-ins in the store. What is decided is committed together with the counts it was decided from: of any number that come at once
/// on any number of nodes, no more are allowed than the limits say.
/// </summary>
internal sealed partial class FailureCounter(
    IClusterStore store, BlockCommands blocks, BlockFeed feed, ScreeningOptions options, TimeProvider time, ILogger<FailureCounter> logger)
{
    private static readonly TimeSpan WithoutEnd = TimeSpan.FromDays(1);

    private readonly KeyedLock _turns = new();

    public async Task<AttemptView> CountAsync(LogIn login, CancellationToken cancellationToken)
    {
        using var turn = await _turns.EnterAsync(login.Turn, cancellationToken);
        for (var lost = 1; ; lost++)
        {
            var counted = await CountedFailures.ReadAsync(store, login, cancellationToken);
            if (BlockedFor(login, counted) is { } left)
            {
                return new AttemptView(ScreeningVerdict.Block, left);
            }

            var decision = ScreeningDecision.Of(login.Policy, login.Outcome, counted.For(login));
            if (await CommitAsync(login, counted, decision, cancellationToken) is { } view)
            {
                return view;
            }

            await Contention.PauseAsync(lost, time, cancellationToken);
        }
    }

    /// <summary>Its own block as the store has it; a wider one as of half a second ago.</summary>
    private TimeSpan? BlockedFor(LogIn login, CountedFailures counted)
    {
        if (counted.Block is { } own)
        {
            return own.ExpiresIn ?? WithoutEnd;
        }

        var known = feed.Latest;
        return known?.Find(login.Range, time.GetElapsedTime(known.ReadAt)) is { } wider && wider.Range != login.Range
            ? wider.Left - time.GetElapsedTime(known.ReadAt) ?? WithoutEnd
            : null;
    }

    /// <returns>Null when something was counted in between.</returns>
    private async Task<AttemptView?> CommitAsync(LogIn login, CountedFailures counted, ScreeningDecision decision, CancellationToken cancellationToken)
    {
        if (decision.BlockedFor is { } reason)
        {
            return await BlockAsync(login, counted, reason, decision.Charge, cancellationToken);
        }

        var operations = login.Outcome == AttemptOutcome.Success ? Succeed(login, counted) : decision.Charge ? counted.Charge(login) : [];
        var committed = operations.Count == 0
            || (await store.CommitAsync(new StoreCommit(operations) { Quiet = true }, cancellationToken)).Committed;
        return committed ? new AttemptView(ScreeningVerdict.Allow, default) : null;
    }

    private async Task<AttemptView?> BlockAsync(LogIn login, CountedFailures counted, string reason, bool charge, CancellationToken cancellationToken)
    {
        if (feed.Latest?.Blocks.Count >= options.MostBlocks)
        {
            Log.Full(logger, options.MostBlocks);
            return new AttemptView(ScreeningVerdict.Block, counted.Address.Left);
        }

        var offences = await Offences.ReadAsync(store, login, cancellationToken);
        var length = login.Policy.BlockAfter(offences.Blocks);
        var now = (await store.PingAsync(cancellationToken)).ServerTime;
        var block = new Block(login.Range, reason, login.Scope, Block.Screening, now, length);
        var commit = new StoreCommit(
            [.. counted.Close(login, charge), offences.More(length, login.Policy.Remember), .. block.Put(StoreCondition.Absent)]);
        if (!(await store.CommitAsync(commit, cancellationToken)).Committed)
        {
            return null;
        }

        Log.Blocked(logger, block.Range.ToString(), length.TotalSeconds, reason);
        blocks.Tell(block);
        return new AttemptView(ScreeningVerdict.Block, length);
    }

    /// <summary>The owner: what failed before was no attack. The address stays known; that is written again when half of its time is over.</summary>
    private static List<StoreOperation> Succeed(LogIn login, CountedFailures counted)
    {
        if (login.Account is null)
        {
            return [];
        }

        var operations = new List<StoreOperation>(counted.Pair.Refund(counted.Address, counted.Account));
        if (counted.Known is null || counted.Known.ExpiresIn < login.Policy.KnownFor.Value / 2)
        {
            operations.Add(new StorePut(
                ScreeningKeys.Known(login.Scope, login.Account, login.Range), default, StoreCondition.Any, login.Policy.KnownFor));
        }

        return operations;
    }

    private static partial class Log
    {
        [LoggerMessage(2710, LogLevel.Information, "{Range} is blocked for {Seconds} s: {Reason}", EventName = "AddressBlocked")]
        public static partial void Blocked(ILogger logger, string range, double seconds, string reason);

        [LoggerMessage(2711, LogLevel.Warning, "{Most} networks are blocked: no more are added (ClusterGateway:Screening:MostBlocks)", EventName = "BlocksFull")]
        public static partial void Full(ILogger logger, int most);
    }
}
