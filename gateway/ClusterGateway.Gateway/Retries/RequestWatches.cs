using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ClusterGateway.Gateway.Retries;

/// <summary>The watches of all attempts: as many as ever ran at once, used again and again.</summary>
internal sealed class RequestWatches(TimeProvider time)
{
    private readonly ConcurrentQueue<RequestWatch> _free = new();

    /// <summary>The one that was given back last on each processor: nearly always there, and nobody else writes to it.</summary>
    private readonly Slot[] _last = new Slot[Environment.ProcessorCount];
    private readonly Lock _growing = new();
    private volatile RequestWatch?[] _all = new RequestWatch?[64];
    private int _count;
    private long _now = time.GetTimestamp();

    /// <summary>The timestamp of the worker's last tick: precise enough here, and cheaper than the clock.</summary>
    public long Now => Volatile.Read(ref _now);

    /// <summary>Runs one attempt under a watch.</summary>
    /// <param name="attempt">The rest of the pipeline.</param>
    /// <param name="other">Ends the attempt too, and the response: an admin request's term.</param>
    /// <returns>How the attempt failed, if it did.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<AttemptFailure> RunAsync(HttpContext context, RequestDelegate attempt, CancellationToken other = default)
    {
        var client = context.RequestAborted;
        var watch = Begin(context, other);
        var cut = CutReason.None;
        try
        {
            await attempt(context);
        }
        catch (OperationCanceledException) when (FailureClassification.IsReported(context))
        {
            // YARP's affinity, or a transform, cannot bear that the attempt was cut; what became of it is told by the feature.
        }
        finally
        {
            cut = End(context, watch, client);
        }

        return FailureClassification.Of(context, cut);
    }

    /// <summary>Puts a watch between the request and its client's token.</summary>
    private RequestWatch Begin(HttpContext context, CancellationToken other)
    {
        var watch = Interlocked.Exchange(ref Last(), null) ?? (_free.TryDequeue(out var free) ? free : Grow());
        watch.Link(context.RequestAborted, other);
        context.RequestAborted = watch.Token;
        context.Features.Set(watch);
        return watch;
    }

    /// <param name="client">The client's own token, which the request gets back.</param>
    private CutReason End(HttpContext context, RequestWatch watch, CancellationToken client)
    {
        context.RequestAborted = client;
        context.Features.Set<RequestWatch>(null);
        var reason = watch.End();
        if (Interlocked.Exchange(ref Last(), watch) is { } other)
        {
            _free.Enqueue(other);
        }

        return reason;
    }

    private ref RequestWatch? Last() => ref _last[(uint)Thread.GetCurrentProcessorId() % (uint)_last.Length].Watch;

    public void Tick() => Volatile.Write(ref _now, time.GetTimestamp());

    public ReadOnlySpan<RequestWatch?> All()
    {
        var count = Volatile.Read(ref _count);
        return _all.AsSpan(0, count);
    }

    /// <summary>Timestamp, as of <see cref="Now"/>, at which this node last answered a request; 0 when that is long ago.</summary>
    public long LastAnswerOf(string node)
    {
        var last = 0L;
        foreach (var watch in All())
        {
            if (watch?.LastAnswer is var (answerer, at) && answerer == node && at > last)
            {
                last = at;
            }
        }

        return last;
    }

    /// <summary>A cache line of its own, with its neighbor (processors fetch two).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 128)]
    private struct Slot
    {
        [FieldOffset(0)]
        public RequestWatch? Watch;
    }

    private RequestWatch Grow()
    {
        var watch = new RequestWatch();
        lock (_growing)
        {
            if (_count == _all.Length)
            {
                var larger = new RequestWatch?[_all.Length * 2];
                _all.CopyTo(larger, 0);
                _all = larger;
            }

            _all[_count] = watch;
            Volatile.Write(ref _count, _count + 1);
        }

        return watch;
    }
}
