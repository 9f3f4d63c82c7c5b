namespace ClusterGateway.Testing.Traffic;

/// <summary>
/// Clients at a bounded rate in all, each at its own even beat, one request at a time: a client that waits for an answer misses beats, the
/// others do not.
/// </summary>
public sealed class TrafficRun : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Outcome> _outcomes = [];
    private readonly CancellationTokenSource _enough = new();
    private readonly IReadOnlyList<TrafficClient> _clients;
    private readonly Func<TrafficClient, Outcome?, TrafficRequest> _plan;
    private readonly TimeSpan _beat;
    private readonly Task _work;

    private TrafficRun(IReadOnlyList<TrafficClient> clients, double rate, Func<TrafficClient, Outcome?, TrafficRequest> plan)
    {
        _clients = clients;
        _plan = plan;
        _beat = TimeSpan.FromSeconds(clients.Count / rate);
        _work = Task.WhenAll(clients.Select((client, index) => Task.Run(() => SendAsync(client, _beat * index / clients.Count))));
    }

    /// <summary>A timestamp of <see cref="TimeProvider.System"/>.</summary>
    public long Began { get; } = TimeProvider.System.GetTimestamp();

    public TimeSpan Elapsed => TimeProvider.System.GetElapsedTime(Began);

    /// <summary>How many requests have come to an end.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _outcomes.Count;
            }
        }
    }

    /// <summary>What became of the requests that came to an end since so many had.</summary>
    public IReadOnlyList<Outcome> Since(int count)
    {
        lock (_gate)
        {
            return _outcomes[count..];
        }
    }

    /// <param name="clients">Disposed of with the run.</param>
    /// <param name="rate">Requests per second of all clients together.</param>
    /// <param name="plan">A client's next request, given what became of its last.</param>
    public static TrafficRun Start(IReadOnlyList<TrafficClient> clients, double rate, Func<TrafficClient, Outcome?, TrafficRequest> plan) =>
        new(clients, rate, plan);

    /// <summary>Sends no more, and waits for the answers that are due.</summary>
    public async Task<IReadOnlyList<Outcome>> StopAsync()
    {
        await _enough.CancelAsync();
        await _work;
        return [.. Since(0).OrderBy(outcome => outcome.At)];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _enough.Dispose();
        foreach (var client in _clients)
        {
            client.Dispose();
        }
    }

    private async Task SendAsync(TrafficClient client, TimeSpan phase)
    {
        Outcome? last = null;
        try
        {
            await Task.Delay(phase, TimeProvider.System, _enough.Token);
            using var timer = new PeriodicTimer(_beat, TimeProvider.System);
            while (await timer.WaitForNextTickAsync(_enough.Token))
            {
                last = await client.SendAsync(_plan(client, last), Began, CancellationToken.None);
                lock (_gate)
                {
                    _outcomes.Add(last);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }
}
