using System.Collections.Concurrent;
using System.Net;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>Administrators who write through the gateway without a pause, each write under a name of its own.</summary>
internal sealed class AdminWriter : IAsyncDisposable
{
    private const int Administrators = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<HttpStatusCode, int> _answers = new();
    private readonly Task[] _work;
    private int _count;

    public AdminWriter(Uri gateway)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        _work = [.. Enumerable.Range(0, Administrators).Select(_ => Task.Run(WriteAsync))];
    }

    /// <summary>What was answered with 200.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = new();

    /// <summary>How many writes were not accepted, or may not have been.</summary>
    public int Failures => _answers.Where(a => a.Key != HttpStatusCode.OK).Sum(a => a.Value);

    public override string ToString() =>
        $"{_count} writes: {string.Join(", ", _answers.Select(a => $"{a.Value} x {(a.Key == default ? "no answer" : $"{(int)a.Key}")}"))}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_work);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            var name = $"w{Interlocked.Increment(ref _count)}";
            var status = default(HttpStatusCode);
            try
            {
                using var body = new StringContent(name);
                using var answer = await _http.PostAsync(new Uri(RecordingApplication.Path + name, UriKind.Relative), body, _stop.Token);
                status = answer.StatusCode;
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Nobody knows what became of it.
            }

            if (status == HttpStatusCode.OK)
            {
                Acknowledged.Enqueue(name);
            }

            _answers.AddOrUpdate(status, 1, (_, n) => n + 1);
            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
