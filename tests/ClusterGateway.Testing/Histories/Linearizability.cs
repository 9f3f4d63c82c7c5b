namespace ClusterGateway.Testing.Histories;

/// <summary>
/// Whether a history of one object could have come from doing its calls one at a time, each at some moment between its call and its return:
/// the search of Wing and Gong ("Testing and Verifying Concurrent Objects", 1993) with Lowe's memory of configurations seen ("Testing for
/// Linearizability", 2017). Objects are independent, so each is checked alone.
/// </summary>
public static class Linearizability
{
    /// <param name="step">The states that a call may leave behind when it takes effect in a state; none when its output is impossible there.</param>
    /// <returns>Null when there is such an order; otherwise how far the best one came.</returns>
    public static string? FindViolation<TState, TInput, TOutput>(
        IEnumerable<RecordedCall<TInput, TOutput>> history, TState initial, Func<TState, RecordedCall<TInput, TOutput>, IEnumerable<TState>> step)
        where TState : notnull
        where TOutput : class
    {
        var calls = history.OrderBy(call => call.Called).ToArray();
        var root = new Configuration<TState>(new CallSet(calls.Length), initial);
        var seen = new HashSet<Configuration<TState>> { root };
        var left = new Stack<Configuration<TState>>([root]);
        var best = root;
        while (left.TryPop(out var current))
        {
            best = current.Done.Count > best.Done.Count ? current : best;
            var next = Candidates(calls, current.Done);
            if (next.TrueForAll(i => calls[i].IsUnknown))
            {
                return null;
            }

            foreach (var i in next)
            {
                foreach (var state in step(current.State, calls[i]))
                {
                    var child = new Configuration<TState>(current.Done.With(i), state);
                    if (seen.Add(child))
                    {
                        left.Push(child);
                    }
                }
            }
        }

        return Describe(calls, best);
    }

    /// <summary>What may come next: calls that began before any of those left returned. The one that returned first comes last, and is tried first.</summary>
    private static List<int> Candidates<TInput, TOutput>(RecordedCall<TInput, TOutput>[] calls, CallSet done)
        where TOutput : class
    {
        var candidates = new List<int>();
        var firstReturn = TimeSpan.MaxValue;
        for (var i = done.FirstMissing; i < calls.Length && calls[i].Called <= firstReturn; i++)
        {
            if (!done.Contains(i))
            {
                candidates.Add(i);
                firstReturn = calls[i].Returned < firstReturn ? calls[i].Returned : firstReturn;
            }
        }

        candidates.RemoveAll(i => calls[i].Called > firstReturn);
        candidates.Sort((x, y) => calls[y].Returned.CompareTo(calls[x].Returned));
        return candidates;
    }

    private static string Describe<TState, TInput, TOutput>(RecordedCall<TInput, TOutput>[] calls, Configuration<TState> best)
        where TState : notnull
        where TOutput : class
    {
        var next = Candidates(calls, best.Done).Select(i => $"{calls[i].Input} -> {calls[i].Output} [{calls[i].Called} to {calls[i].Returned}]");
        return $"after {best.Done.Count} of {calls.Length} calls the object is {best.State}, and none of these can be next:\n{string.Join('\n', next)}";
    }

    private sealed record Configuration<TState>(CallSet Done, TState State);
}
