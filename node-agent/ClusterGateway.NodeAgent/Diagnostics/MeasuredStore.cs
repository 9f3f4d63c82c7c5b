using System.Diagnostics;
using System.Diagnostics.Metrics;
using ClusterGateway.Hosting.Telemetry;
using ClusterGateway.Storage;

namespace ClusterGateway.NodeAgent.Diagnostics;

/// <summary>
/// Measures and traces what is asked of the store, and notes whether it answers and what time it tells. Keys are names of documents, users
/// and sessions: no attribute has one, nor the message of an exception.
/// </summary>
internal sealed class MeasuredStore : IClusterStore
{
    private static readonly ActivitySource Traces = new(TelemetryNames.ActivitySource);

    /// <summary>As OpenTelemetry's semantic conventions for database clients advise.</summary>
    private static readonly double[] Buckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

    private readonly IClusterStore _store;
    private readonly StoreReachability _reachability;
    private readonly StoreClock _clock;
    private readonly TimeProvider _time;
    private readonly Histogram<double> _duration;

    public MeasuredStore(IClusterStore store, StoreReachability reachability, StoreClock clock, IMeterFactory meters, TimeProvider time)
    {
        _store = store;
        _reachability = reachability;
        _clock = clock;
        _time = time;
        _duration = meters.Create(TelemetryNames.Meter).CreateHistogram<double>(
            "db.client.operation.duration", "s", "Duration of questions to the cluster's store",
            tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Buckets });
    }

    public StoreCapabilities Capabilities => _store.Capabilities;

    public Task<StoreEntry?> GetAsync(string key, CancellationToken cancellationToken) =>
        MeasureAsync("get", () => _store.GetAsync(key, cancellationToken));

    public Task<StorePage> ListAsync(string prefix, string? after, int limit, CancellationToken cancellationToken) =>
        MeasureAsync("list", () => _store.ListAsync(prefix, after, limit, cancellationToken));

    public Task<long> CountAsync(string prefix, CancellationToken cancellationToken) =>
        MeasureAsync("count", () => _store.CountAsync(prefix, cancellationToken));

    public Task<CommitResult> CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
        MeasureAsync("commit", () => _store.CommitAsync(commit, cancellationToken));

    public Task<int> PurgeExpiredAsync(string prefix, int limit, CancellationToken cancellationToken) =>
        MeasureAsync("purge", () => _store.PurgeExpiredAsync(prefix, limit, cancellationToken));

    public IAsyncEnumerable<StoreHint> WatchAsync(string prefix, CancellationToken cancellationToken) =>
        _store.WatchAsync(prefix, cancellationToken);

    public async Task<StorePing> PingAsync(CancellationToken cancellationToken)
    {
        var ping = await MeasureAsync("ping", () => _store.PingAsync(cancellationToken));
        _clock.Observe(ping);
        return ping;
    }

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    private async Task<T> MeasureAsync<T>(string operation, Func<Task<T>> ask)
    {
        var started = _time.GetTimestamp();
        using var activity = Traces.StartActivity(operation, ActivityKind.Client);
        activity?.SetTag("db.system.name", Capabilities.Provider);
        activity?.SetTag("db.operation.name", operation);
        string? error = null;
        try
        {
            var answer = await ask();
            _reachability.Answered();
            return answer;
        }
        catch (Exception exception)
        {
            error = exception.GetType().Name;
            activity?.SetTag("error.type", error);
            activity?.SetStatus(ActivityStatusCode.Error);
            if (exception is StoreUnavailableException)
            {
                _reachability.Silent();
            }

            throw;
        }
        finally
        {
            Record(operation, error, _time.GetElapsedTime(started));
        }
    }

    private void Record(string operation, string? error, TimeSpan elapsed)
    {
        var tags = new TagList { { "db.system.name", Capabilities.Provider }, { "db.operation.name", operation } };
        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        _duration.Record(elapsed.TotalSeconds, tags);
    }
}
