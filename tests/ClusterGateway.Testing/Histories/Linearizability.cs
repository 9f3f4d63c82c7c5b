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
        var left = new RemainingCalls<TInput, TOutput>(calls);
        var seen = new HashSet<(UInt128 Left, TState State)>();
        var taken = new Stack<int>();
        var choices = new Stack<IEnumerator<(int Call, TState After)>>();
        var best = (Done: -1, State: initial, Next: "");
        if (left.IsAnswered)
        {
            return null;
        }

        choices.Push(Choices(initial).GetEnumerator());
        while (choices.TryPeek(out var current))
        {
            if (!current.MoveNext())
            {
                choices.Pop();
                if (taken.TryPop(out var undone))
                {
                    left.PutBack(undone);
                }

                continue;
            }

            var (call, after) = current.Current;
            left.Take(call);
            if (!seen.Add((left.Signature, after)))
            {
                left.PutBack(call);
                continue;
            }

            if (left.IsAnswered)
            {
                return null;
            }

            taken.Push(call);
            choices.Push(Choices(after).GetEnumerator());
            if (taken.Count > best.Done)
            {
                best = (taken.Count, after, string.Join('\n', left.Candidates().Select(i => Describe(calls[i]))));
            }
        }

        return $"after {best.Done} of {calls.Length} calls the object is {best.State}, and none of these can be next:\n{best.Next}";

        // What nobody knows to have happened is worth trying only where it changes something: it may as well never have happened.
        IEnumerable<(int Call, TState After)> Choices(TState state) =>
            from i in left.Candidates()
            from after in step(state, calls[i])
            where !calls[i].IsUnknown || !after.Equals(state)
            select (i, after);
    }

    private static string Describe<TInput, TOutput>(RecordedCall<TInput, TOutput> call)
        where TOutput : class => $"{call.Input} -> {call.Output?.ToString() ?? "unknown"} [{call.Called} to {call.Returned}]";
}
