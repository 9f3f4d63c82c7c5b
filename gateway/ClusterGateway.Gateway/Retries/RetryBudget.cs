using Microsoft.Extensions.Options;

namespace ClusterGateway.Gateway.Retries;

/// <summary>
/// Bounds what is tried again to a share of the requests of the last 10 s, counted by the second without a lock: two requests that turn
/// the second together may lose a count, which a budget can bear.
/// </summary>
internal sealed class RetryBudget(IOptions<RetryOptions> options, TimeProvider time)
{
    private const int Window = 10;

    private readonly Second[] _seconds = [.. Enumerable.Range(0, Window).Select(_ => new Second())];
    private readonly long _start = time.GetTimestamp();

    public void CountRequest() => Interlocked.Increment(ref Current().Requests);

    /// <returns>False when the budget is used up.</returns>
    public bool TryTake()
    {
        var current = Current();
        var (requests, retries) = (0, 0);
        foreach (var second in _seconds)
        {
            if (Volatile.Read(ref second.Number) > current.Number - Window)
            {
                requests += Volatile.Read(ref second.Requests);
                retries += Volatile.Read(ref second.Retries);
            }
        }

        if (retries >= Math.Max(options.Value.AtLeast, requests * options.Value.Budget))
        {
            return false;
        }

        Interlocked.Increment(ref current.Retries);
        return true;
    }

    private Second Current()
    {
        var number = (long)time.GetElapsedTime(_start).TotalSeconds;
        var second = _seconds[number % Window];
        var seen = Volatile.Read(ref second.Number);
        if (seen != number && Interlocked.CompareExchange(ref second.Number, number, seen) == seen)
        {
            Volatile.Write(ref second.Requests, 0);
            Volatile.Write(ref second.Retries, 0);
        }

        return second;
    }

    private sealed class Second
    {
        public long Number;
        public int Requests;
        public int Retries;
    }
}
