using ClusterGateway.Contracts.Screening;
using ClusterGateway.Hosting.Screening;
using ClusterGateway.NodeAgent.Screening.Blocks;
using ClusterGateway.NodeAgent.Screening.Configuration;
using ClusterGateway.NodeAgent.Screening.Counting;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Screening;

/// <summary>Takes reports of log-ins and answers whether their address may go on: by the shared counts or, without the store, by those of this agent.</summary>
internal sealed partial class LogInScreening(
    FailureCounter counter, LocalScreening local, BlockFeed feed, IScreeningKey key, AllowedNetworks allowed, ScreeningOptions options, ScreeningMetrics metrics,
    ILogger<LogInScreening> logger)
{
    /// <param name="address">Where the log-in came from.</param>
    /// <param name="mayCountAlone">Not so for a gateway, which asks another agent, and counts by itself when none reaches the store.</param>
    /// <exception cref="StoreUnavailableException">The store gives no answer, and this agent is not to count alone.</exception>
    public async Task<AttemptView> TakeAsync(
        AttemptRequest request, UInt128 address, AddressRange range, bool mayCountAlone, CancellationToken cancellationToken)
    {
        var (view, isLocal) = allowed.Contain(address)
            ? (new AttemptView(ScreeningVerdict.Allow, default), false)
            : await DecideAsync(request, range, mayCountAlone, cancellationToken);
        metrics.Decided(view.Decision, isLocal);
        return view;
    }

    private async Task<(AttemptView View, bool IsLocal)> DecideAsync(
        AttemptRequest request, AddressRange range, bool mayCountAlone, CancellationToken cancellationToken)
    {
        var policy = options.PolicyOf(request.Scope);
        try
        {
            if (mayCountAlone && feed.IsBehind)
            {
                // Nobody who logs in has to wait for a store that is known to be away.
                throw new StoreUnavailableException();
            }

            return (await counter.CountAsync(await HashAsync(request, range, policy, cancellationToken), cancellationToken), false);
        }
        catch (StoreUnavailableException exception) when (mayCountAlone)
        {
            // Nobody knows whether the commit before this has counted it; a failure counted twice while the store comes and goes is no harm.
            Log.Local(logger, exception.Message);
            var rule = new CountingRule(policy.AddressFailures, policy.Window, policy.Block);
            return (local.Decide(new LogInSource(request.Scope, range, request.Outcome, rule)), true);
        }
    }

    private async Task<LogIn> HashAsync(AttemptRequest request, AddressRange range, ScreeningPolicy policy, CancellationToken cancellationToken)
    {
        var hasName = !string.IsNullOrWhiteSpace(request.Account);
        var hasSecret = !string.IsNullOrEmpty(request.Secret);
        var bytes = hasName || hasSecret ? await key.GetAsync(cancellationToken) : [];
        var account = hasName ? KeyedHash.OfAccount(bytes, request.Scope, request.Account!) : null;
        var secret = hasSecret ? KeyedHash.OfSecret(bytes, request.Scope, account, range, request.Secret!) : null;
        return new LogIn(request.Scope, range, request.Outcome, policy, account, secret);
    }

    private static partial class Log
    {
        [LoggerMessage(2720, LogLevel.Debug, "a log-in is counted by this agent alone: {Reason}", EventName = "CountedLocally")]
        public static partial void Local(ILogger logger, string reason);
    }
}
