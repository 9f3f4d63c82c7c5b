namespace ClusterGateway.Testing.Waiting;

/// <summary>Waits for a condition instead of for a time: polled, bounded, and when it does not come true the failure says what did not happen.</summary>
public static class Eventually
{
    /// <summary>A minute: a busy machine needs many times what a quiet one does, and nobody waits longer than it takes.</summary>
    public static readonly TimeSpan DefaultBound = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <param name="what">What should happen, as a clause: "node2 became primary".</param>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? bound = null) =>
        TrueAsync(() => Task.FromResult(condition()), what, bound);

    /// <inheritdoc cref="TrueAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? bound = null)
    {
        var limit = bound ?? DefaultBound;
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"within {limit.TotalSeconds:0.#} s this did not happen: {what}");
            }

            await Task.Delay(Interval, TimeProvider.System);
        }
    }

    /// <summary>Awaits what happens by itself, with a bound.</summary>
    public static async Task<T> CompletesAsync<T>(Task<T> task, string what, TimeSpan? bound = null)
    {
        await CompletesAsync((Task)task, what, bound);
        return await task;
    }

    /// <inheritdoc cref="CompletesAsync{T}"/>
    public static async Task CompletesAsync(Task task, string what, TimeSpan? bound = null)
    {
        var limit = bound ?? DefaultBound;
        var finished = await Task.WhenAny(task, Task.Delay(limit, TimeProvider.System));
        if (finished != task)
        {
            throw new TimeoutException($"within {limit.TotalSeconds:0.#} s this did not happen: {what}");
        }

        await task;
    }
}
