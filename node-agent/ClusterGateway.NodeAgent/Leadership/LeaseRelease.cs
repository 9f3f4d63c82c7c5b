using ClusterGateway.Contracts.Events;
using ClusterGateway.NodeAgent.Events;
using ClusterGateway.NodeAgent.Membership;

namespace ClusterGateway.NodeAgent.Leadership;

/// <summary>
/// Gives the lease back. Without an answer the release is open until the store tells: nobody else can be primary before it took effect or the
/// lease ran out, so an agent that stops tries again. Called by the loop's thread only.
/// </summary>
internal sealed partial class LeaseRelease(
    LeaderEntries entries, NodeIdentity self, LeaseTiming timing, IEventLog events, TimeProvider time, ILogger<LeaseRelease> logger)
{
    private volatile Release? _open;

    /// <summary>Whether a lease that this process gave back may still stand in somebody's way. Any thread.</summary>
    public bool IsOpen => _open is { } open && time.GetElapsedTime(open.Since) < timing.Lease;

    /// <param name="now">What is held, or what the store says that this process holds.</param>
    /// <param name="to">Who goes first; null when nobody was named.</param>
    public async Task TryAsync(ElectionSnapshot now, string? to, string reason, CancellationToken cancellationToken)
    {
        var (term, revision) = now.Grant is { } held ? (held.Term, held.LeaseRevision) : (now.Store!.Term, now.Store.LeaseRevision);
        if (now.Grant is not null)
        {
            var running = new HandOverEvidence(term, timing, now.AnnouncedFor, now.Gateways).Running;
            _open = new Release(term, to, reason, running, time.GetTimestamp());
        }

        if (!await entries.TryReleaseAsync(term, revision, _open?.To ?? to, cancellationToken))
        {
            // A release before this one may have taken effect late: the entries tell.
            return;
        }

        if (_open is { } open)
        {
            Tell(open);
        }

        _open = null;
    }

    /// <summary>What the store says now.</summary>
    public void Note(LeaderState state)
    {
        if (_open is not { } open || (state.Term == open.Term && state.IsHeldBy(self.Id, self.Instance)))
        {
            return;
        }

        _open = null;
        Tell(state.ReleasedTerm >= open.Term ? open : open with { Reason = $"{open.Reason}; the lease ran out before the store took it back" });
    }

    private void Tell(Release release)
    {
        Log.Released(logger, self.Id, release.Term, release.Reason);
        if (release.Running > 0)
        {
            Log.ReleasedWhileRunning(logger, release.Running, timing.HandOver);
        }

        events.Append(new EventRequest(EventTypes.PrimaryReleased, self.Id, release.Reason, self.Id), release.Term);
    }

    private sealed record Release(long Term, string? To, string Reason, long Running, long Since);

    private static partial class Log
    {
        [LoggerMessage(1201, LogLevel.Information, "{Node} released the lease of term {Term}: {Reason}", EventName = "PrimaryReleased")]
        public static partial void Released(ILogger logger, string node, long term, string reason);

        [LoggerMessage(1550, LogLevel.Warning, "{Count} admin requests still ran when the lease was released; Leadership:HandOver is {HandOver}", EventName = "ReleasedWhileRunning")]
        public static partial void ReleasedWhileRunning(ILogger logger, long count, TimeSpan handOver);
    }
}
