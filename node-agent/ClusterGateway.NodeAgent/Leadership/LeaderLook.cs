using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// Reads the entries of the leader when that is of use: a primary that renews knows where it left the lease, so it reads when something is
/// open, and once in a while, for hints may get lost.
/// </summary>
internal sealed class LeaderLook(LeaderEntries entries, LeadershipTracker tracker, LeaseTiming timing, TimeProvider time)
{
    private const int RenewalsPerLook = 5;

    private long _lookedAt;
    private volatile bool _hinted = true;

    /// <summary>The entries changed, or may have: the next look reads them. Any thread.</summary>
    public void Hint() => _hinted = true;

    /// <returns>Null when nothing was to be read, or the store gave no answer in time.</returns>
    public async Task<LeaderState?> ReadAsync(CancellationToken cancellationToken)
    {
        var hinted = _hinted;
        if (tracker.Grant is { Confirmed: true } && !hinted && time.GetElapsedTime(_lookedAt) < RenewalsPerLook * timing.Renew)
        {
            return null;
        }

        try
        {
            using var bound = new BoundedToken(timing.Attempt, time, cancellationToken);
            _hinted = false;
            _lookedAt = time.GetTimestamp();
            return await entries.ReadAsync(bound.Token);
        }
        catch (Exception exception) when (IsNoAnswer(exception, cancellationToken))
        {
            _hinted |= hinted;
            return null;
        }
    }

    /// <param name="cancellationToken">What stops the agent; canceled, it was no outage.</param>
    public static bool IsNoAnswer(Exception exception, CancellationToken cancellationToken) =>
        exception is StoreUnavailableException || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested);
}
