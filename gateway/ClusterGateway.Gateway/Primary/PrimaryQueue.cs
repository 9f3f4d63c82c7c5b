namespace ClusterGateway.Gateway.Primary;

/// <summary>Admin requests that wait for a primary: bounded, first come first served.</summary>
internal sealed class PrimaryQueue(PrimaryOptions options)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<TaskCompletionSource> _waiting = [];
    private int _held;

    /// <summary>Requests that wait now.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>A place among those who wait; false when all are taken. Give it back with <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _held) <= options.Queue)
        {
            return true;
        }

        Leave();
        return false;
    }

    public void Leave() => Interlocked.Decrement(ref _held);

    /// <summary>Completes with the next <see cref="Release"/>, in the order of the calls.</summary>
    public async Task WaitAsync(Func<bool> already, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        LinkedListNode<TaskCompletionSource> place;
        lock (_lock)
        {
            place = _waiting.AddLast(turn);
        }

        try
        {
            // What came between the caller's look and its place in the queue is not missed.
            if (!already())
            {
                await turn.Task.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            lock (_lock)
            {
                place.List?.Remove(place);
            }
        }
    }

    public void Release()
    {
        lock (_lock)
        {
            while (_waiting.First is { } first)
            {
                _waiting.RemoveFirst();
                first.Value.TrySetResult();
            }
        }
    }
}
