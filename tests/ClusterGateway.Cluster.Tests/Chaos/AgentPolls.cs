using System.Collections.Concurrent;
using System.Text.Json;
using ClusterGateway.Contracts.Nodes;
using ClusterGateway.Testing.Primacy;

namespace ClusterGateway.Cluster.Tests.Chaos;

/// <summary>Asks every agent over and over what it is, past all broken links.</summary>
internal sealed class AgentPolls : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, PrimaryReading> _last = new();
    private readonly TestClock _clock;
    private readonly Task[] _work;

    public AgentPolls(IEnumerable<ChaosNode> nodes, TestClock clock)
    {
        _clock = clock;
        _work = [.. nodes.Select(node => Task.Run(() => PollAsync(node)))];
    }

    public ConcurrentQueue<PrimaryReading> Readings { get; } = new();

    /// <summary>What a node said last; null when it does not answer.</summary>
    public PrimaryReading? Of(string node) => _last.GetValueOrDefault(node);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_work);
        _stop.Dispose();
    }

    private async Task PollAsync(ChaosNode node)
    {
        while (!_stop.IsCancellationRequested)
        {
            var asked = _clock.Now;
            try
            {
                using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, patience.Token);
                var self = await node.SelfAsync(either.Token);
                var reading = new PrimaryReading(node.Id, self.Instance, self.Role == NodeRole.Primary, self.Term, asked, _clock.Now);
                _last[node.Id] = reading;
                Readings.Enqueue(reading);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException or JsonException)
            {
                _last.TryRemove(node.Id, out _);
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
    }
}
