namespace ClusterGateway.NodeAgent.ShareLinks;

/// <summary>
/// Keeps the slow work of <see cref="PasswordHash"/> from stalling the agent: a few passwords at once, a short line before them, and nobody
/// beyond it.
/// </summary>
internal sealed class HashingLine(ShareLinkOptions options) : IDisposable
{
    private readonly SemaphoreSlim _places = new(options.HashingConcurrency, options.HashingConcurrency);
    private int _present;

    /// <summary>A place, once one is free, kept until it is disposed; null at once when the line is full.</summary>
    public async Task<IDisposable?> TryEnterAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _present) > options.HashingConcurrency + options.HashingQueue)
        {
            Interlocked.Decrement(ref _present);
            return null;
        }

        try
        {
            await _places.WaitAsync(cancellationToken);
            return new Place(this);
        }
        catch
        {
            Interlocked.Decrement(ref _present);
            throw;
        }
    }

    public void Dispose() => _places.Dispose();

    private void Leave()
    {
        _places.Release();
        Interlocked.Decrement(ref _present);
    }

    private sealed class Place(HashingLine line) : IDisposable
    {
        public void Dispose() => line.Leave();
    }
}
