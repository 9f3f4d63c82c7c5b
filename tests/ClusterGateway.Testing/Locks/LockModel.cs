using ClusterGateway.Testing.Histories;

namespace ClusterGateway.Testing.Locks;

/// <summary>The WOPI table of one file, as a sequential object whose lock may expire between two calls.</summary>
/// <param name="timeToLive">After the last refresh; <see cref="Timeout.InfiniteTimeSpan"/> where nothing can expire during a history.</param>
public sealed class LockModel(TimeSpan timeToLive)
{
    /// <summary>The store's clock and the recorder's are two; they agree on durations this far.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    public static LockState Unlocked => default;

    /// <summary>Every state that the call may leave behind.</summary>
    public IEnumerable<LockState> Step(LockState state, RecordedCall<LockInput, LockOutput> call)
    {
        if (state.Id is null || call.Called <= state.MustEndAt)
        {
            if (After(state, call) is { } next)
            {
                yield return next;
            }
        }

        if (state.Id is not null && call.Returned >= state.MayEndAt && state.MayEndAt != TimeSpan.MaxValue && After(Unlocked, call) is { } afterExpiry)
        {
            yield return afterExpiry;
        }
    }

    /// <summary>The expected answer, and whether the lock is written anew, with which id.</summary>
    private static (LockOutput Answer, bool Writes, string? Id) Apply(string? current, LockInput input) => input.Verb switch
    {
        LockVerb.Get when current is null => (new LockOutput(404), false, null),
        LockVerb.Get => (new LockOutput(200, current), false, current),
        LockVerb.Lock when current is null => (new LockOutput(201), true, input.Id),
        LockVerb.Lock or LockVerb.Refresh when current == input.Id => (new LockOutput(200), true, input.Id),
        LockVerb.Swap when current == input.OldId => (new LockOutput(200), true, input.Id),
        LockVerb.Release when current == input.Id => (new LockOutput(204), true, null),
        _ => (new LockOutput(409, current ?? ""), false, current),
    };

    private LockState? After(LockState state, RecordedCall<LockInput, LockOutput> call)
    {
        var (answer, writes, id) = Apply(state.Id, call.Input);
        if (call.Output is { } output && output != answer)
        {
            return null;
        }

        if (!writes)
        {
            return state;
        }

        return id is null ? Unlocked : new LockState(id, End(call.Called, -Slack), End(call.Returned, Slack));
    }

    private TimeSpan End(TimeSpan refreshed, TimeSpan slack) =>
        timeToLive == Timeout.InfiniteTimeSpan || refreshed == TimeSpan.MaxValue ? TimeSpan.MaxValue : refreshed + timeToLive + slack;
}
